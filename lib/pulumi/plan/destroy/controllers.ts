import type { PlanFinding } from '../plan';
import { CONTROLLERS, isServed, type Controller } from './controller-kinds';
import { credentialsOf } from './credentials';
import { nameOf, type DestroyRule, type Destruction } from './destruction';
import { cleanUpOf, isCleanedUpBefore } from './effects';
import { shared } from './finding';
import type { KubernetesObject } from './objects';
import { runningIn, type Running } from './running';

/** Objects whose controller, or what it may do, may be gone before it has cleaned up after them. */
export const controllers: DestroyRule = (destruction) => {
  const { objects } = destruction;
  const running = runningIn(destruction);
  return CONTROLLERS.flatMap((controller) => {
    const instances = running.filter(({ names }) => controller.known.some((name) => names.has(name)));
    if (instances.length === 0) return [];
    const served = objects.all.filter((object) => isServed(controller, object, objects));
    const orderly = served.filter((object) => cleanUpOf(destruction, object)?.orderly === true);
    return [
      ...outlived(destruction, { controller, instances, objects: orderly }),
      ...powerless(destruction, { controller, instances, objects: orderly }),
    ];
  });
};

interface Served {
  readonly controller: Controller;
  readonly instances: readonly Running[];
  readonly objects: readonly KubernetesObject[];
}

function outlived(destruction: Destruction, { controller, instances, objects }: Served): readonly PlanFinding[] {
  const late = objects.filter((object) => {
    const near = instances.filter((instance) => instance.place === object.place);
    return near.length > 0 && !near.some(({ resource }) => isCleanedUpBefore(destruction, object, resource));
  });
  return shared({
    rule: 'destroy/controller',
    severity: controller.finalizes ? 'error' : 'warning',
    objects: late,
    problem: controller.finalizes
      ? `the ${controller.name} (${titles(instances)}) may be gone before it has cleaned up after them: the deletion hangs, or leaves something behind.`
      : `the ${controller.name} (${titles(instances)}) may be gone first, and what it made for them stays.`,
    fix: `Let them depend on ${titles(instances.slice(0, 1))}. What is only deleted with its Namespace goes when that goes: the controller then has to be in another one, which the Namespace depends on.`,
  });
}

function powerless(destruction: Destruction, { controller, instances, objects }: Served): readonly PlanFinding[] {
  if (!controller.finalizes) return [];
  return instances.flatMap((instance) =>
    credentialsOf(destruction, instance).flatMap((credential) =>
      shared({
        rule: 'destroy/controller-access',
        severity: 'error',
        objects: objects.filter(
          (object) =>
            instance.place === object.place &&
            isCleanedUpBefore(destruction, object, instance.resource) &&
            !isCleanedUpBefore(destruction, object, credential),
        ),
        problem: `${nameOf(credential)}, which the ${controller.name} (${instance.title}) needs to clean up after them, may be deleted first: the deletion hangs.`,
        fix: `Let ${instance.title} depend on ${nameOf(credential)}.`,
      }),
    ),
  );
}

function titles(instances: readonly Running[]): string {
  return instances.map(({ title }) => title).join(', ');
}
