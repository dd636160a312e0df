import { isTokenName, listToken, numberToken, textToken } from './tokens';

/**
 * A value that is not known where the program is written: given in `values.json` when manifests are rendered, in
 * `values` of `deploy` with Pulumi. Goes wherever text goes, also within other text.
 *
 * @param name - letters, digits, `.`, `_` and `-`: `database.address`
 * @throws TypeError where the name has other letters
 *
 * @example
 * new Config(this, 'database', { data: { DATABASE_URL: `ecto://app@${parameter('database.address')}/shop` } });
 */
export function parameter(name: string): string {
  return textToken(legal(name));
}

/** The same for a number: a port, for instance. Do no arithmetic with it; it cannot be a number of pods. */
parameter.number = (name: string): number => numberToken(legal(name));

/** The same for a list of texts. Its items take the place of the only item that the list has until then. */
parameter.list = (name: string): string[] => listToken(legal(name));

function legal(name: string): string {
  if (isTokenName(name)) return name;
  throw new TypeError(
    `'${name}' cannot name a value: letters, digits, '.', '_' and '-' can, starting with a letter, digit or '_'.`,
  );
}
