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
  // The fields of what is around the place at hand.
  readonly #around: JsonObject[] = [];

  object(object: JsonObject, schema: JsonObject, known: ReadonlySet<string>): void {
    const properties = objectAt(schema, 'properties');
    const additional = schema['additionalProperties'];
    this.#around.push(properties);
    const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true || additional === true;
    for (const key of Object.keys(object)) {
      if (known.has(key)) continue;
      this.#path.push(key);
      const own = Object.hasOwn(properties, key) ? properties[key] : undefined;
      const below = isObject(own) ? own : isObject(additional) ? additional : undefined;
      if (below) this.#value(object[key] ?? null, below);
      else if (!isOpen) this.#unknown(key, object, properties);
      this.#path.pop();
    }
    this.#around.pop();
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

  #unknown(key: string, object: JsonObject, properties: JsonObject): void {
    const place = this.#path.slice(0, -1).join('.');
    this.mistakes.push({
      kind: 'unknown-field',
      at: [...this.#path],
      message: `The definition of the kind has no field '${key}'${place === '' ? '' : ` in '${place}'`}`,
      fix: this.#remedy(key, object, properties),
    });
  }

  #remedy(key: string, object: JsonObject, properties: JsonObject): string {
    const home = Object.keys(properties).find((name) => Object.hasOwn(fieldsOf(properties[name]), key));
    if (home !== undefined) return `Move it into '${home}'.`;
    const meant = nearest(
      key,
      Object.keys(properties).filter((field) => !Object.hasOwn(object, field)),
    );
    if (meant !== undefined) return `Write '${meant}'.`;
    const isAround = this.#around.slice(0, -1).some((fields) => Object.hasOwn(fields, key));
    return isAround ? 'Move it up to where the definition has it.' : 'Remove it, or move it to where it belongs.';
  }
}

/** The fields of a value, or of each item of a list. */
function fieldsOf(schema: Json | undefined): JsonObject {
  const items = objectAt(schema, 'items', 'properties');
  return { ...items, ...objectAt(schema, 'properties') };
}
