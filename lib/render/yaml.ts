import { dump } from 'js-yaml';
import type { JsonObject } from '../manifest/json';

/**
 * Objects as one YAML stream that every YAML 1.1 and 1.2 parser reads back as the same data: text that either of them
 * would take for something else (`yes`, `0444`, `12:30`) is quoted.
 */
export function toYaml(objects: readonly JsonObject[]): string {
  return objects.map((object) => dump(object, { lineWidth: -1, noRefs: true, noArrayIndent: true })).join('---\n');
}
