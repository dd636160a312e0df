import { identityOf, titleOf } from '../../manifest/inventory';
import { objectAt } from '../../manifest/json';
import { check } from '../check';
import { budgetsIn, budgetsOf } from './budgets';
import { pods } from './counts';
import { budget, stream, workload } from './examples';
import { REPLICAS, replicasOf } from './replicas';

/** Pods that two budgets cover. */
export const disruptionBudgetOverlap = check(
  {
    id: 'reliability/disruption-budget-overlap',
    pack: 'restricted',
    severity: 'error',
    title: 'At most one PodDisruptionBudget covers a pod.',
    why: 'The API server refuses to evict a pod that two budgets cover, so that its node cannot be drained.',
    fix: 'Remove one of the two, or give it a selector that leaves these pods out.',
    fails: stream(
      workload({ spec: 'replicas: 3' }),
      budget('web', 'maxUnavailable: 1, unhealthyPodEvictionPolicy: AlwaysAllow'),
      budget('shop', 'minAvailable: 1, unhealthyPodEvictionPolicy: AlwaysAllow'),
    ),
    passes: stream(
      workload({ spec: 'replicas: 3' }),
      budget('web', 'maxUnavailable: 1, unhealthyPodEvictionPolicy: AlwaysAllow'),
    ),
  },
  (context) =>
    [...context.pods].flatMap(({ object: covered }) => {
      if (covered.kind === 'PodTemplate') return [];
      const [first, ...others] = budgetsOf(context, covered);
      if (!first) return [];
      return others
        .filter((other) => identityOf(other) !== identityOf(first))
        .map((object) => ({
          object,
          at: ['spec', 'selector'],
          message: `${titleOf(object)} covers the pods of ${titleOf(covered)}, which ${titleOf(first)} covers too.`,
          want: 'pods that no other PodDisruptionBudget covers',
          // Whoever drains a node leaves the pods of DaemonSets there.
          ...(covered.kind === 'DaemonSet.apps' ? { severity: 'warning' as const } : {}),
        }));
    }),
);

const DURABLE = ['Deployment.apps', 'StatefulSet.apps'] as const;

/** Several replicas that a drain may end all at once. */
export const disruptionBudgetMissing = check(
  {
    id: 'reliability/disruption-budget-missing',
    pack: 'production',
    severity: 'warning',
    title: 'A PodDisruptionBudget covers every workload with several replicas.',
    why: 'Without one, draining nodes may evict all replicas at once.',
    fix: 'Add a PodDisruptionBudget with `maxUnavailable: 1` and `unhealthyPodEvictionPolicy: AlwaysAllow`.',
    fails: workload({ spec: 'replicas: 2' }),
    passes: stream(
      workload({ spec: 'replicas: 2' }),
      budget('web', 'maxUnavailable: 1, unhealthyPodEvictionPolicy: AlwaysAllow'),
    ),
  },
  (context) =>
    DURABLE.flatMap((kind) => context.ofKind(kind)).flatMap((object) => {
      const replicas = replicasOf(context, object);
      if (!replicas || replicas.min < 2 || budgetsOf(context, object).length > 0) return [];
      const message = `No PodDisruptionBudget covers the ${pods(replicas.min)} of ${titleOf(object)}.`;
      return [{ object, at: REPLICAS, message, want: 'a PodDisruptionBudget that selects them' }];
    }),
);

/** A budget that protects pods which do not work anyway. */
export const unhealthyPodEviction = check(
  {
    id: 'reliability/unhealthy-pod-eviction',
    pack: 'production',
    severity: 'warning',
    title: 'A PodDisruptionBudget says what holds for pods that are not ready.',
    why: 'Unless it says `AlwaysAllow`, pods that never become ready keep their nodes from being drained.',
    fix: 'Set `unhealthyPodEvictionPolicy: AlwaysAllow`; `IfHealthyBudget` where unready pods hold data.',
    fails: stream(workload({ spec: 'replicas: 2' }), budget('web', 'maxUnavailable: 1')),
    passes: stream(
      workload({ spec: 'replicas: 2' }),
      budget('web', 'maxUnavailable: 1, unhealthyPodEvictionPolicy: AlwaysAllow'),
    ),
  },
  (context) =>
    budgetsIn(context)
      .filter(({ object }) => (objectAt(object.manifest, 'spec')['unhealthyPodEvictionPolicy'] ?? '') === '')
      .map(({ object }) => ({
        object,
        at: ['spec', 'unhealthyPodEvictionPolicy'],
        message: `${titleOf(object)} does not say whether pods that are not ready may be evicted.`,
        want: 'AlwaysAllow or IfHealthyBudget',
      })),
);
