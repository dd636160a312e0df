import { nearest, oneOf } from '../../manifest/finding';
import { isList, isObject, type Json, type JsonObject } from '../../manifest/json';
import { described, placeName, type Mistake } from './mistakes';
import { remedyFor } from './remedies';
import { objectionTo } from './scalars';
import type { EnumType, Field, Struct, StructType, Type } from './types';

/** What the API server's decoder and its checks of required fields and closed sets say of an object. */
export function mistakesIn(object: JsonObject, struct: Struct): readonly Mistake[] {
  const walk = new Walk();
  walk.struct(object, struct);
  return walk.mistakes;
}

/** How strictly a part of an object is read. */
interface Reading {
  /** Whether the server looks at what is there, and not only decodes it: not in a status. */
  readonly isJudged: boolean;
  /** Whether it refuses unknown fields: not where a decoder of its own reads a part. */
  readonly isStrict: boolean;
}

class Walk {
  readonly mistakes: Mistake[] = [];
  // One for all, copied only where a mistake is: nearly no object has any.
  readonly #path: (string | number)[] = [];
  // The types of what is around the place at hand.
  readonly #around: Struct[] = [];
  #reading: Reading = { isJudged: true, isStrict: true };

  struct(object: JsonObject, struct: Struct): void {
    this.#around.push(struct);
    for (const key of Object.keys(object)) {
      const value = object[key];
      const field = struct.fields.get(key);
      if (!field) this.#unknown(key, object, struct);
      else if (value !== null && value !== undefined) this.#field(value, field, struct);
    }
    if (this.#reading.isJudged) for (const field of struct.needed) this.#need(object, field, struct);
    this.#around.pop();
  }

  #field(value: Json, { name, type }: Field, struct: Struct): void {
    this.#path.push(name);
    if (type.is === 'struct' && type.of().isStatus) this.#read({ isJudged: false }, () => this.#value(value, type));
    else if (type.is === 'map' && struct.name === 'ObjectMeta' && isObject(value)) {
      // Labels and annotations have rules of their own.
    } else this.#value(value, type);
    this.#path.pop();
  }

