import type { ApiObject } from 'cdk8s';
import { withGrants } from './grants';
import { groupBy } from './group';
import { identityOf, type InventoryObject } from './inventory';
import { contentHash, objectAt, replacedAt, type Json, type JsonObject } from './json';
import { Note } from './note';
import { podTemplatePath } from './pods';
import { namedBy, type Reference } from './references';
import { checksumToken, holdsTokens, withoutTokenNames, type Checksums } from './tokens';

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

/** A ConfigMap or Secret whose content its consumers follow. */
class Source {
  readonly object: InventoryObject;
  readonly mode: ChangeMode;
  readonly #views = new Map<string, InventoryObject>();
  readonly #byKeys = new Map<string | undefined, InventoryObject>();

  constructor(object: InventoryObject, mode: ChangeMode) {
    this.object = object;
    this.mode = mode;
  }

  /** The part of it that consists of some keys, as an object of its own. */
  view(keys: readonly string[] | undefined): InventoryObject {
    const known = this.#byKeys.get(JSON.stringify(keys));
    if (known) return known;
    const view = viewOf(this.object, keys);
    this.#byKeys.set(JSON.stringify(keys), view);
    this.#views.set(view.name, view);
    return view;
  }

  /** What becomes of it: the parts that are used, all of it where nobody uses it, itself where the name stays. */
  published(): readonly InventoryObject[] {
    if (this.mode === 'restart') return [this.object];
    return this.#views.size > 0 ? [...this.#views.values()] : [this.view(undefined)];
  }
}

type Use = Omit<Reference, 'to'>;

/** Objects with their final names, and the checksums that are taken of them when all values are known. */
export interface Named {
  readonly objects: readonly InventoryObject[];
  readonly checksums: Checksums;
}

/**
 * Gives objects that are named by content their names, and those who name them the new ones. A ConfigMap or Secret of
 * which consumers use different keys becomes one object for each set of keys, so that a key rolls only its consumers.
 * A name cannot hold what is known only later: tokens in a content count for nothing in its name, and a checksum of their
 * values on the consumers' pods rolls them.
 */
export function namedByContent(
  objects: readonly InventoryObject[],
  modes: ReadonlyMap<InventoryObject, ChangeMode | undefined>,
): Named {
  const sources = new Map<string, Source>();
  for (const [identity, same] of groupBy(objects, identityOf)) {
    const [object] = same;
    const mode = object && modes.get(object);
    // Of two with one name nobody can say which is meant; they stay as they are, and are reported.
    if (mode && same.length === 1 && object.kind !== 'Job.batch') sources.set(identity, new Source(object, mode));
  }
  const others = objects.filter((object) => sources.get(identityOf(object))?.object !== object);
  const checksums = new Map<string, Json>();
  const consumers = others.map((object) => renamedJob(rewired(object, { sources, checksums }), modes.get(object)));
  const views = [...sources.values()].map((source) => ({ source: source.object, views: source.published() }));
  return {
    objects: [...consumers.map((object) => withGrants(object, views)), ...views.flatMap((each) => each.views)],
    checksums,
  };
}

interface Naming {
  readonly sources: ReadonlyMap<string, Source>;
  /** Filled on the way. */
  readonly checksums: Map<string, Json>;
}

/** The consumer with the content in the names it uses, or in a checksum on its pods. */
function rewired(object: InventoryObject, { sources, checksums }: Naming): InventoryObject {
  const uses = sources.size === 0 ? [] : namedBy(object).filter((use) => sources.has(identityOfUse(use)));
  if (uses.length === 0) return object;
  let manifest: Json = object.manifest;
  const watched: Record<string, Json> = {};
  for (const [identity, same] of groupBy(uses, identityOfUse)) {
    const source = sources.get(identity);
    if (!source) continue;
    const content = contentOf(partOf(source.object, unionOfKeys(same)));
    const isOpen = holdsTokens(content);
    if (isOpen ? follows(object, source) : source.mode === 'restart') {
      watched[identity] = isOpen ? content : contentHash(content);
    }
    if (source.mode !== 'rename') continue;
    const { name } = source.view(unionOfKeys(same));
    for (const { at } of same) manifest = replacedAt(manifest, at, name);
  }
  const template = podTemplatePath(object.kind);
  if (template && Object.keys(watched).length > 0) {
    const at = [...template, 'metadata', 'annotations'];
    manifest = replacedAt(manifest, at, { ...objectAt(manifest, ...at), [CHECKSUM]: checksumOf(watched, checksums) });
  }
  return { ...object, manifest: objectAt(manifest) };
}

