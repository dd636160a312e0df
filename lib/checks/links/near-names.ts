import { nearest } from '../../manifest/finding';
import { addTo } from '../../manifest/group';
import { placeOf, type Identity, type InventoryObject } from '../../manifest/inventory';
import type { KindName } from '../../manifest/kinds';
import type { Context } from '../context';

/** How many names are compared in all: a report with thousands of mistakes needs no suggestion for each. */
const BUDGET = 5_000;

/** The names that objects of the tree have, for those that lead nowhere. */
export class Names {
  readonly #context: Context;
  readonly #places = new Map<KindName, ReadonlyMap<string, readonly InventoryObject[]>>();
  readonly #names = new Map<KindName, ReadonlyMap<string, readonly InventoryObject[]>>();
  #budget = BUDGET;

  constructor(context: Context) {
    this.#context = context;
  }

  /** The objects of a kind in the namespace of the one that is wanted. */
  beside(wanted: Omit<Identity, 'name'>): readonly InventoryObject[] {
    return this.#index(this.#places, wanted.kind, placeOf).get(placeOf(wanted)) ?? [];
  }

  /** The objects of that kind and name in other namespaces. */
  elsewhere({ kind, name }: Pick<Identity, 'kind' | 'name'>): readonly InventoryObject[] {
    return this.#index(this.#names, kind, (object) => object.name).get(name) ?? [];
  }

  /** The name beside the wanted one that was probably meant. */
  near(wanted: Identity): string | undefined {
    return this.nearest(wanted.name, () => this.beside(wanted).map(({ name }) => name));
  }

  /** The candidate that was probably meant, as long as that costs little. */
  nearest(given: string, candidates: () => readonly string[]): string | undefined {
    if (this.#budget <= 0) return undefined;
    const some = candidates().slice(0, 500);
    this.#budget -= some.length;
    return nearest(given, some);
  }

  #index(
    indexes: Map<KindName, ReadonlyMap<string, readonly InventoryObject[]>>,
    kind: KindName,
    keyOf: (object: InventoryObject) => string,
  ): ReadonlyMap<string, readonly InventoryObject[]> {
    const known = indexes.get(kind);
    if (known) return known;
    const index = new Map<string, InventoryObject[]>();
    for (const object of this.#context.ofKind(kind)) addTo(index, keyOf(object), object);
    indexes.set(kind, index);
    return index;
  }
}
