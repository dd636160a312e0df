import { isIPv4, isIPv6 } from 'node:net';
import {
  canonicalText,
  entryOf,
  isList,
  isObject,
  objectAt,
  text,
  type Json,
  type JsonObject,
} from '../../manifest/json';
import { objectionTo } from './scalars';
import { isIn } from './structural-patterns';

type Objections = readonly (string | undefined)[];

/** What `enum` says against a value. */
export function enumObjection(value: Json, schema: JsonObject): string | undefined {
  const values = schema['enum'];
  if (!isList(values) || values.some((allowed) => canonicalText(allowed) === canonicalText(value))) return undefined;
  return `is ${JSON.stringify(value)}, not ${values.map((allowed) => JSON.stringify(allowed)).join(' or ')}`;
}

/** What lengths, patterns and formats say against a text. */
export function textObjection(value: string, schema: JsonObject): Objections {
  const length = Array.from(value).length;
  const { minLength, maxLength, pattern } = schema;
  return [
    typeof minLength === 'number' && length < minLength
      ? `has ${length} of at least ${minLength} characters`
      : undefined,
    typeof maxLength === 'number' && length > maxLength
      ? `has ${length} of at most ${maxLength} characters`
      : undefined,
    typeof pattern === 'string' && !isIn(value, pattern) ? `is '${value}', which does not match ${pattern}` : undefined,
    formatObjection(value, text(schema['format'])),
  ];
}

const FORMATS: Readonly<Record<string, (value: string) => boolean>> = {
  'date-time': (value) => objectionTo(value, 'time') === undefined,
  date: (value) => /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(value),
  byte: (value) => objectionTo(value, 'bytes') === undefined,
  ipv4: (value) => /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/.test(value),
  ipv6: (value) => isIPv6(value) && !value.includes('%'),
  cidr: (value) => isRange(value),
  mac: (value) =>
    /^(?:[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}(?:[0-9a-f]{2}\1[0-9a-f]{2}\1)?[0-9a-f]{2}|[0-9a-f]{4}(?:\.[0-9a-f]{4}){2,3})$/i.test(
      value,
    ),
  // Of these, only what is surely wrong: Go reads much as a duration, and any name before an address.
  duration: (value) => /^0$|\d\s*[a-zµ]/i.test(value),
  email: (value) => /[^\s@]@[^\s@]/.test(value),
  uri: (value) => /^(?:[a-z][-a-z0-9+.]*:|\/)/i.test(value),
  hostname: (value) => !/[\s/@:_]|^[-.]|\.\./.test(value),
  uuid: (value) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(value),
};

/** `10.0.0.0/8`. */
function isRange(value: string): boolean {
  const [, address = '', length = ''] = /^([^/]+)\/(\d{1,3})$/.exec(value) ?? [];
  const bits = isIPv4(address) ? 32 : isIPv6(address) ? 128 : -1;
  return length !== '' && Number(length) <= bits;
}

function formatObjection(value: string, format: string): string | undefined {
  const test = entryOf(FORMATS, format);
  return test && !test(value) ? `is '${value}', which is no ${format}` : undefined;
}

/** What ranges say against a number. */
export function numberObjection(value: number, schema: JsonObject): Objections {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format } = schema;
  const isTooSmall = typeof minimum === 'number' && (exclusiveMinimum === true ? value <= minimum : value < minimum);
  const isTooLarge = typeof maximum === 'number' && (exclusiveMaximum === true ? value >= maximum : value > maximum);
  const scalar = format === 'int32' ? 'int32' : 'int64';
  return [
    isTooSmall ? `is ${value}, with a minimum of ${minimum}` : undefined,
    isTooLarge ? `is ${value}, with a maximum of ${maximum}` : undefined,
    typeof multipleOf === 'number' && multipleOf > 0 && !Number.isInteger(value / multipleOf)
      ? `is ${value}, which is no multiple of ${multipleOf}`
      : undefined,
    schema['type'] === 'integer' && objectionTo(value, scalar) ? `is ${value}, which is no ${scalar}` : undefined,
  ];
}

/** What counts and uniqueness say against a list. */
export function listObjection(list: readonly Json[], schema: JsonObject): Objections {
  const { minItems, maxItems } = schema;
  const kind = schema['x-kubernetes-list-type'];
  return [
    typeof minItems === 'number' && list.length < minItems
      ? `has ${list.length} of at least ${minItems} items`
      : undefined,
    typeof maxItems === 'number' && list.length > maxItems
      ? `has ${list.length} of at most ${maxItems} items`
      : undefined,
    kind === 'set' ? repetition(list.map(canonicalText)) : undefined,
    kind === 'map' ? repetition(keysOf(list, schema)) : undefined,
  ];
}

/** What tells the items of a list apart, as texts. */
function keysOf(list: readonly Json[], schema: JsonObject): readonly string[] {
  const keys = schema['x-kubernetes-list-map-keys'];
  if (!isList(keys)) return [];
  const properties = objectAt(schema, 'items', 'properties');
  return list.filter(isObject).map((item) => {
    const key = keys.map((name) => item[text(name)] ?? objectAt(properties, text(name))['default'] ?? null);
    return canonicalText(key);
  });
}

function repetition(texts: readonly string[]): string | undefined {
  const seen = new Set<string>();
  for (const text of texts) {
    if (seen.has(text)) return `has ${text} more than once`;
    seen.add(text);
  }
  return undefined;
}

/** What counts say against a map. */
export function mapObjection(map: JsonObject, schema: JsonObject): Objections {
  const { minProperties, maxProperties } = schema;
  const count = Object.keys(map).length;
  return [
    typeof minProperties === 'number' && count < minProperties
      ? `has ${count} of at least ${minProperties} keys`
      : undefined,
    typeof maxProperties === 'number' && count > maxProperties
      ? `has ${count} of at most ${maxProperties} keys`
      : undefined,
  ];
}
