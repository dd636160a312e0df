import { nearest } from '../../manifest/finding';
import { isList, isObject, objectAt, type Json, type JsonObject } from '../../manifest/json';
import type { Mistake } from './mistakes';

/** The fields of a custom resource that its structural schema does not have, which the API server drops or refuses. */
export function unknownFields(object: JsonObject, schema: JsonObject): readonly Mistake[] {
  const walk = new Walk();
  walk.object(object, schema, ROOT);
  return walk.mistakes;
}

/** What every object has, with a schema of its own. */
const ROOT: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);
const NONE: ReadonlySet<string> = new Set();

class Walk {
  readonly mistakes: Mistake[] = [];
  readonly #path: (string | number)[] = [];

  object(object: JsonObject, schema: JsonObject, known: ReadonlySet<string>): void {
    const properties = objectAt(schema, 'properties');
    const additional = schema['additionalProperties'];
    const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true || additional === true;
    for (const key of Object.keys(object)) {
      if (known.has(key)) continue;
      this.#path.push(key);
      const own = Object.hasOwn(properties, key) ? properties[key] : undefined;
      const below = isObject(own) ? own : isObject(additional) ? additional : undefined;
      if (below) this.#value(object[key] ?? null, below);
      else if (!isOpen) this.#unknown(key, object, Object.keys(properties));
      this.#path.pop();
    }
  }

  #value(value: Json, schema: JsonObject): void {
    if (isObject(value)) this.object(value, schema, schema['x-kubernetes-embedded-resource'] === true ? ROOT : NONE);
    else if (isList(value)) {
      const items = schema['items'];
      if (!isObject(items)) return;
      for (let index = 0; index < value.length; index++) {
        this.#path.push(index);
        this.#value(value[index] ?? null, items);
        this.#path.pop();
      }
    }
  }

  #unknown(key: string, object: JsonObject, fields: readonly string[]): void {
    const place = this.#path.slice(0, -1).join('.');
    const free = fields.filter((field) => !Object.hasOwn(object, field));
    const meant = nearest(key, free);
    this.mistakes.push({
      kind: 'unknown-field',
      at: [...this.#path],
      message: `The definition of the kind has no field '${key}'${place === '' ? '' : ` in '${place}'`}`,
      fix: meant === undefined ? 'Remove it, or move it to where it belongs.' : `Write '${meant}'.`,
    });
  }
}
