import { nearest, oneOf, type Mistake } from '../manifest/finding';

// As the API has it: keys become names of files, so none may lead out of their folder.
const KEY = /^(?!\.$|\.\.)[-._a-zA-Z0-9]{1,253}$/;

/** The most bytes that the values of a ConfigMap or Secret may have together. */
const MAXIMUM = 1024 * 1024;

/** What is wrong with the content of a ConfigMap or Secret. */
export function mistakesIn(entries: ReadonlyMap<string, string | Uint8Array>): readonly Mistake[] {
  const unknown = [...entries].filter(([, value]) => !isContent(value)).map(([key, value]) => illegalValue(key, value));
  if (unknown.length > 0) return unknown;
  const illegal = [...entries.keys()].filter((key) => !KEY.test(key)).map(illegalKey);
  const size = [...entries.values()].reduce((sum, value) => sum + Buffer.byteLength(value), 0);
  return size > MAXIMUM ? [...illegal, tooLarge(size)] : illegal;
}

/** Programs in JavaScript, and variables that are not set, give what the types do not allow. */
export function isContent(value: unknown): value is string | Uint8Array {
  return typeof value === 'string' || value instanceof Uint8Array;
}

// The value is not shown unless it is nothing: it may be a secret of the wrong type.
function illegalValue(key: string, value: unknown): Mistake {
  return {
    rule: 'configuration/illegal-value',
    message: `The value of '${key}' is ${value === undefined || value === null ? String(value) : `a ${typeof value}`}.`,
    want: 'text',
    fix: 'Pass text. Where it comes from the environment of the program, say what holds when it is not set.',
  };
}

function illegalKey(key: string): Mistake {
  return {
    rule: 'configuration/illegal-key',
    message: `'${key}' cannot be a key.`,
    want: "1 to 253 letters, digits, '-', '_' and '.', other than '.' and not starting with '..'",
    fix: 'Rename it; `file(path, key)` takes a file under another key.',
  };
}

function tooLarge(size: number): Mistake {
  return {
    rule: 'configuration/too-large',
    message: `The content has ${size} bytes.`,
    want: `${MAXIMUM} bytes, the most that a ConfigMap or Secret holds`,
    fix: 'Split it, or put large files into the image or a volume.',
  };
}

/** A key that its ConfigMap or Secret does not have. */
export function unknownKey({
  key,
  keys,
  owner,
}: {
  readonly key: string;
  readonly keys: readonly string[];
  readonly owner: string;
}): Mistake {
  const near = nearest(key, keys);
  return {
    rule: 'configuration/unknown-key',
    message: `${owner} has no key '${key}'.`,
    want: keys.length > 0 ? oneOf(keys) : 'none: it has no keys',
    fix: near === undefined ? 'Add the key, or name one that is there.' : `Did you mean '${near}'?`,
  };
}
