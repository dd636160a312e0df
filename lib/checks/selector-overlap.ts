import { identityOf, titleOf, type InventoryObject } from '../manifest/inventory';
import type { KindName } from '../manifest/kinds';
import { findingOn, type Check } from './check';

const CONTROLLERS: ReadonlySet<KindName> = new Set([
  'Deployment.apps',
  'StatefulSet.apps',
  'DaemonSet.apps',
  'ReplicaSet.apps',
  'ReplicationController',
]);

/** A controller whose selector matches pods of another one: each would count, and delete, the other's pods. */
export const selectorOverlap: Check = (_, { selections }) =>
  selections
    .filter(({ from }) => CONTROLLERS.has(from.kind))
    .flatMap(({ from, at, to }) =>
      to
        .filter((other) => isOther(from, other))
        .map((other) =>
          findingOn(from, {
            rule: 'selector/overlap',
            message: `The selector of ${titleOf(from)} matches the pods of ${titleOf(other)}, which ${other.path} makes.`,
            allowed: 'its own pods only',
            fix: 'Give one of the two another name.',
            at,
          }),
        ),
    );

/** Of two controllers that match each other one is told; two objects of one name are told as such. */
function isOther(from: InventoryObject, other: InventoryObject): boolean {
  return identityOf(from) !== identityOf(other) && (!CONTROLLERS.has(other.kind) || from.path < other.path);
}
