import type { Resource } from '@pulumi/pulumi';
import { INTERCEPTS } from '../../manifest/dependencies';
import type { InventoryObject } from '../../manifest/inventory';
import { hasOutsideEffect } from '../kinds/outside-effects';

/** What the objects of a tree may die with. */
export interface Fates {
  /** The resource of an object that is deployed already. */
  readonly resourceOf: (object: InventoryObject) => Resource | undefined;
  /** The Namespaces of the tree that are deleted with the program, by their names. */
  readonly namespaces: ReadonlyMap<string, InventoryObject>;
  /** The namespaces in which something has an effect outside the cluster. */
  readonly effective: ReadonlySet<string>;
  /** The cluster. */
  readonly cluster: Resource | undefined;
}

/**
 * What an object dies with, so that nobody has to delete it by itself: its Namespace, or the cluster. Undefined for
 * what does something outside the cluster, which would be left behind there; a Namespace with such objects, or with
 * claims of a StatefulSet, has to be deleted as well.
 */
export function deletedWith(object: InventoryObject, fates: Fates): Resource | undefined {
  const namespace = object.namespace === undefined ? undefined : fates.namespaces.get(object.namespace);
  // A claim goes with the pods that use it: by itself it would wait for them, and its Namespace for it.
  if (object.kind === 'PersistentVolumeClaim' && namespace) return fates.resourceOf(namespace);
  // Asked when its pods are gone already, it would keep everything from being deleted.
  if (hasOutsideEffect(object) || INTERCEPTS.includes(object.kind)) return undefined;
  if (object.kind === 'Namespace') return fates.effective.has(object.name) ? undefined : fates.cluster;
  if (namespace) return fates.resourceOf(namespace);
  return object.namespace !== undefined && fates.effective.has(object.namespace) ? undefined : fates.cluster;
}
