import type { Severity } from '../../manifest/finding';
import { knownSecretIn } from './formats';
import type { SecretName } from './names';
import { isLiteral, isNameLike, isPin, isRandom } from './values';

/** Something secret that stands in a manifest. */
export interface Leak {
  /** What it is, for a sentence; never the secret itself. */
  readonly what: string;
  readonly severity: Severity;
}

/** A secret that is known by how it looks. */
export function leakIn(text: string): Leak | undefined {
  const known = knownSecretIn(text);
  if (!known) return undefined;
  const start = known.start === undefined ? '' : ` ('${known.start.slice(0, 4)}…')`;
  return { what: known.what + start, severity: 'error' };
}

/** A secret that is known by the name of its value. */
export function leakOf(name: string, value: string): Leak {
  return { what: `a literal value for '${name}'`, severity: severityOf(value) };
}

/** A value that by its name and its look is secret is hardly anything else; by its name alone, it may be. */
export function severityOf(value: string): Severity {
  return isRandom(value) ? 'error' : 'warning';
}

/** Whether a value with such a name is secret. */
export function isSecretOf(kind: SecretName, value: string): boolean {
  if (kind === 'sure') return isLiteral(value) || isPin(value);
  return isLiteral(value) && !isNameLike(value);
}
