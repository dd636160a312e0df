import { identityOf, titleOf, type InventoryObject } from '../../manifest/inventory';
import type { KindName } from '../../manifest/kinds';
import { check } from '../check';

const CONTROLLERS: ReadonlySet<KindName> = new Set([
  'Deployment.apps',
  'StatefulSet.apps',
  'DaemonSet.apps',
  'ReplicaSet.apps',
  'ReplicationController',
  'DeploymentConfig.apps.openshift.io',
]);

const workload = (name: string, label: string): string => `
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: ${name}, namespace: shop }
      spec:
        selector: { matchLabels: { app: ${label} } }
        template:
          metadata: { labels: { app: ${label} } }
          spec: { containers: [{ name: ${name}, image: registry.example/${name}:1.0.0 }] }`;

/** A controller whose selector matches pods of another one: each would count, and delete, the other's pods. */
export const selectorOverlap = check(
  {
    id: 'selector/overlap',
    pack: 'baseline',
    severity: 'error',
    title: 'The selector of a controller matches its own pods only.',
    why: 'Two controllers that select the same pods count those of each other as their own, and delete them.',
    fix: 'Give one of the two another name, or a label of its own.',
    fails: `${workload('web', 'shop')}\n      ---${workload('admin', 'shop')}`,
    passes: `${workload('web', 'web')}\n      ---${workload('admin', 'admin')}`,
  },
  ({ graph }) =>
    graph.selections
      .filter(({ from }) => CONTROLLERS.has(from.kind))
      .flatMap(({ from, at, to }) => {
        // All but one of many that are alike: each would be told of each.
        const [other, ...more] = to.filter((it) => isOther(from, it));
        if (!other) return [];
        const rest = more.length === 0 ? '' : `, and ${more.length} more`;
        return [
          {
            object: from,
            at,
            message: `The selector of ${titleOf(from)} matches the pods of ${titleOf(other)}${other.path === '' ? '' : `, which ${other.path} makes`}${rest}.`,
            want: 'its own pods only',
            // The pods of a Job stay its own: they are only counted, by an autoscaler for instance.
            ...([other, ...more].every(({ kind }) => COUNTED.has(kind)) ? { severity: 'warning' as const } : {}),
          },
        ];
      }),
);

const COUNTED: ReadonlySet<KindName> = new Set(['Job.batch', 'CronJob.batch']);

/** Of two controllers that match each other one is told; two objects of one name are told as such. */
function isOther(from: InventoryObject, other: InventoryObject): boolean {
  if (identityOf(from) === identityOf(other)) return false;
  return !CONTROLLERS.has(other.kind) || identityOf(from) < identityOf(other);
}