/**
 * Whether a consumer follows values that are known only later. A Job does its work again for another database, and not
 * for another password of the same one.
 */
function follows(consumer: InventoryObject, { object }: Source): boolean {
  return consumer.kind !== 'Job.batch' || object.kind !== 'Secret';
}

/** The checksum of some content, or the placeholder of one that is taken later. */
function checksumOf(content: JsonObject, checksums: Map<string, Json>): string {
  const hash = contentHash(content);
  if (!holdsTokens(content)) return hash;
  checksums.set(hash, content);
  return checksumToken(hash);
}

function identityOfUse(use: Use): string {
  return identityOf({ ...use, stack: use.from.stack });
}

/** The part of a ConfigMap or Secret that has the given keys, under a name that tells its content. */
function viewOf(source: InventoryObject, keys: readonly string[] | undefined): InventoryObject {
  const part = partOf(source, keys);
  const content = contentOf(part);
  const name = `${source.name}-${contentHash(withoutTokenNames(content))}`;
  const metadata = { ...objectAt(part, 'metadata'), name };
  // Only what is named by its content never changes; to any other object `immutable` would be a trap.
  const immutable = holdsTokens(content) ? {} : { immutable: true };
  const [apiVersion, kind, meta, ...fields] = Object.entries({ ...part, metadata, ...immutable });
  const sorted = fields.sort(([a], [b]) => (a < b ? -1 : 1));
  const entries = [apiVersion, kind, meta, ...sorted].filter((entry) => entry !== undefined);
  return { ...source, name, isNamedByContent: true, manifest: Object.fromEntries(entries) };
}

const CONTENT: readonly string[] = ['binaryData', 'data', 'stringData'];

function contentOf(manifest: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(manifest).filter(([field]) => field === 'type' || CONTENT.includes(field)));
}

/** The manifest with only the given keys of its content; undefined: all of them. */
function partOf({ manifest }: InventoryObject, keys: readonly string[] | undefined): JsonObject {
  if (keys === undefined) return manifest;
  const fields = Object.entries(manifest).map(([field, value]) => {
    if (!CONTENT.includes(field)) return [field, value] as const;
    return [field, Object.fromEntries(Object.entries(objectAt(value)).filter(([key]) => keys.includes(key)))] as const;
  });
  return Object.fromEntries(
    fields.filter(([field, value]) => !CONTENT.includes(field) || Object.keys(objectAt(value)).length > 0),
  );
}

/** All keys, where one use takes all; else the keys of every use. */
function unionOfKeys(uses: readonly Use[]): readonly string[] | undefined {
  const keys = uses.map((use) => use.keys);
  return keys.every((some) => some !== undefined) ? [...new Set(keys.flat())].sort() : undefined;
}

function defined(fields: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, value]) => (value === undefined ? [] : [[field, value] as const])),
  );
}

/** What a Job does cannot change, so that a Job that does something else is another Job. */
function renamedJob(object: InventoryObject, mode: ChangeMode | undefined): InventoryObject {
  return mode === 'rename' && object.kind === 'Job.batch' ? namedJob(object, object.name) : object;
}

/** A Job that is named by its content already, after its content has changed. */
export function renamedByContent(job: InventoryObject): InventoryObject {
  return namedJob(job, job.name.replace(/-[^-]+$/, ''));
}

function namedJob(object: InventoryObject, base: string): InventoryObject {
  const { template, completions, completionMode, podFailurePolicy } = objectAt(object.manifest, 'spec');
  const fixed = { template, completions, completionMode, podFailurePolicy };
  const name = `${base}-${contentHash(withoutTokenNames(defined(fixed)))}`;
  return {
    ...object,
    name,
    isNamedByContent: true,
    manifest: { ...object.manifest, metadata: { ...objectAt(object.manifest, 'metadata'), name } },
  };
}
