import type { ApiObject } from 'cdk8s';
import { groupBy } from './group';
import { identityOf, type InventoryObject } from './inventory';
import { Note } from './note';

const implicitNote = new Note<true>('implicit');

/**
 * Marks an object that is made for convenience, like the Namespace of a stack: it gives way to one of the same name
 * that somebody declared, and several of them are one.
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
    const stays = same.find((object) => !implicit.has(object)) ?? same[0];
    for (const object of same) if (object !== stays && implicit.has(object)) yielding.add(object);
  }
  return objects.filter((object) => !yielding.has(object));
}
