import { leakInOptions } from './arguments';
import { isSecretOf, leakIn, severityOf, type Leak } from './leak';
import { isOftenRandom, secretName } from './names';
import { leakInJson } from './settings';
import { isKeyLike } from './values';

/** A secret by what it is called, and how it looks. */
export function leakNamed(name: string, value: string): Leak | undefined {
  const known = leakIn(value);
  if (known) return known;
  const kind = secretName(name);
  if (kind)
    return isSecretOf(kind, value) ? { what: 'a literal value', severity: severityOf(value) } : leakInJson(value);
  const within = leakInOptions(value);
  if (within) return within;
  return isKeyLike(value) && !isOftenRandom(name)
    ? { what: 'a long random value, as keys are', severity: 'warning' }
    : undefined;
}