  #value(value: Json, type: Type): void {
    switch (type.is) {
      case 'struct':
        this.#structValue(value, type);
        break;
      case 'list':
        this.#list(value, type.of);
        break;
      case 'map':
        this.#map(value, type.of);
        break;
      case 'enum':
        this.#enum(value, type);
        break;
      case 'schema':
        this.#schema(value, type);
        break;
      default: {
        const objection = objectionTo(value, type.is);
        if (objection) this.#add({ ...objection, at: [], message: `${this.#place()} is ${described(value)}` });
      }
    }
  }

  #structValue(value: Json, type: StructType): void {
    if (isObject(value)) this.struct(value, type.of());
    else this.#wrongType(value, 'a map');
  }

  #list(value: Json, type: Type): void {
    if (!isList(value)) {
      this.#wrongType(value, 'a list');
      return;
    }
    for (let index = 0; index < value.length; index++) {
      const item = value[index] ?? null;
      this.#path.push(index);
      // Nothing in the place of an object is an empty object.
      if (type.is === 'enum' && (item === null || item === '')) this.#none(type.values);
      else if (item !== null) this.#value(item, type);
      else if (type.is === 'struct') this.struct({}, type.of());
      this.#path.pop();
    }
  }

  #map(value: Json, type: Type): void {
    if (!isObject(value)) {
      this.#wrongType(value, 'a map');
      return;
    }
    for (const key of Object.keys(value)) {
      const item = value[key];
      if (item === null || item === undefined) continue;
      this.#path.push(key);
      this.#value(item, type);
      this.#path.pop();
    }
  }

  #enum(value: Json, { values, isPointer }: EnumType): void {
    if (typeof value !== 'string') {
      const objection = objectionTo(value, 'string');
      if (objection) this.#add({ ...objection, at: [], message: `${this.#place()} is ${described(value)}` });
      return;
    }
    if ((value === '' && isPointer !== true) || !this.#reading.isJudged || values.includes(value)) return;
    const meant = nearest(value, values);
    this.#add({
      kind: 'wrong-value',
      at: [],
      message: `${this.#place()} is '${value}'`,
      want: oneOf(values),
      ...(meant === undefined ? {} : { fix: `Write '${meant}'.` }),
    });
  }

  #none(values: readonly string[]): void {
    this.#add({ kind: 'wrong-value', at: [], message: `${this.#place()} is empty`, want: oneOf(values) });
  }

  #schema(value: Json, { or, of }: Extract<Type, { is: 'schema' }>): void {
    this.#read({ isStrict: false }, () => {
      if (isObject(value)) this.struct(value, of());
      else if (or === 'list' && isList(value)) this.#list(value, { is: 'struct', of, isValue: false });
      else if (or === 'names' && isList(value)) this.#list(value, { is: 'string' });
      else if (or === 'boolean' && typeof value !== 'boolean') this.#wrongType(value, 'true, false or a schema');
    });
  }

  #read(reading: Partial<Reading>, read: () => void): void {
    const before = this.#reading;
    this.#reading = { ...before, ...reading };
    read();
    this.#reading = before;
  }

  #need(object: JsonObject, field: Field, struct: Struct): void {
    const value = object[field.name];
    if (!isAbsent(value, field)) return;
    this.#path.push(field.name);
    this.#add({
      kind: 'missing-field',
      at: [],
      message: `${titleOf(struct, object)} has no ${field.name}${innerNeeds(field)}`,
      want: wantOf(field.type),
      fix: `Give it ${field.name}.`,
    });
    this.#path.pop();
  }

  #unknown(key: string, object: JsonObject, struct: Struct): void {
    if (!this.#reading.isStrict) return;
    this.#path.push(key);
    this.#add({
      kind: 'unknown-field',
      at: [],
      message: `${titleOf(struct, object)} has no field '${key}'`,
      fix: remedyFor(key, object, [struct, ...this.#around.slice(0, -1).reverse()]),
    });
    this.#path.pop();
  }

  #wrongType(value: Json, want: string): void {
    const fix = LAYOUTS[want];
    this.#add({
      kind: 'wrong-type',
      at: [],
      message: `${this.#place()} is ${described(value)}`,
      want,
      ...(fix ? { fix } : {}),
    });
  }

  #add(mistake: Mistake): void {
    this.mistakes.push({ ...mistake, at: [...this.#path] });
  }

  /** What the value at hand is called: `spec.ports[0].port`. */
  #place(): string {
    return `'${placeName(this.#path)}'`;
  }
}

/** How what has parts is laid out in YAML. */
const LAYOUTS: Readonly<Record<string, string>> = {
  'a list': 'Write it as items, each with `- ` before it.',
  'a map': 'Write it as fields, each with its name and `:` before it, and no `- `.',
};

function isAbsent(value: Json | undefined, { type }: Field): boolean {
  if (value === null || value === undefined) return true;
  if (type.is === 'list') return isList(value) && value.length === 0;
  return (type.is === 'string' || type.is === 'enum') && value === '';
}

/** What is missing within what is missing. */
function innerNeeds({ type }: Field): string {
  const names = type.is === 'struct' ? type.of().needed.map(({ name }) => name) : [];
  return names.length === 0 ? '' : `, which needs ${names.join(' and ')}`;
}

function wantOf(type: Type): string {
  if (type.is === 'enum') return oneOf(type.values);
  if (type.is === 'list') return 'at least one';
  return type.is === 'struct' || type.is === 'map' || type.is === 'schema' ? 'a map' : 'a value';
}

/** `A DeploymentSpec`, `Container 'web'`. */
function titleOf({ name }: Struct, object: JsonObject): string {
  const own = object['name'];
  if (typeof own === 'string' && own !== '') return `${name} '${own}'`;
  // By its sound: `an HTTPIngressPath`, whose letters are spoken one by one.
  return `${/^([AEIO]|U(?!ser)|[FHLMNRSX][A-Z])/.test(name) ? 'An' : 'A'} ${name}`;
}
