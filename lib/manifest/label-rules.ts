import type { Mistake } from './finding';
import type { Json } from './json';

/** One of the two maps in an object's metadata, and what the API server takes in it. */
export interface MetadataMap {
  readonly field: 'labels' | 'annotations';
  readonly what: string;
  readonly rule: string;
  readonly isKey: (key: string) => boolean;
  readonly isValue: (value: Json) => boolean;
  readonly values: string;
  readonly fix: string;
}

const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const PREFIX = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const KEYS =
  "at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends, after an optional DNS name and '/'";

const TEXT = 'Write the value as text, in quotes.';

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
export const LABELS: MetadataMap = {
  field: 'labels',
  what: 'label',
  rule: 'label/illegal',
  isKey: isQualifiedName,
  isValue: (value) => typeof value === 'string' && (value === '' || (value.length <= 63 && NAME.test(value))),
  values: "nothing, or at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends",
  fix: 'Shorten the value, or make it an annotation, which takes any text.',
};

export const ANNOTATIONS: MetadataMap = {
  field: 'annotations',
  what: 'annotation',
  rule: 'annotation/illegal',
  // The API server judges them in lower case.
  isKey: (key) => isQualifiedName(key.toLowerCase()),
  isValue: (value) => typeof value === 'string',
  values: 'text',
  fix: TEXT,
};

/** What is wrong with one entry, if anything is. */
export function mistakeIn(map: MetadataMap, key: string, value: Json): Mistake | undefined {
  const { rule, what, values, fix } = map;
  if (!map.isKey(key)) {
    const message = `'${key}' cannot be the key of a label or annotation.`;
    return { rule, message, want: KEYS, fix: 'Choose another key.' };
  }
  if (map.isValue(value)) return undefined;
  const message = `${JSON.stringify(value)} cannot be the value of the ${what} '${key}'.`;
  return { rule, message, want: values, fix: typeof value === 'string' ? fix : TEXT };
}

function isQualifiedName(key: string): boolean {
  const slash = key.lastIndexOf('/');
  const name = key.slice(slash + 1);
  const isPrefix = slash === -1 || (slash <= 253 && PREFIX.test(key.slice(0, slash)));
  return name.length <= 63 && NAME.test(name) && isPrefix;
}
