import type { Json, JsonPath } from '../../manifest/json';

/** The kinds of mistakes, by the end of their rule's id. */
export type MistakeKind = 'unknown-field' | 'wrong-type' | 'missing-field' | 'wrong-value' | 'quantity' | 'definition';

/** Something in an object that its schema does not allow. */
export interface Mistake {
  readonly kind: MistakeKind;
  readonly at: JsonPath;
  /** What is wrong, as a sentence without its full stop. */
  readonly message: string;
  readonly want?: string;
  readonly fix?: string;
}

/** A JSON value in words: `text`, `a list`. */
export function described(value: Json | undefined): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'string') return value.length > 40 ? 'text' : `the text '${value}'`;
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean') return `the truth value ${value}`;
  return Array.isArray(value) ? 'a list' : 'a map';
}

/** A path as people write it: `spec.containers[0].image`. */
export function placeName(path: JsonPath): string {
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`));
  return steps.join('').replace(/^\./, '');
}
