import type { ApiObject } from 'cdk8s';
import { groupBy } from './group';
import type { InventoryObject } from './inventory';
import { canonicalText, contentHash, objectAt, replacedAt, valueAt, type Json, type JsonObject } from './json';
import { Note } from './note';
import { podTemplatePath } from './pods';
import { namedBy, type Reference } from './references';

/**
 * What happens to the pods that consume an object when its content changes.
 * - `rename`: the object's name ends in a hash of its content, so that a change makes a new object and new pods of
 *   exactly the consumers, while pods of the release before keep theirs.
 * - `restart`: the name stays; the consumers' pods carry a hash of what they consume, and are replaced with it.
 */
export type ChangeMode = 'rename' | 'restart';

const modes = new Note<ChangeMode>('change-mode');
const CHECKSUM = 'stackwright.dev/configuration-checksum';

/** Declares what a change of an object's content does. A Job can only be renamed: its template cannot change. */
export function onChange(object: ApiObject, mode: ChangeMode): void {
  modes.leave(object, mode);
}

export function changeModeOf(object: ApiObject): ChangeMode | undefined {
  return modes.on(object).at(-1);
}

type Modes = ReadonlyMap<InventoryObject, ChangeMode | undefined>;
type Use = Omit<Reference, 'to'>;

/**
 * Gives objects that are named by content their names, and those who name them the new ones. A ConfigMap or Secret of
 * which consumers use different keys becomes one object for each set of keys, so that a key rolls only its consumers.
 */
export function namedByContent(objects: readonly InventoryObject[], modes: Modes): readonly InventoryObject[] {
  const sources = objects.filter((object) => modes.get(object) !== undefined && object.kind !== 'Job.batch');
  if (sources.length === 0) return objects.map((object) => renamedJob(object, modes.get(object)));
  const byIdentity = new Map(sources.map((source) => [keyOf(source), source]));
  const uses = new Map<InventoryObject, readonly Use[]>();
  const views = new Map<InventoryObject, Map<string, InventoryObject>>(sources.map((source) => [source, new Map()]));

  for (const object of objects) {
    const used = namedBy(object).filter((use) => byIdentity.has(keyOf(use)));
    if (used.length > 0) uses.set(object, used);
  }
  return objects
    .flatMap((object) => {
      if (views.has(object)) return [];
      const consumer = rewired(object, uses.get(object) ?? [], (use) => {
        const source = byIdentity.get(keyOf(use));
        return source && { source, mode: modes.get(source), views: views.get(source) };
      });
      return [renamedJob(consumer, modes.get(object))];
    })
    .concat(sources.flatMap((source) => published(source, modes.get(source), views.get(source))));
}

interface Source {
  readonly source: InventoryObject;
  readonly mode: ChangeMode | undefined;
  readonly views: Map<string, InventoryObject> | undefined;
}

/** The consumer with the content in the names it uses, or in a checksum on its pods. */
function rewired(
  object: InventoryObject,
  uses: readonly Use[],
  sourceOf: (use: Use) => Source | undefined,
): InventoryObject {
  let manifest: Json = object.manifest;
  const watched: Record<string, Json> = {};
  for (const [identity, same] of groupBy(uses, keyOf)) {
    const [first] = same;
    const found = first && sourceOf(first);
    if (!found) continue;
    const view = viewOf(found.source, unionOfKeys(same));
    if (found.mode === 'restart') watched[identity] = contentHash(contentOf(view.manifest));
    else {
      found.views?.set(view.name, view);
      for (const { at } of same) manifest = replacedAt(manifest, at, view.name);
    }
  }
  const template = podTemplatePath(object.kind);
  if (template && Object.keys(watched).length > 0) {
    const annotations = objectAt(manifest, ...template, 'metadata', 'annotations');
    const at = [...template, 'metadata', 'annotations'];
    manifest = replacedAt(manifest, at, { ...annotations, [CHECKSUM]: contentHash(watched) });
  }
  return { ...object, manifest: objectAt(manifest) };
}

/** What remains of a source: its views, or all of it where nobody consumes it or the name stays. */
function published(
  source: InventoryObject,
  mode: ChangeMode | undefined,
  views: ReadonlyMap<string, InventoryObject> | undefined,
): readonly InventoryObject[] {
  if (mode === 'restart') return [source];
  return views && views.size > 0 ? [...views.values()] : [viewOf(source, undefined)];
}

/** The part of a ConfigMap or Secret that has the given keys, under a name that tells its content. */
function viewOf(source: InventoryObject, keys: readonly string[] | undefined): InventoryObject {
  const part = keys ? withKeys(source.manifest, new Set(keys)) : source.manifest;
  const name = `${source.name}-${contentHash(contentOf(part))}`;
  const manifest = { ...part, metadata: { ...objectAt(part, 'metadata'), name } };
  return { ...source, name, manifest };
}

const CONTENT = ['binaryData', 'data', 'stringData'] as const;

function contentOf(manifest: JsonObject): JsonObject {
  return Object.fromEntries([...CONTENT, 'type'].flatMap((field) => pair(field, manifest[field])));
}

function withKeys(manifest: JsonObject, keys: ReadonlySet<string>): JsonObject {
  const parts = CONTENT.flatMap((field) => {
    const kept = Object.entries(objectAt(manifest, field)).filter(([key]) => keys.has(key));
    return kept.length > 0 ? [[field, Object.fromEntries(kept)] as const] : [];
  });
  const others = Object.entries(manifest).filter(([field]) => !CONTENT.some((content) => content === field));
  const { apiVersion, kind, metadata, ...rest } = Object.fromEntries(others);
  const head = [...pair('apiVersion', apiVersion), ...pair('kind', kind), ...pair('metadata', metadata)];
  return Object.fromEntries([...head, ...[...Object.entries(rest), ...parts].sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function pair(key: string, value: Json | undefined): readonly (readonly [string, Json])[] {
  return value === undefined ? [] : [[key, value]];
}

/** All keys, where one use takes all; else the keys of every use. */
function unionOfKeys(uses: readonly Use[]): readonly string[] | undefined {
  const keys = uses.map((use) => use.keys);
  return keys.every((some) => some !== undefined) ? [...new Set(keys.flat())].sort() : undefined;
}

/** A Job's template cannot change, so a Job with another template is another Job. */
function renamedJob(object: InventoryObject, mode: ChangeMode | undefined): InventoryObject {
  if (mode !== 'rename' || object.kind !== 'Job.batch') return object;
  const name = `${object.name}-${contentHash(valueAt(object.manifest, ['spec']) ?? {})}`;
  return {
    ...object,
    name,
    manifest: { ...object.manifest, metadata: { ...objectAt(object.manifest, 'metadata'), name } },
  };
}

function keyOf({ kind, namespace, name }: Pick<InventoryObject, 'kind' | 'namespace' | 'name'>): string {
  return canonicalText([kind, namespace ?? null, name]);
}
