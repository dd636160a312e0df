import { Size } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { report, type Mistake } from '../manifest/finding';

/** An amount as the API writes it: `250m`, `1.5`, `256Mi`, `2Gi`; sizes may be cdk8s' `Size`. */
export type Quantity = string | number | Size;

const PATTERN = /^([+]?(?:\d+(?:\.\d*)?|\.\d+))([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/;

/** The amount as the API takes it; one that it would refuse is reported, and worth NaN. */
export function quantity(scope: IConstruct, field: string, given: Quantity): string {
  const text = textOf(given);
  const mistake = illegalQuantity(field, text);
  if (mistake) report(scope, mistake);
  return text;
}

/** An amount of bytes, of which there are only whole ones. */
export function byteQuantity(scope: IConstruct, field: string, given: Quantity): string {
  const text = quantity(scope, field, given);
  if (!(amountOf(text) % 1 > 0)) return text;
  report(scope, {
    rule: 'quantity/part-of-byte',
    message: `${field} is '${text}', which is not a whole number of bytes.`,
    allowed: 'whole bytes: k M G T P E for powers of 1000, Ki Mi Gi Ti Pi Ei for powers of 1024',
    fix: text.endsWith('m') ? `Did you mean '${text.slice(0, -1)}Mi'?` : "Write it as in '256Mi'.",
  });
  return text;
}

export function textOf(given: Quantity): string {
  return given instanceof Size ? given.asString() : String(given);
}

/** What is wrong with an amount, if anything is. */
export function illegalQuantity(field: string, text: string): Mistake | undefined {
  if (PATTERN.test(text)) return undefined;
  return {
    rule: 'quantity/illegal',
    message: `${field} is '${text}'.`,
    allowed:
      "a number with an optional unit: 'm' for thousandths, k M G T P E for powers of 1000, Ki Mi Gi Ti Pi Ei for powers of 1024",
    fix: "Write it as in '250m' or '256Mi'.",
  };
}

/** What an amount is worth, for comparing two of them: equal amounts are equal, however they are written. */
export function amountOf(text: string): number {
  const [, number = 'NaN', unit = ''] = PATTERN.exec(text) ?? [];
  const binary = BINARY.indexOf(unit);
  if (binary >= 0) return Number(number) * 2 ** (10 * (binary + 1));
  // Left to the parser of numbers, because a product of decimal fractions is not exact.
  return Number(number + (unit in DECIMAL ? `e${DECIMAL[unit]}` : unit));
}

const BINARY: readonly string[] = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
