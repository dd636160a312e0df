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

/** The object at `key`, or an empty one: reading a manifest never throws. */
export function objectAt(value: Json | undefined, ...path: JsonPath): JsonObject {
  const found = valueAt(value, path);
  return isObject(found) ? found : {};
}

/** The value where it is text, else `otherwise`. */
export function text(value: Json | undefined, otherwise = ''): string {
  return typeof value === 'string' ? value : otherwise;
}

/** The value at `path`, or undefined. */
export function valueAt(value: Json | undefined, path: JsonPath): Json | undefined {
  let current = value;
  for (const step of path) {
    if (isList(current) && typeof step === 'number') current = current[step];
    else if (isObject(current) && Object.hasOwn(current, step)) current = current[step];
    else return undefined;
  }
  return current;
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

/** Calls `visit` for every string in `value`, keys included, with the path to it. */
export function forEachString(value: Json, visit: (text: string, path: JsonPath) => void, path: JsonPath = []): void {
  if (typeof value === 'string') visit(value, path);
  else if (isList(value)) value.forEach((item, index) => forEachString(item, visit, [...path, index]));
  else if (isObject(value)) {
    for (const [key, child] of Object.entries(value)) {
      visit(key, [...path, key]);
      forEachString(child, visit, [...path, key]);
    }
  }
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
