import { PACKS, type PackName } from '../manifest/policy';
import type { Context } from './context';

/** Which pack holds at each path of a tree: that of the nearest construct which chose one. */
export class PacksInForce {
  readonly #chosen: ReadonlyMap<string, PackName>;
  readonly #otherwise: PackName;
  readonly #known = new Map<string, PackName>();

  constructor({ inventory, platform }: Context) {
    // A program that nobody type-checks may ask for one that there is not.
    this.#otherwise = PACKS.find((known) => known === platform.pack) ?? 'restricted';
    this.#chosen = new Map(inventory.policies.flatMap(({ path, pack }) => (pack ? [[path, pack] as const] : [])));
  }

  /** Whether the rules of a pack are in force anywhere. */
  holdAnywhere(pack: PackName): boolean {
    return [this.#otherwise, ...this.#chosen.values()].some((chosen) => PACKS.indexOf(pack) <= PACKS.indexOf(chosen));
  }

  /** Whether the rules of a pack are in force at a path. */
  hold(pack: PackName, path: string): boolean {
    // Most trees have one pack for all.
    const chosen = this.#chosen.size === 0 ? this.#otherwise : this.#at(path);
    return PACKS.indexOf(pack) <= PACKS.indexOf(chosen);
  }

  #at(path: string): PackName {
    const known = this.#chosen.get(path) ?? this.#known.get(path);
    if (known) return known;
    const end = path.lastIndexOf('/');
    const pack = path === '' ? this.#otherwise : this.#at(path.slice(0, Math.max(end, 0)));
    this.#known.set(path, pack);
    return pack;
  }
}
