import { groupBy } from '../../../manifest/group';
import { objectAt } from '../../../manifest/json';
import { SKIP_AWAIT } from '../../kinds/awaited';
import { CONTROLLERS, isServed } from './controller-kinds';
import type { DestroyRule, Destruction } from './destruction';
import { cleanUpOf, effectsIn } from './effects';
import { shared } from './finding';
import { titleOf, type KubernetesObject } from './objects';

const PERMANENT: ReadonlySet<string> = new Set(['default', 'kube-system', 'kube-public']);

/** Namespaces that no API server deletes. */
export const permanentNamespaces: DestroyRule = (destruction) =>
  shared({
    rule: 'destroy/permanent-namespace',
    severity: 'error',
    objects: namespacesOf(destruction).filter(
      ({ name, resource }) => PERMANENT.has(name) && destruction.endOf(resource)?.orderly === true,
    ),
    problem: 'the API server refuses to delete it.',
    fix: 'Patch it (`NamespacePatch`) instead of owning it, or set `retainOnDelete: true`.',
  });

/** Namespaces whose end nobody waits for, with objects that have to be cleaned up before the cluster goes. */
export const unawaitedNamespaces: DestroyRule = (destruction) => {
  const needing = new Set(
    effectsIn(destruction).flatMap(({ object, isCertain }) => (isCertain ? [cleanUpOf(destruction, object)?.at] : [])),
  );
  return shared({
    rule: 'destroy/not-awaited',
    severity: 'error',
    objects: namespacesOf(destruction).filter(
      (namespace) => needing.has(namespace.resource.urn) && destruction.clusterOf(namespace) && skipsAwait(namespace),
    ),
    problem:
      'because of `pulumi.com/skipAwait`, nobody waits until it is gone, and its cluster may go before the load balancers and volumes of its objects do.',
    fix: 'Remove the annotation.',
  });
};

/** Definitions that are gone, with all their objects, before the objects are deleted. */
export const definitions: DestroyRule = (destruction) => {
  const { objects } = destruction;
  const late = objects.all.flatMap((object) => {
    const definition = objects.definitionOf(object);
    const goes = definition && destruction.endOf(definition.resource)?.orderly === true;
    if (!goes || object.resource.deletedWith === definition.resource.urn) return [];
    return destruction.isBefore(object.resource, definition.resource) ? [] : [{ object, definition }];
  });
  return [...groupBy(late, ({ definition }) => definition)].flatMap(([definition, uses]) => {
    const hangs = uses.some(({ object }) =>
      CONTROLLERS.some((each) => each.finalizes && isServed(each, object, objects)),
    );
    return shared({
      rule: 'destroy/definition',
      severity: hangs ? 'error' : 'warning',
      objects: uses.map(({ object }) => object),
      problem: `${titleOf(definition)} may be deleted first, and deletes them in no order${
        hangs ? ': it hangs where their controller is gone by then' : ''
      }.`,
      fix: `Let them, or their Namespace, depend on ${titleOf(definition)}, and be really deleted.`,
    });
  });
};

function namespacesOf({ objects }: Destruction): readonly KubernetesObject[] {
  return objects.of('Namespace');
}

function skipsAwait({ manifest }: KubernetesObject): boolean {
  return objectAt(manifest, 'metadata', 'annotations')[SKIP_AWAIT] === 'true';
}
