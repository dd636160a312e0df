import type { Json } from '../../manifest/json';
import { amountOf } from '../../manifest/quantity';
import type { Breach } from '../check';
import type { Field } from './field';
import { misspelt, PORT_NAME } from './syntax';

/** That a number is too small. */
export function below(field: Field, minimum: number): readonly Breach[] {
  return outside(field, minimum);
}

/** That a number is not in a range, both ends included. */
export function outside(field: Field, minimum: number, maximum = Infinity): readonly Breach[] {
  const { number } = field;
  if (number === undefined || (number >= minimum && number <= maximum)) return [];
  const want = maximum === Infinity ? `at least ${minimum}` : `${minimum} to ${maximum}`;
  return [field.breach(`\`${nameOf(field)}\` is ${number}.`, { want, fix: `Write a number of ${want}.` })];
}

/** Every field of these, below one, that is negative. */
export function negatives(field: Field, ...keys: readonly string[]): readonly Breach[] {
  return keys.flatMap((key) => below(field.get(key), 0));
}

/** That a number is no port. */
export function noPort(field: Field): readonly Breach[] {
  return outside(field, 1, 65535);
}

/** That a number is no port, and text no name of one. */
export function noPortOrName(field: Field): readonly Breach[] {
  const { value } = field;
  if (value === '')
    return [field.breach(`\`${nameOf(field)}\` is empty.`, { want: `1 to 65535, or ${PORT_NAME.want}` })];
  if (typeof value !== 'string') return noPort(field);
  const advice = /^\d+$/.test(value) ? { fix: 'Write the number without quotes.' } : {};
  return misspelt(field, PORT_NAME, 'the name of a port').map((breach) => ({ ...breach, ...advice }));
}

/** That a mode gives other permissions than files have. */
export function noMode(field: Field): readonly Breach[] {
  return outside(field, 0, 0o777).map((breach) => ({
    ...breach,
    want: '0 to 511, which is 0777 in octal',
    fix: 'Write the mode in octal with a leading zero, as in 0644, or as its decimal value, 420.',
  }));
}

/** A field as messages call it: with what it is in where it is a number of a list. */
function nameOf({ at }: Pick<Field, 'at'>): string {
  const names = at.filter((step) => typeof step === 'string');
  const last = at.at(-1);
  return typeof last === 'number' ? `${names.at(-1) ?? ''}[${last}]` : (names.at(-1) ?? '');
}

/** What an amount is worth, written as text or as a number; undefined for what is no amount. */
export function amountIn(value: Json | undefined): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const amount = amountOf(String(value));
  return Number.isNaN(amount) ? undefined : amount;
}

/** A percentage's number; undefined for anything else. */
function percentage(value: Json | undefined): number | undefined {
  return typeof value === 'string' && /^\d+%$/.test(value) ? Number(value.slice(0, -1)) : undefined;
}

/** A count or a percentage as the API server compares it with zero; undefined for what is neither. */
export function countOrPercentage(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : percentage(value);
}

/** That a value is neither a count nor a percentage. */
export function noCountOrPercentage(field: Field): readonly Breach[] {
  const { value } = field;
  if (typeof value !== 'string') return below(field, 0);
  if (percentage(value) !== undefined) return [];
  const digits = /^\d+$/.test(value);
  return [
    field.breach(`\`${nameOf(field)}\` is '${value}'.`, {
      want: "a number, or a percentage as in '25%'",
      fix: digits ? `Write the number without quotes, or '${value}%'.` : "Write a number, or a percentage as in '25%'.",
    }),
  ];
}

/** That a percentage is more than everything. */
export function above100(field: Field): readonly Breach[] {
  const share = percentage(field.value);
  if (share === undefined || share <= 100) return [];
  return [field.breach(`\`${nameOf(field)}\` is ${share}%.`, { want: "at most '100%'", fix: 'Write at most 100%.' })];
}
