import type { JsonPath } from '../../../manifest/json';
import { isSecret, isUnknown, placesOf } from '../markers';
import { UNKNOWN, type PlannedResource, type Urn } from '../plan';
import { contains, parsePropertyPath } from '../property-path';
import { changesOf, type ValueChange } from './values';

/** What changes in the inputs of a resource. */
export interface InputChange extends ValueChange {
  /** The replaced resources that the value comes from, where only that may change it. */
  readonly from?: readonly Urn[];
}

/** How sure it is that something is replaced. */
export interface Replaced {
  readonly isCertain: boolean;
}

/** What differs between the inputs of a resource, without what `ignoreChanges` means. */
export function inputChanges(before: PlannedResource, after: PlannedResource): readonly InputChange[] {
  const ignored = after.ignoreChanges.map(parsePropertyPath);
  return changesOf(before.inputs, after.inputs).filter(
    ({ path }) => !ignored.some((pattern) => pattern && contains(pattern, path)),
  );
}

/** How many values are secret in both, and so cannot be compared. */
export function secretsIn(before: PlannedResource, after: PlannedResource): number {
  const old = new Set(placesOf(before.inputs, isSecret).map(identity));
  return placesOf(after.inputs, isSecret).filter((path) => old.has(identity(path))).length;
}

interface Resources {
  readonly before: PlannedResource;
  readonly after: PlannedResource;
}

interface Around {
  /** What is replaced, of all that the resource depends on. */
  readonly replaced: ReadonlyMap<Urn, Replaced>;
  /** Today's URN of the resources of the earlier plan. */
  readonly renamed: ReadonlyMap<Urn, Urn>;
}

/**
 * Values that are not known before and after, and may be others in the end: what they come from is replaced, or they
 * come from something else.
 */
export function cascades(
  { before, after }: Resources,
  known: readonly InputChange[],
  { replaced, renamed }: Around,
): readonly InputChange[] {
  const ignored = after.ignoreChanges.map(parsePropertyPath);
  const passed = [...known.map(({ path }) => path), ...ignored.filter((pattern) => pattern !== undefined)];
  return Object.keys(after.inputs).flatMap((key) => {
    const sources = sourcesOf(after, key);
    const earlier = sourcesOf(before, key).map((urn) => renamed.get(urn) ?? urn);
    const from = sources.filter((urn) => replaced.has(urn));
    if (from.length === 0 && sources.every((urn) => earlier.includes(urn))) return [];
    return placesOf(after.inputs[key], isUnknown)
      .map((path) => [key, ...path])
      .filter((path) => !passed.some((pattern) => contains(pattern, path)))
      .map((path): InputChange => ({ ...mayChange(path), ...(from.length === 0 ? {} : { from }) }));
  });
}

function sourcesOf({ propertyDependencies }: PlannedResource, key: string): readonly Urn[] {
  // Inputs may be called as anything, `toString` included.
  return (Object.hasOwn(propertyDependencies, key) ? propertyDependencies[key] : undefined) ?? [];
}

function mayChange(path: JsonPath): InputChange {
  return { path, before: UNKNOWN, after: UNKNOWN, isCertain: false };
}

function identity(path: JsonPath): string {
  return JSON.stringify(path);
}
