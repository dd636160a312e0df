import { Size } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { report } from '../manifest/finding';

/** An amount as the API writes it: `250m`, `1.5`, `256Mi`, `2Gi`; sizes may be cdk8s' `Size`. */
export type Quantity = string | number | Size;

const PATTERN = /^([+]?(?:\d+(?:\.\d*)?|\.\d+))([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/;

/** The amount as the API takes it; one that it would refuse is reported. */
export function quantity(scope: IConstruct, field: string, given: Quantity): string {
  const text = given instanceof Size ? given.asString() : String(given);
  if (PATTERN.test(text)) return text;
  report(scope, {
    rule: 'quantity/illegal',
    message: `${field} is '${text}'.`,
    allowed:
      "a number with an optional unit: 'm' for thousandths, k M G T P E for powers of 1000, Ki Mi Gi Ti Pi Ei for powers of 1024",
    fix: "Write it as in '250m' or '256Mi'.",
  });
  return '1';
}

/** What an amount is worth, for comparing two of them. */
export function amountOf(text: string): number {
  const [, number, unit = ''] = PATTERN.exec(text) ?? [];
  const factor = FACTORS[unit] ?? (/^[eE][+-]?\d/.test(unit) ? Number(`1${unit}`) : 1);
  return Number(number) * factor;
}

const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};
