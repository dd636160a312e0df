import { FAILSAFE_SCHEMA, Type } from 'js-yaml';

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...['y', 'yes', 'true', 'on'].flatMap((text) => spellings(text).map((each) => [each, true] as const)),
  ...['n', 'no', 'false', 'off'].flatMap((text) => spellings(text).map((each) => [each, false] as const)),
]);
const NULLS = new Set(['', '~', ...spellings('null')]);
const NOT_FINITE = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

const INTEGER = /^[-+]?(?:0[bB][01]+|0[oO]?[0-7]+|0[xX][0-9a-fA-F]+|0|[1-9][0-9]*)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/** `yes`, `Yes` and `YES`; no other mixture counts. */
function spellings(text: string): readonly string[] {
  return [text, text.charAt(0).toUpperCase() + text.slice(1), text.toUpperCase()];
}

/** The number that unquoted text stands for, if it stands for one. `0644` and `0o644` are octal, `1_000` is 1000. */
function numberOf(text: string): number | undefined {
  if (!/^[-+.0-9]/.test(text)) return undefined;
  const plain = text.replaceAll('_', '');
  if (INTEGER.test(plain)) return integerOf(plain);
  // A point in front is one of decimals, without underscores.
  if (FLOAT.test(text.startsWith('.') ? text : plain)) return Number(plain);
  return undefined;
}

function integerOf(plain: string): number {
  const sign = plain.startsWith('-') ? -1 : 1;
  const digits = plain.replace(/^[-+]/, '');
  const octal = /^0[oO]?([0-7]+)$/.exec(digits)?.[1];
  return sign * Number(octal === undefined ? digits : `0o${octal}`) + 0; // never -0
}

/** Text that js-yaml hands out as null where nothing was written. */
type Scalar = string | null;

interface Scalars {
  readonly is: (text: string) => boolean;
  readonly value: (text: string) => unknown;
}

function scalar(tag: string, { is, value }: Scalars): Type {
  return new Type(`tag:yaml.org,2002:${tag}`, {
    kind: 'scalar',
    resolve: (text: Scalar) => is(text ?? ''),
    construct: (text: Scalar) => value(text ?? ''),
  });
}

/**
 * What kubectl takes unquoted text for: YAML 1.1 with its booleans and octal numbers, but dates are text, and `1:30` is
 * no number. What JSON has no word for is refused.
 */
export const KUBECTL_SCHEMA = FAILSAFE_SCHEMA.extend({
  implicit: [
    scalar('null', { is: (text) => NULLS.has(text), value: () => null }),
    scalar('bool', { is: (text) => BOOLEANS.has(text), value: (text) => BOOLEANS.get(text) }),
    scalar('int', { is: (text) => Number.isInteger(numberOf(text)), value: numberOf }),
    scalar('float', {
      is: (text) => NOT_FINITE.test(text) || numberOf(text) !== undefined,
      value: (text) => numberOf(text) ?? Number.NaN,
    }),
    new Type('tag:yaml.org,2002:merge', { kind: 'scalar', resolve: (text: Scalar) => text === '<<' }),
  ],
});
