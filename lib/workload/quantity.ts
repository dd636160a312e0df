import { Size } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { report, type Mistake } from '../manifest/finding';
import { amountOf, isQuantity } from '../manifest/quantity';

/** An amount as the API writes it: `250m`, `1.5`, `256Mi`, `2Gi`; sizes may be cdk8s' `Size`. */
export type Quantity = string | number | Size;

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
    want: 'whole bytes: k M G T P E for powers of 1000, Ki Mi Gi Ti Pi Ei for powers of 1024',
    fix: text.endsWith('m') ? `Did you mean '${text.slice(0, -1)}Mi'?` : "Write it as in '256Mi'.",
  });
  return text;
}

export function textOf(given: Quantity): string {
  return given instanceof Size ? given.asString() : String(given);
}

/** What is wrong with an amount, if anything is. */
export function illegalQuantity(field: string, text: string): Mistake | undefined {
  if (isQuantity(text) && !text.startsWith('-')) return undefined;
  return {
    rule: 'quantity/illegal',
    message: `${field} is '${text}'.`,
    want: "a number with an optional unit: 'm' for thousandths, k M G T P E for powers of 1000, Ki Mi Gi Ti Pi Ei for powers of 1024",
    fix: "Write it as in '250m' or '256Mi'.",
  };
}
