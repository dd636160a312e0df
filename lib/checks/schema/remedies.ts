import { nearest } from '../../manifest/finding';
import { isObject, type Json, type JsonObject } from '../../manifest/json';
import type { Struct } from './types';

/** What to do about a field that a struct does not have; the others are those around it, from the inside out. */
export function remedyFor(
  key: string,
  object: JsonObject,
  [struct, ...around]: readonly [Struct, ...Struct[]],
): string {
  const names = [...struct.fields.keys()];
  const sameLetters = names.find((name) => name.toLowerCase() === key.toLowerCase());
  if (sameLetters !== undefined) return `Write '${sameLetters}': letters in upper and lower case count.`;
  const home = KEYS[struct.name] ?? homeOf(key, struct, 1);
  if (home !== undefined) return `Move it into '${home}'.`;
  // What has a name within has one around it as well.
  const outer = key === 'name' ? undefined : around.find(({ fields }) => fields.has(key));
  if (outer) return `Move it up to the ${outer.name}.`;
  const free = names.filter((name) => !Object.hasOwn(object, name));
  if (isWrapper(object[key], free)) return `Move what is in it up, and leave '${key}' out.`;
  const meant = nearest(key, free) ?? free.find((name) => isEndOf(name, key) || isEndOf(key, name));
  return meant === undefined ? removal(key, struct, around) : `Write '${meant}'.`;
}

/** Where a name that is none of a field is a key, of what its user chooses. */
const KEYS: Readonly<Record<string, string>> = {
  LabelSelector: 'matchLabels',
  ResourceRequirements: "limits' or 'requests",
  VolumeResourceRequirements: 'requests',
};

/** Whether there are only fields in it that are missing around it: the `spec` of a Role. */
function isWrapper(value: Json | undefined, missing: readonly string[]): boolean {
  if (!isObject(value)) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => missing.includes(key));
}

/** Whether a name is the end of a longer one: `strategy` of `updateStrategy`. */
function isEndOf(end: string, name: string): boolean {
  return end.length >= 4 && name.toLowerCase().endsWith(end.toLowerCase());
}

/** Where a field belongs that is far from there, or that it is to be removed. */
function removal(key: string, struct: Struct, around: readonly Struct[]): string {
  const below = homeOf(key, struct, 3);
  if (below !== undefined) return `Move it into '${below}'.`;
  for (const outer of around) {
    const home = homeOf(key, outer, 2);
    if (home !== undefined) return `Move it into '${home}' of the ${outer.name}.`;
  }
  return 'Remove it, or move it to where it belongs.';
}

/** The nearest child that has a field of this name: `securityContext`, `template.spec`. */
function homeOf(key: string, struct: Struct, depth: number): string | undefined {
  let level: readonly Home[] = [{ path: [], struct }];
  for (let step = 0; step < depth; step++) {
    level = level.flatMap(childrenOf);
    const home = level.find((child) => child.struct.fields.has(key));
    if (home) return home.path.join('.');
  }
  return undefined;
}

interface Home {
  readonly path: readonly string[];
  readonly struct: Struct;
}

/** The structs in one; the metadata, whose fields have names that many have, come last. */
function childrenOf({ path, struct }: Home): readonly Home[] {
  const children = [...struct.fields.values()].flatMap(({ name, type }) => {
    const inner = type.is === 'list' ? type.of : type;
    return inner.is === 'struct' && !inner.of().isStatus ? [{ path: [...path, name], struct: inner.of() }] : [];
  });
  return children.sort((a, b) => Number(isMetadata(a)) - Number(isMetadata(b)));
}

function isMetadata({ struct }: Home): boolean {
  return struct.name === 'ObjectMeta';
}
