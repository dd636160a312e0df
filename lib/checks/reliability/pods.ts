import { titleOf, type InventoryObject } from '../../manifest/inventory';
import { isList, isObject, objectAt, text, type Json, type JsonObject } from '../../manifest/json';
import { check, type Breach } from '../check';
import type { PodContainer, Pods } from '../context';
import { sentence } from '../words';
import { workload } from './examples';
import { isHook } from './hooks';
import { titled } from './requests';

const CONTAINERS = 'containers: [{ name: web, image: registry.example/web:1.0.0 }]';

/** A Pod that nobody makes again. */
export const barePod = check(
  {
    id: 'reliability/bare-pod',
    pack: 'restricted',
    severity: 'warning',
    title: 'Pods that should keep running have a controller.',
    why: 'When its node is drained or fails, a Pod without a controller is gone for good.',
    fix: 'Use a Deployment, or a Job for what ends by itself.',
    fails: `
      apiVersion: v1
      kind: Pod
      metadata: { name: web, namespace: shop, labels: { app: web } }
      spec: { ${CONTAINERS} }
    `,
    passes: workload(),
  },
  (context) =>
    context.ofKind('Pod').flatMap((object) => {
      const { restartPolicy } = objectAt(object.manifest, 'spec');
      if (restartPolicy === 'Never' || restartPolicy === 'OnFailure' || isOwned(object) || isHook(object)) return [];
      const message = `${titleOf(object)} has no controller that would make it again.`;
      return [{ object, at: ['kind'], message, want: 'a Deployment, StatefulSet, DaemonSet or Job' }];
    }),
);

/** A ReplicaSet that no Deployment replaces. */
export const replicaSet = check(
  {
    id: 'reliability/replica-set',
    pack: 'restricted',
    severity: 'warning',
    title: 'ReplicaSets belong to Deployments.',
    why: 'A ReplicaSet or ReplicationController does not replace its pods when their template changes.',
    fix: 'Use a Deployment.',
    fails: workload({ kind: 'ReplicaSet' }),
    passes: workload(),
  },
  (context) =>
    [...context.ofKind('ReplicaSet.apps'), ...context.ofKind('ReplicationController')]
      .filter((object) => !isOwned(object))
      .map((object) => ({
        object,
        at: ['kind'],
        message: `${titleOf(object)} has no Deployment, so that a change of its template changes no pod.`,
        want: 'a Deployment',
      })),
);

/** A variable of which only the last value counts. */
export const duplicateEnvironment = check(
  {
    id: 'reliability/duplicate-environment',
    pack: 'restricted',
    severity: 'warning',
    title: 'A container has one value for each environment variable.',
    why: 'Only the last one counts; tools that merge changes by name lose one or the other.',
    fix: 'Remove one of the two.',
    fails: workload({ container: 'env: [{ name: LEVEL, value: info }, { name: LEVEL, value: debug }]' }),
    passes: workload({ container: 'env: [{ name: LEVEL, value: debug }]' }),
  },
  (context) =>
    [...context.pods].flatMap((made) => made.containers.flatMap((container) => duplicatesIn(made, container))),
);

function duplicatesIn(made: Pods, container: PodContainer): readonly Breach[] {
  const { env } = container.container;
  const first = new Map<Json, number>();
  return (isList(env) ? env : []).flatMap((variable, index) => {
    const { name } = objectAt(variable);
    if (typeof name !== 'string' || !isObject(variable)) return [];
    const before = first.get(name);
    if (before === undefined) first.set(name, index);
    if (before === undefined || text(variable['value']).includes(`$(${name})`)) return [];
    return [
      {
        object: made.object,
        at: [...container.at, 'env', index],
        message: `${sentence(titled(container, made))} has the environment variable '${name}' at ${before} and again at ${index}.`,
        want: 'one variable of that name',
        isSecret: true, // its value may be one
      },
    ];
  });
}

function isOwned({ manifest }: InventoryObject): boolean {
  const owners = objectAt(manifest, 'metadata')['ownerReferences'];
  return isList(owners) && owners.some((owner): owner is JsonObject => isObject(owner));
}
