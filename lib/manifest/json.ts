import { createHash } from 'node:crypto';

/** A JSON value, as the Kubernetes API takes it. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** The steps from the root of a JSON value to a place in it. */
export type JsonPath = readonly (string | number)[];

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** Whether a value is plain data; objects of classes are none. */
export function isJsonValue(value: unknown): value is Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJsonValue);
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.values(value).every(isJsonValue);
}

/** Whether a field has a value: the API takes `null` as none. */
export function isSet(value: Json | undefined): value is Exclude<Json, null> {
  return value !== undefined && value !== null;
}

const NOTHING: JsonObject = Object.freeze({});

/** The object at `path`, or an empty one: reading a manifest never throws. */
export function objectAt(value: Json | undefined, ...path: JsonPath): JsonObject {
  const found = valueAt(value, path);
  return isObject(found) ? found : NOTHING;
}

/** The value where it is text, else `otherwise`. */
export function text(value: Json | undefined, otherwise = ''): string {
  return typeof value === 'string' ? value : otherwise;
}

/** The value at `path`, or undefined. */
export function valueAt(value: Json | undefined, path: JsonPath): Json | undefined {
  let current = value;
  for (let index = 0; index < path.length && current !== undefined; index++) {
    const step = path[index];
    if (step !== undefined) current = childOf(current, step);
  }
  return current;
}

/** What is at one step from a value, or undefined. */
export function childOf(value: Json | undefined, step: string | number): Json | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (isList(value)) return typeof step === 'number' ? value[step] : undefined;
  const child = value[step];
  // What every object inherits is functions, of which JSON has none, and `__proto__`: rarely is there need to ask.
  return typeof child === 'function' || (step === '__proto__' && !Object.hasOwn(value, step)) ? undefined : child;
}

/** The entry of a table for a key that somebody wrote: nothing that every object inherits, as `constructor` is. */
export function entryOf<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** A copy of `value` in which the value at `path` is `replacement`; shares everything beside the path. */
export function replacedAt(value: Json, path: JsonPath, replacement: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return replacement;
  if (isList(value)) return value.map((item, index) => (index === step ? replacedAt(item, rest, replacement) : item));
  const object = isObject(value) ? value : {};
  return { ...object, [step]: replacedAt(object[step] ?? {}, rest, replacement) };
}

/** The path as a JSON pointer (RFC 6901). */
export function pointer(path: JsonPath): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Takes a text or number, and the path to it, which is only good during the call. */
export type ScalarVisitor = (scalar: string | number, path: JsonPath) => void;

/**
 * Calls `visit` for every text and number in `value`, keys included. Every object of a tree comes by here: copies of
 * paths that nobody keeps would cost more than the search.
 */
export function forEachScalar(value: Json, visit: ScalarVisitor, path: (string | number)[] = []): void {
  if (typeof value === 'string' || typeof value === 'number') visit(value, path);
  else if (isList(value)) {
    for (let index = 0; index < value.length; index++) {
      path.push(index);
      forEachScalar(value[index] ?? null, visit, path);
      path.pop();
    }
  } else if (isObject(value)) {
    for (const key of Object.keys(value)) {
      path.push(key);
      visit(key, path);
      forEachScalar(value[key] ?? null, visit, path);
      path.pop();
    }
  }
}

/** Calls `visit` for every text in `value`, keys included; the path is only good during the call. */
export function forEachString(value: Json, visit: (text: string, path: JsonPath) => void): void {
  forEachScalar(value, (scalar, path) => {
    if (typeof scalar === 'string') visit(scalar, path);
  });
}

/**
 * A copy with sorted keys and without `undefined` and, in objects, `null`; itself undefined where something in it is no
 * plain data.
 */
export function plainCopy(value: unknown): Json | undefined {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return finite(value);
  if (Array.isArray(value)) return plainList(value);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return undefined;
  const entries: [string, Json][] = [];
  for (const key of Object.keys(value).sort()) {
    const child: unknown = Reflect.get(value, key);
    if (child === undefined || child === null) continue;
    const copy = plainCopy(child);
    if (copy === undefined) return undefined;
    entries.push([key, copy]);
  }
  return Object.fromEntries(entries);
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new TypeError(`${value} is a number that JSON does not have.`);
  return value;
}

function plainList(list: readonly unknown[]): Json | undefined {
  const copies: Json[] = [];
  for (const item of list) {
    const copy = plainCopy(item);
    if (copy === undefined) return undefined;
    copies.push(copy);
  }
  return copies;
}

/** The same text for equal values, whatever the order of their keys. */
export function canonicalText(value: Json): string {
  if (isList(value)) return `[${value.map(canonicalText).join()}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalText(value[key] ?? null)}`).join()}}`;
}

// The letters that Kubernetes itself uses for generated names: no vowels, so that no words appear by accident.
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** Ten letters and digits that stand for the content of `value`, fit for the end of a name. */
export function contentHash(value: Json): string {
  const digest = createHash('sha256').update(canonicalText(value)).digest();
  return Array.from(digest.subarray(0, 10), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}
