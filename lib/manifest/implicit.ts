import type { ApiObject } from 'cdk8s';
import { groupBy } from './group';
import { identityOf, type InventoryObject } from './inventory';
import { canonicalText } from './json';
import { Note } from './note';

const implicitNote = new Note<true>('implicit');

/**
 * Marks an object that is made for convenience, like the Namespace of a stack: it gives way to one of the same name
 * that somebody declared, and several that are equal are one. Those that differ stay, and are reported as duplicates.
 */
export function markImplicit(object: ApiObject): void {
  implicitNote.leave(object, true);
}

export function isImplicit(object: ApiObject): boolean {
  return implicitNote.on(object).length > 0;
}

/** The objects without the implicit ones that gave way. */
export function withoutYielding(
  objects: readonly InventoryObject[],
  implicit: ReadonlySet<InventoryObject>,
): readonly InventoryObject[] {
  if (implicit.size === 0) return objects;
  const yielding = new Set<InventoryObject>();
  for (const same of groupBy(objects, identityOf).values()) {
    const declared = same.some((object) => !implicit.has(object));
    // By path, so that it does not matter which of the stacks the program makes first.
    const [first, ...others] = same.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    for (const object of declared ? same : others) {
      if (implicit.has(object) && (declared || isEqual(object, first))) yielding.add(object);
    }
  }
  return objects.filter((object) => !yielding.has(object));
}

function isEqual(a: InventoryObject, b: InventoryObject | undefined): boolean {
  return b !== undefined && canonicalText(a.manifest) === canonicalText(b.manifest);
}
