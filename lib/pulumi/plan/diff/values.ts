import {
  canonicalText,
  isList,
  isObject,
  text,
  type Json,
  type JsonObject,
  type JsonPath,
} from '../../../manifest/json';
import { isSecret, isUnknown } from '../markers';

/** What differs between two values at one place of them. */
export interface ValueChange {
  readonly path: JsonPath;
  /** Undefined: it was not there. */
  readonly before: Json | undefined;
  /** Undefined: it is gone. */
  readonly after: Json | undefined;
  /** Whether it is known to differ: what is not known yet, or secret, may be the same in the end. */
  readonly isCertain: boolean;
}

/**
 * All places in which two values differ, as deep as both have the same form. The elements of lists are compared by
 * `name` or `key` where all have one, else by their places; lists of texts and numbers as a whole.
 */
export function changesOf(before: Json | undefined, after: Json | undefined, path: JsonPath = []): ValueChange[] {
  if (before === undefined && after === undefined) return [];
  if (isMarked(before) || isMarked(after)) return markedChanges(before, after, path);
  if (isObject(before) && isObject(after)) return objectChanges(before, after, path);
  if (isList(before) && isList(after)) return listChanges(before, after, path);
  if (before === after) return [];
  return [{ path, before, after, isCertain: true }];
}

function isMarked(value: Json | undefined): boolean {
  return value !== undefined && (isSecret(value) || isUnknown(value));
}

function markedChanges(before: Json | undefined, after: Json | undefined, path: JsonPath): ValueChange[] {
  if (before !== undefined && after !== undefined && canonicalText(before) === canonicalText(after)) return [];
  return [{ path, before, after, isCertain: before === undefined || after === undefined }];
}

function objectChanges(before: JsonObject, after: JsonObject, path: JsonPath): ValueChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => changesOf(own(before, key), own(after, key), [...path, key]));
}

function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function listChanges(before: readonly Json[], after: readonly Json[], path: JsonPath): ValueChange[] {
  const names = [namesIn(before), namesIn(after)] as const;
  if (names[0] && names[1]) return namedChanges([before, after], [names[0], names[1]], path);
  if (before.length === after.length && [...before, ...after].every((item) => isObject(item) || isList(item))) {
    return before.flatMap((item, index) => changesOf(item, after[index], [...path, index]));
  }
  if (canonicalText(before) === canonicalText(after)) return [];
  const isCertain =
    before.length !== after.length ||
    before.some((item, index) => changesOf(item, after[index]).some((change) => change.isCertain));
  return [{ path, before, after, isCertain }];
}

type Pair<T> = readonly [before: T, after: T];

function namedChanges(lists: Pair<readonly Json[]>, names: Pair<readonly string[]>, path: JsonPath): ValueChange[] {
  const [before, after] = lists;
  const changes = [...new Set([...names[0], ...names[1]])].flatMap((name) => {
    const [was, is] = [names[0].indexOf(name), names[1].indexOf(name)];
    return changesOf(before[was], after[is], [...path, is === -1 ? was : is]);
  });
  // The order alone may mean something, as that of environment variables does.
  if (changes.length === 0 && names[0].join('\0') !== names[1].join('\0')) {
    return [{ path, before, after, isCertain: true }];
  }
  return changes;
}

/** What tells the elements of a list from each other; undefined where nothing does. */
function namesIn(list: readonly Json[]): readonly string[] | undefined {
  for (const field of ['name', 'key']) {
    const names = list.map((item) => (isObject(item) ? text(item[field]) : ''));
    if (names.every((name) => name !== '') && new Set(names).size === names.length) return names;
  }
  return undefined;
}
