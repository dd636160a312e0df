import type { ApiObject } from 'cdk8s';
import { identityOf, type InventoryObject } from './inventory';
import { Note } from './note';

const implicitNote = new Note<true>('implicit');

/**
 * Marks an object that is made for convenience, like the Namespace of a stack: it gives way to one of the same name
 * that somebody declared. Several of them stay, and are reported as duplicates: were one of them chosen, it would move
 * to another file when a stack comes or goes, and whoever prunes by file would delete it with all that is in it.
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
  const declared = new Set(objects.filter((object) => !implicit.has(object)).map(identityOf));
  return objects.filter((object) => !implicit.has(object) || !declared.has(identityOf(object)));
}
