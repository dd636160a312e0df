import { DEFAULT_SCHEMA, dump, Type } from 'js-yaml';
import type { JsonObject } from '../manifest/json';

/** Numbers that YAML 1.1 knows and js-yaml does not, as it is read by `kubectl` (`1_000`) and others (`.`, `e5`). */
const OLD_NUMBER = /^[-+]?(?:[0-9_]*\.?[0-9_]*(?:e[-+]?[0-9_]*)?|0[xob][0-9a-f_]*)$/i;
const OLD_DATE = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt\s].*)?$/;

// js-yaml quotes text that an implicit type of its schema would take for its own.
const SCHEMA = DEFAULT_SCHEMA.extend({
  implicit: [
    new Type('tag:stackwright.dev,2025:old-scalar', {
      kind: 'scalar',
      resolve: (text: string) => OLD_NUMBER.test(text) || OLD_DATE.test(text),
    }),
  ],
});

/**
 * Objects as one YAML stream that every YAML 1.1 and 1.2 parser reads back as the same data: text that either of them
 * would take for something else (`yes`, `0444`, `12:30`, `1_000`) is quoted.
 */
export function toYaml(objects: readonly JsonObject[]): string {
  const options = { schema: SCHEMA, lineWidth: -1, noRefs: true, noArrayIndent: true };
  return objects.map((object) => dump(object, options)).join('---\n');
}
