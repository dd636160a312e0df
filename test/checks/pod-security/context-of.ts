import { Context } from '../../../lib/checks/context';
import type { Platform } from '../../../lib/checks/platform';
import type { JsonObject } from '../../../lib/manifest/json';
import { referencesIn } from '../../../lib/manifest/references';
import { inventoryOf } from '../../manifest/inventory-of';

/** What checks know of some objects. */
export function contextOf(manifests: readonly JsonObject[], platform: Platform): Context {
  const inventory = inventoryOf(manifests);
  return new Context(inventory, referencesIn(inventory), platform);
}
