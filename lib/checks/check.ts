import type { Finding } from '../manifest/finding';
import { titleOf, type Inventory, type InventoryObject } from '../manifest/inventory';
import { pointer, type JsonPath } from '../manifest/json';
import type { ReferenceGraph } from '../manifest/references';

/** A rule over all objects and what they name. */
export type Check = (inventory: Inventory, graph: ReferenceGraph) => readonly Finding[];

/** What a check says of one object; where the object comes from is added. */
export function findingOn(
  object: InventoryObject,
  { at, ...mistake }: Pick<Finding, 'rule' | 'message' | 'allowed' | 'fix'> & { readonly at?: JsonPath },
): Finding {
  return {
    ...mistake,
    severity: 'error',
    path: object.path,
    trace: object.trace,
    object: titleOf(object),
    ...(at ? { pointer: pointer(at) } : {}),
  };
}
