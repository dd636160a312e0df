import { entryOf, isList, isObject, objectAt, text, type Json, type JsonObject } from '../../manifest/json';
import { described, placeName, type Mistake, type MistakeKind } from './mistakes';
import { alternatives } from './structural-alternatives';
import { completed } from './structural-defaults';
import { textObjection, numberObjection, listObjection, mapObjection, enumObjection } from './structural-limits';

/** What a structural schema says against the values of a custom resource. */
export function valueMistakes(value: Json, schema: JsonObject): readonly Mistake[] {
  const walk = new ValueWalk();
  walk.value(completed(value, schema), schema);
  return walk.mistakes;
}

class ValueWalk {
  readonly mistakes: Mistake[] = [];
  readonly #path: (string | number)[];

  constructor(path: readonly (string | number)[] = []) {
    this.#path = [...path];
  }

  value(value: Json, schema: JsonObject): void {
    const want = typeMismatch(value, schema);
    if (want !== undefined) {
      this.#add('wrong-type', `'${this.#place()}' is ${described(value)}`, want);
      return;
    }
    for (const objection of objections(value, schema)) this.#add('wrong-value', `'${this.#place()}' ${objection}`);
    if (isObject(value)) this.#object(value, schema);
    else if (isList(value)) this.#list(value, schema);
    const objection = alternatives(schema, (other) => this.#fits(value, other));
    if (objection !== undefined) this.#add('wrong-value', `'${this.#place()}' ${objection}`);
    const all = schema['allOf'];
    if (isList(all)) for (const part of all) if (isObject(part)) this.value(value, part);
  }

  /** Whether a value is what a part of the schema asks for. */
  #fits(value: Json, schema: JsonObject): boolean {
    const walk = new ValueWalk();
    walk.value(value, schema);
    return walk.mistakes.length === 0;
  }

  #object(object: JsonObject, schema: JsonObject): void {
    const properties = objectAt(schema, 'properties');
    const additional = schema['additionalProperties'];
    for (const key of Object.keys(object)) {
      const own = Object.hasOwn(properties, key) ? properties[key] : additional;
      if (!isObject(own)) continue;
      this.#path.push(key);
      this.value(object[key] ?? null, own);
      this.#path.pop();
    }
    this.#required(object, schema);
    if (schema['x-kubernetes-embedded-resource'] === true) this.#embedded(object);
  }

  #required(object: JsonObject, schema: JsonObject): void {
    const { required } = schema;
    if (!isList(required)) return;
    for (const field of required) {
      if (typeof field !== 'string' || Object.hasOwn(object, field)) continue;
      this.#path.push(field);
      const place = this.#path.slice(0, -1).join('.');
      const message = `${place === '' ? 'The object' : `'${place}'`} has no ${field}, which its definition requires`;
      this.#add('missing-field', message, 'a value');
      this.#path.pop();
    }
  }

  /** What every object has, within another one too. */
  #embedded(object: JsonObject): void {
    this.#required(object, { required: ['apiVersion', 'kind'] });
    const metadata = object['metadata'] ?? null;
    if (metadata === null || isObject(metadata)) return;
    this.#path.push('metadata');
    this.#add('wrong-type', `'${this.#place()}' is ${described(metadata)}`, 'a map');
    this.#path.pop();
  }

  #list(list: readonly Json[], schema: JsonObject): void {
    const items = schema['items'];
    if (!isObject(items)) return;
    for (let index = 0; index < list.length; index++) {
      this.#path.push(index);
      this.value(list[index] ?? null, items);
      this.#path.pop();
    }
  }

  #add(kind: MistakeKind, message: string, want?: string): void {
    this.mistakes.push({ kind, at: [...this.#path], message, ...(want === undefined ? {} : { want }) });
  }

  #place(): string {
    return placeName(this.#path);
  }
}

const TYPES: Readonly<Record<string, readonly [(value: Json) => boolean, string]>> = {
  object: [isObject, 'a map'],
  array: [isList, 'a list'],
  string: [(value) => typeof value === 'string', 'text'],
  boolean: [(value) => typeof value === 'boolean', 'true or false'],
  integer: [Number.isInteger, 'a whole number'],
  number: [(value) => typeof value === 'number', 'a number'],
};

/** What type was expected, where the value has another. */
function typeMismatch(value: Json, schema: JsonObject): string | undefined {
  if (value === null && schema['nullable'] === true) return undefined;
  if (schema['x-kubernetes-int-or-string'] === true)
    return typeof value === 'string' || Number.isInteger(value) ? undefined : 'a whole number or text';
  const { type } = schema;
  const known = entryOf(TYPES, text(type));
  return known && !known[0](value) ? known[1] : undefined;
}

function* objections(value: Json, schema: JsonObject): Iterable<string> {
  const found = [
    enumObjection(value, schema),
    ...(typeof value === 'string' ? textObjection(value, schema) : []),
    ...(typeof value === 'number' ? numberObjection(value, schema) : []),
    ...(isList(value) ? listObjection(value, schema) : []),
    ...(isObject(value) ? mapObjection(value, schema) : []),
  ];
  for (const objection of found) if (objection !== undefined) yield objection;
}
