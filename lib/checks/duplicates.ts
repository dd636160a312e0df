import { groupBy } from '../manifest/group';
import { identityOf, titleOf, type InventoryObject } from '../manifest/inventory';
import { isClusterScoped } from '../manifest/kinds';
import { locationOf } from '../manifest/source';
import { findingOn, type Check } from './check';

/** Two objects of one kind, namespace and name: the API server would keep only the last. */
export const duplicates: Check = ({ objects }) =>
  [...groupBy(objects, whereabouts).values()].flatMap(([first, ...others]) =>
    others.map((other) =>
      findingOn(other, {
        rule: 'name/duplicate',
        message: `${titleOf(other)} is there already: ${first?.path}${locationOf(first?.trace, ' at ')} made it.`,
        allowed: 'one object of each kind, namespace and name',
        fix: 'Give one of the two another id, name or namespace.',
        at: ['metadata', 'name'],
      }),
    ),
  );

/** Without a namespace, the objects of each stack may be applied to another one. */
function whereabouts(object: InventoryObject): string {
  const isOpen = object.namespace === undefined && !isClusterScoped(object.kind);
  return isOpen ? `${object.stack} ${identityOf(object)}` : identityOf(object);
}
