import type { After } from './after';
import type { External } from './external';
import type { JsonObject } from './json';
import { groupOf, isClusterScoped, kindName, kindToday, type KindName } from './kinds';
import type { Policy } from './policy';
import type { Trace } from './source';
import type { Checksums } from './tokens';

/** One API object of the tree as plain data: final, after every override. */
export interface InventoryObject {
  /** Kind with its group: `Deployment.apps`. */
  readonly kind: KindName;
  /** Undefined for cluster-scoped kinds, and where the namespace is left to whoever applies the object. */
  readonly namespace: string | undefined;
  readonly name: string;
  /** The object itself. */
  readonly manifest: JsonObject;
  /** Path of the construct that made it. */
  readonly path: string;
  /** Path of the stack (or cdk8s chart) that it belongs to. */
  readonly stack: string;
  /** Where the program made it. */
  readonly trace: Trace | undefined;
  /** Whether its name tells its content, so that another content is another object. @default false */
  readonly isNamedByContent?: boolean;
}

/** What is known beside the objects: what their author said, and what is to be computed. */
export interface Declarations {
  /** What comes after what. */
  readonly after?: readonly After[];
  /** What is made elsewhere. */
  readonly externals?: readonly External[];
  /** Which rules hold where. */
  readonly policies?: readonly Policy[];
  /** What becomes of the placeholders of checksums. */
  readonly checksums?: Checksums;
}

/** Every object once, and what the author said of them. */
export class Inventory {
  readonly objects: readonly InventoryObject[];
  readonly after: readonly After[];
  readonly externals: readonly External[];
  readonly policies: readonly Policy[];
  readonly checksums: Checksums;
  readonly #byIdentity: ReadonlyMap<string, InventoryObject>;

  constructor(objects: readonly InventoryObject[], declarations: Declarations = {}) {
    const { after = [], externals = [], policies = [], checksums = new Map() } = declarations;
    this.objects = objects;
    this.after = after;
    this.externals = externals;
    this.policies = policies;
    this.checksums = checksums;
    this.#byIdentity = new Map([...objects].reverse().map((object) => [identityOf(object), object]));
  }

  /** The object that is known by that, if the tree has it. */
  find(wanted: Identity): InventoryObject | undefined {
    return this.#byIdentity.get(identityOf(wanted));
  }
}

/** What tells an object from all others. The stack only counts where the namespace is left open. */
export type Identity = Pick<InventoryObject, 'kind' | 'namespace' | 'name' | 'stack'>;

/** What the API server knows an object by: the same text for two objects that would overwrite each other. */
export function identityOf(object: Identity): string {
  const place = placeOf(object);
  return `${object.kind} ${place === '' ? '' : `${place}/`}${object.name}`;
}

/**
 * Where objects meet: their namespace. Without one, the objects of each stack may be applied to another, so that they
 * only meet those of their own stack.
 */
export function placeOf({ kind, namespace, stack }: Omit<Identity, 'name'>): string {
  return namespace ?? (isClusterScoped(kind) ? '' : `(${stack})`);
}

/** How an object is called in messages: `Deployment shop/web`. */
export function titleOf({ kind, namespace, name }: Pick<InventoryObject, 'kind' | 'namespace' | 'name'>): string {
  return `${kind.replace(/\..*/, '')} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/** The kind of a manifest, with its group. */
export function kindOf(manifest: JsonObject): KindName {
  const { apiVersion, kind } = manifest;
  const group = groupOf(typeof apiVersion === 'string' ? apiVersion : '');
  return kindToday(kindName(group, typeof kind === 'string' ? kind : ''));
}
