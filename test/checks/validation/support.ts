import { findingOf } from '../../../lib/checks/check';
import { Context } from '../../../lib/checks/context';
import type { KubernetesVersion } from '../../../lib/checks/platform';
import { VALIDATION } from '../../../lib/checks/validation';
import type { Finding } from '../../../lib/manifest/finding';
import { isObject } from '../../../lib/manifest/json';
import { referencesIn } from '../../../lib/manifest/references';
import { BASES, edited, type Value } from '../../cluster/checks/validation-objects';
import { inventoryOf } from '../../manifest/inventory-of';

/** What all rules say of a valid object in which one field is another. */
export function found(
  base: string,
  path: string,
  value: Value,
  kubernetesVersion: KubernetesVersion = '1.36',
): readonly Finding[] {
  const object = edited(BASES[base]?.object ?? {}, path.split('.'), value);
  const inventory = inventoryOf(isObject(object) ? [object] : []);
  const context = new Context(inventory, referencesIn(inventory), { kubernetesVersion });
  return VALIDATION.flatMap((check) => check.judge(context)).map(findingOf);
}
