import { findingOf, type Check } from '../../lib/checks/check';
import { Context } from '../../lib/checks/context';
import type { Platform } from '../../lib/checks/platform';
import type { Finding } from '../../lib/manifest/finding';
import type { Inventory } from '../../lib/manifest/inventory';
import type { JsonObject } from '../../lib/manifest/json';
import { referencesIn } from '../../lib/manifest/references';
import { inventoryOf } from '../manifest/inventory-of';

/** What checks know of some objects. */
export function contextOf(manifests: readonly JsonObject[], platform: Platform = {}): Context {
  const inventory = inventoryOf(manifests);
  return new Context(inventory, referencesIn(inventory), platform);
}

/** What a check says of some objects. */
export function judged(check: Check, ...manifests: readonly JsonObject[]): readonly Finding[] {
  return judgedBy(check, inventoryOf(manifests));
}

/** What a check says of an inventory, on a platform. */
export function judgedBy(check: Check, inventory: Inventory, platform: Platform = {}): readonly Finding[] {
  return check.judge(new Context(inventory, referencesIn(inventory), platform)).map(findingOf);
}
