import { entryOf, isList, type Json } from '../../manifest/json';
import { isQuantity } from '../../manifest/quantity';
import type { MistakeKind } from './mistakes';
import type { Scalar } from './types';

/** Why a value is none of a type. */
export interface Objection {
  readonly kind: MistakeKind;
  readonly want: string;
  /** How to write it right. */
  readonly fix?: string;
}

type Test = (value: Json) => Objection | undefined;

const INT32 = 2 ** 31;
const INT64 = 2 ** 63;

const TESTS: Readonly<Record<Scalar, Test>> = {
  any: () => undefined,
  string: (value) => (typeof value === 'string' ? undefined : notText(value)),
  boolean: (value) => (typeof value === 'boolean' ? undefined : notBoolean(value)),
  int32: (value) => integer(value, INT32),
  int64: (value) => integer(value, INT64),
  number: (value) => (typeof value === 'number' ? undefined : wrongType('a number')),
  bytes,
  time: (value) => time(value, TIME, 'a time such as 2026-01-31T12:00:00Z'),
  microtime: (value) => time(value, MICROTIME, 'a time such as 2026-01-31T12:00:00.000000Z'),
  quantity,
  'int-or-string': (value) => (typeof value === 'string' ? undefined : integer(value, INT32, 'a whole number or text')),
};

/** What is wrong with a value that is to be of a type; undefined where nothing is. */
export function objectionTo(value: Json, scalar: Scalar): Objection | undefined {
  return TESTS[scalar](value);
}

function wrongType(want: string): Objection {
  return { kind: 'wrong-type', want };
}

function notText(value: Json): Objection {
  const isScalar = typeof value === 'number' || typeof value === 'boolean';
  return { kind: 'wrong-type', want: 'text', ...(isScalar ? { fix: `Put it in quotes: '${value}'.` } : {}) };
}

function notBoolean(value: Json): Objection {
  const meant = typeof value === 'string' ? entryOf(BOOLEANS, value.toLowerCase()) : undefined;
  const fix = meant === undefined ? {} : { fix: `Write ${meant}, without quotes.` };
  return { kind: 'wrong-type', want: 'true or false', ...fix };
}

const BOOLEANS: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  false: false,
  no: false,
  off: false,
};

function integer(value: Json, limit: number, want = 'a whole number'): Objection | undefined {
  if (typeof value !== 'number') {
    const isNumeral = typeof value === 'string' && /^-?\d+$/.test(value);
    return { kind: 'wrong-type', want, ...(isNumeral ? { fix: `Write ${value}, without quotes.` } : {}) };
  }
  if (!Number.isInteger(value)) return { kind: 'wrong-type', want };
  if (value >= -limit && value < limit) return undefined;
  return { kind: 'wrong-value', want: limit === INT32 ? 'a whole number of 32 bits' : 'a whole number of 64 bits' };
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function bytes(value: Json): Objection | undefined {
  // Go reads a list of bytes as well.
  if (isList(value) && value.every((byte) => byte === null || isByte(byte))) return undefined;
  if (typeof value !== 'string') return wrongType('base64 text');
  if (BASE64.test(value.replaceAll(/[\r\n]/g, ''))) return undefined;
  const fix = 'Encode it as base64; what a Secret holds may stand in `stringData` as it is.';
  return { kind: 'wrong-value', want: 'base64 text', fix };
}

function isByte(value: Json): boolean {
  return typeof value === 'number' && Number.isInteger(value) && isWithin(value, 0, 255);
}

const TIME = /^\d{4}-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,]\d+)?(?:Z|[+-](\d\d):(\d\d))$/;
const MICROTIME = /^\d{4}-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)[.,]\d{6,}(?:Z|[+-](\d\d):(\d\d))$/;

function time(value: Json, pattern: RegExp, want: string): Objection | undefined {
  if (typeof value !== 'string') return wrongType(want);
  const [, month, day, hour, minute, second] = pattern.exec(value)?.map(Number) ?? [];
  const isTime =
    isWithin(month, 1, 12) &&
    isWithin(day, 1, 31) &&
    isWithin(hour, 0, 23) &&
    isWithin(minute, 0, 59) &&
    isWithin(second, 0, 59);
  return isTime ? undefined : { kind: 'wrong-value', want };
}

function isWithin(value: number | undefined, least: number, most: number): boolean {
  return value !== undefined && value >= least && value <= most;
}

function quantity(value: Json): Objection | undefined {
  const want = 'an amount such as 500m, 1.5 or 256Mi';
  if (typeof value === 'number') return undefined;
  if (typeof value !== 'string') return wrongType(want);
  if (isQuantity(value.trim())) return undefined;
  const fix = meantQuantity(value.trim());
  return { kind: 'quantity', want, ...(fix === undefined ? {} : { fix: `Write ${fix}.` }) };
}

/** The amount that was probably meant: `512MB` is `512M`, `1 GiB` is `1Gi`. */
function meantQuantity(value: string): string | undefined {
  const [, number, unit] = /^([+-]?[\d.]+)\s*([a-z]+)$/i.exec(value) ?? [];
  if (number === undefined || unit === undefined) return undefined;
  const bare = unit.toLowerCase().replace(/b(?:ytes?)?$/, '');
  const meant = `${number}${entryOf(UNITS, bare) ?? (unit === 'cores' || unit === 'core' ? '' : bare)}`;
  return isQuantity(meant) ? meant : undefined;
}

const UNITS: Readonly<Record<string, string>> = {
  ki: 'Ki',
  mi: 'Mi',
  gi: 'Gi',
  ti: 'Ti',
  pi: 'Pi',
  k: 'k',
  m: 'M',
  g: 'G',
  t: 'T',
  p: 'P',
};
