import { titleOf, type InventoryObject } from '../../manifest/inventory';
import { isList, objectAt, text } from '../../manifest/json';
import { check } from '../check';
import type { Context } from '../context';
import { pods } from './counts';
import { budget, OPEN_SERVICE, stream, workload } from './examples';
import { REPLICAS, replicasOf } from './replicas';
import { rolloutOf } from './rollout';
import { trafficIn } from './traffic';

const SPREAD =
  'topologySpreadConstraints: [{ topologyKey: topology.kubernetes.io/zone, maxSkew: 1, whenUnsatisfiable: ScheduleAnyway, labelSelector: { matchLabels: { app: web } } }]';
const BUDGET = budget('web', 'maxUnavailable: 50%, unhealthyPodEvictionPolicy: AlwaysAllow');

/** One pod that requests from outside depend on. */
export const singleReplica = check(
  {
    id: 'reliability/single-replica',
    pack: 'production',
    severity: 'warning',
    title: 'What gets requests from outside the cluster has at least two replicas.',
    why: 'Each time the node of the only pod is drained or fails, nobody answers until another pod is ready.',
    fix: 'Set `replicas: 2`, or add a HorizontalPodAutoscaler with `minReplicas: 2`.',
    fails: stream(workload({ spec: 'replicas: 1', pod: SPREAD }), OPEN_SERVICE, BUDGET),
    passes: stream(workload({ spec: 'replicas: 2', pod: SPREAD }), OPEN_SERVICE, BUDGET),
  },
  (context) =>
    routedIn(context, ['Deployment.apps', 'StatefulSet.apps']).flatMap(({ object, service }) => {
      const replicas = replicasOf(context, object);
      // What is scaled to nothing is switched off, and the bounds of an autoscaler are a matter of its own.
      if (replicas?.max !== 1 || replicas.autoscaler) return [];
      const message = `${titleOf(object)} makes 1 pod, which gets requests from outside through ${titleOf(service)}.`;
      return [{ object, at: REPLICAS, message, want: '2 or more' }];
    }),
);

/** A rollout that ends all pods at once. */
export const rolloutStrategy = check(
  {
    id: 'reliability/rollout-strategy',
    pack: 'production',
    severity: 'warning',
    title: 'A rollout keeps some of the pods that get requests from outside running.',
    why: 'While all of them are replaced at once, nobody answers.',
    fix: 'Use `type: RollingUpdate` with a `maxUnavailable` below the number of replicas; `0` for a single one.',
    fails: stream(workload({ spec: 'replicas: 2\n  strategy: { type: Recreate }' }), OPEN_SERVICE),
    passes: stream(workload({ spec: 'replicas: 2\n  strategy: { type: RollingUpdate }' }), OPEN_SERVICE),
  },
  (context) =>
    routedIn(context, ['Deployment.apps']).flatMap(({ object }) => {
      const replicas = replicasOf(context, object)?.min ?? 0;
      if (replicas === 0) return [];
      const title = titleOf(object);
      const strategy = ['spec', 'strategy'];
      if (text(objectAt(object.manifest, ...strategy)['type']) === 'Recreate') {
        // Pods that share a claim cannot be there before their predecessors are gone.
        if (mountsClaim(context, object)) return [];
        const message = `${title} ends all of its ${pods(replicas)} before the next release starts (Recreate).`;
        return [{ object, at: [...strategy, 'type'], message, want: 'RollingUpdate' }];
      }
      const rollout = rolloutOf(object, replicas);
      if (!rollout || rollout.unavailable < replicas) return [];
      const message = `${title} may end ${pods(rollout.unavailable)} at once, and has ${replicas}.`;
      const want = `less than ${replicas}`;
      return [{ object, at: [...strategy, 'rollingUpdate', 'maxUnavailable'], message, want }];
    }),
);

/** The objects of some kinds that requests from outside reach, each with the first Service on their way. */
function routedIn(
  context: Context,
  kinds: readonly string[],
): readonly { readonly object: InventoryObject; readonly service: InventoryObject }[] {
  return [...trafficIn(context).routed].flatMap(([object, [service]]) =>
    service && kinds.includes(object.kind) ? [{ object, service }] : [],
  );
}

function mountsClaim(context: Context, object: InventoryObject): boolean {
  const volumes = context.podsOf(object)?.spec['volumes'];
  return isList(volumes) && volumes.some((volume) => 'persistentVolumeClaim' in objectAt(volume));
}
