import type { Check } from '../../lib/checks/check';
import type { Finding } from '../../lib/manifest/finding';
import type { Inventory } from '../../lib/manifest/inventory';
import type { JsonObject } from '../../lib/manifest/json';
import { referencesIn } from '../../lib/manifest/references';
import { inventoryOf } from '../manifest/inventory-of';

/** What a check says of some objects. */
export function judged(check: Check, ...manifests: readonly JsonObject[]): readonly Finding[] {
  return judgedBy(check, inventoryOf(manifests));
}

export function judgedBy(check: Check, inventory: Inventory): readonly Finding[] {
  return check(inventory, referencesIn(inventory));
}
