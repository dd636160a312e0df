import { identityOf, titleOf, type InventoryObject } from '../../manifest/inventory';
import { objectAt } from '../../manifest/json';
import type { KindName } from '../../manifest/kinds';
import { selects } from '../../manifest/selections';
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

/** A controller whose selector matches pods of another one, or pods that have none. */
export const selectorOverlap = check(
  {
    id: 'selector/overlap',
    pack: 'baseline',
    severity: 'warning',
    title: 'The selector of a controller matches its own pods only.',
    why: 'Autoscalers, budgets and Services that go by the selector count the pods of both. Pods that no controller made are taken over, and deleted with the surplus: that is an error.',
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
            ...([other, ...more].some((it) => isTakenOver(from, it)) ? { severity: 'error' as const } : {}),
          },
        ];
      }),
);

/** Whether nothing owns the other one, so that the controller does: a bare Pod, or a ReplicaSet of no Deployment. */
function isTakenOver(from: InventoryObject, other: InventoryObject): boolean {
  if (other.kind === 'Pod') return true;
  if (from.kind !== 'Deployment.apps' || other.kind !== 'ReplicaSet.apps') return false;
  const labels = objectAt(other.manifest, 'metadata', 'labels');
  return selects(objectAt(from.manifest, 'spec', 'selector'), labels);
}

/** Of two controllers that match each other one is told; two objects of one name are told as such. */
function isOther(from: InventoryObject, other: InventoryObject): boolean {
  if (identityOf(from) === identityOf(other)) return false;
  return !CONTROLLERS.has(other.kind) || identityOf(from) < identityOf(other);
}
