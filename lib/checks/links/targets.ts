import type { External } from '../../manifest/external';
import { addTo, groupBy } from '../../manifest/group';
import { identityOf, placeOf, type Identity, type InventoryObject } from '../../manifest/inventory';
import { objectAt } from '../../manifest/json';
import { isClusterScoped, type KindName } from '../../manifest/kinds';
import type { Reference } from '../../manifest/references';
import type { Context } from '../context';
import { Guesses } from './guesses';
import { claimsOf, madeFor, type Made } from './made';
import { Names } from './near-names';
import { isWellKnown } from './well-known';

/** Where a name leads. What is not known of it is anything. */
export interface Target {
  /** The object, where the tree has it. */
  readonly object?: InventoryObject;
  /** The keys of a ConfigMap or Secret. */
  readonly keys?: readonly string[] | undefined;
  /** What is declared of it, where it is made outside the tree. */
  readonly external?: External;
}

const ALL = 'every namespace';

/** Everything that a name can lead to: in the tree, made by a controller, declared, or in every cluster. */
export class Targets {
  static readonly #known = new WeakMap<Context, Targets>();
  readonly #context: Context;
  readonly #guesses: Guesses;
  readonly #claims: ReadonlySet<string>;
  readonly #made: ReadonlyMap<string, readonly Made[]>;
  readonly names: Names;
  #references: ReadonlyMap<KindName, readonly Reference[]> | undefined;

  #namespaces: ReadonlySet<string | undefined> | undefined;

  private constructor(context: Context) {
    this.#context = context;
    this.#guesses = new Guesses(context);
    this.#claims = new Set(context.objects.flatMap((sts) => claimsOf(sts).map((claim) => `${placeOf(sts)} ${claim}`)));
    this.#made = madeIn(context);
    this.names = new Names(context);
  }

  /** Those of a tree; found once for all rules. */
  static of(context: Context): Targets {
    const known = Targets.#known.get(context) ?? new Targets(context);
    Targets.#known.set(context, known);
    return known;
  }

  /** Whether something of the tree is in a namespace. */
  hasNamespace(namespace: string | undefined): boolean {
    this.#namespaces ??= new Set(this.#context.objects.map((object) => object.namespace));
    return namespace !== undefined && this.#namespaces.has(namespace);
  }

  /** Who names an object of a kind. */
  namesOf(kind: KindName): readonly Reference[] {
    this.#references ??= groupBy(this.#context.graph.references, (reference) => reference.kind);
    return this.#references.get(kind) ?? [];
  }

  /** Whether a reference leads to something. */
  isThere(reference: Reference): boolean {
    return reference.to !== undefined || this.reached(reference) !== undefined;
  }

  /** What a reference leads to; undefined: nothing. */
  reached(reference: Reference): Target | undefined {
    return this.find({ ...reference, stack: reference.from.stack });
  }

  find(wanted: Identity): Target | undefined {
    const object = this.#inTree(wanted);
    const made = this.#madeAs(wanted);
    if (object) return { object, keys: made.some(isOpen) ? undefined : keysOf(object, made) };
    if (made.length > 0) return { keys: made.some(isOpen) ? undefined : made.flatMap(({ keys }) => keys ?? []) };
    const external = this.#context.externalOf(wanted);
    if (external) return { external, keys: external.keys };
    const isThere = isWellKnown(wanted) || this.#isClaim(wanted) || this.#guesses.mayExist(wanted);
    return isThere ? {} : undefined;
  }

  /**
   * The object, also where one of the two leaves its namespace open: whoever applies it may choose the other's, and
   * without a choice it is `default`.
   */
  #inTree(wanted: Identity): InventoryObject | undefined {
    const { inventory } = this.#context;
    const exact = inventory.find(wanted);
    if (exact || isClusterScoped(wanted.kind)) return exact;
    return inventory.find({ ...wanted, namespace: wanted.namespace === undefined ? 'default' : undefined });
  }

  #madeAs(wanted: Identity): readonly Made[] {
    const everywhere = this.#made.get(`${wanted.kind} ${ALL} ${wanted.name}`) ?? [];
    const open = wanted.namespace === undefined ? 'default' : undefined;
    const places = [placeOf(wanted), placeOf({ ...wanted, namespace: open })];
    return [
      ...places.flatMap((place) => this.#made.get(`${wanted.kind} ${place} ${wanted.name}`) ?? []),
      ...everywhere,
    ];
  }

  #isClaim(wanted: Identity): boolean {
    const end = /-\d+$/.exec(wanted.name);
    if (wanted.kind !== 'PersistentVolumeClaim' || !end) return false;
    return this.#claims.has(`${placeOf(wanted)} ${wanted.name.slice(0, end.index)}`);
  }
}

function madeIn({ objects }: Context): ReadonlyMap<string, readonly Made[]> {
  const made = new Map<string, Made[]>();
  for (const object of objects) {
    for (const it of madeFor(object)) {
      const namespace = it.namespace ?? object.namespace;
      const place = it.namespace === null ? ALL : placeOf({ kind: it.kind, namespace, stack: object.stack });
      addTo(made, `${it.kind} ${place} ${it.name}`, it);
    }
  }
  return made;
}

function isOpen({ keys }: Made): boolean {
  return keys === undefined;
}

/** Annotations and labels by which something fills a ConfigMap or Secret that the tree has empty. */
const FILLING = /reflect|replicat|inject|vault/;

function keysOf({ kind, manifest }: InventoryObject, made: readonly Made[]): readonly string[] | undefined {
  if (kind !== 'ConfigMap' && kind !== 'Secret') return undefined;
  const own = ['data', 'binaryData', 'stringData'].flatMap((field) => Object.keys(objectAt(manifest, field)));
  if (manifest['type'] === 'kubernetes.io/service-account-token') return [...own, 'token', 'ca.crt', 'namespace'];
  const { annotations, labels } = objectAt(manifest, 'metadata');
  const marks = [...Object.keys(objectAt(annotations)), ...Object.keys(objectAt(labels))];
  if (marks.some((mark) => FILLING.test(mark))) return undefined;
  return [...own, ...made.flatMap(({ keys }) => keys ?? [])];
}

/** The same text for all that one object says of another: one is broken with the other. */
export function pairOf({ from, kind, namespace, name }: Reference): string {
  return `${identityOf(from)} ${from.path} ${identityOf({ kind, namespace, name, stack: from.stack })}`;
}
