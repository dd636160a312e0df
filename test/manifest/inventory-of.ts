import type { After } from '../../lib/manifest/after';
import { Inventory, kindOf, type InventoryObject } from '../../lib/manifest/inventory';
import { objectAt, text, type JsonObject } from '../../lib/manifest/json';
import { referencesIn, type ReferenceGraph } from '../../lib/manifest/references';

/** An object as it stands in the inventory, made by the construct `stack/<name>` unless another path is given. */
export function inventoryObject(manifest: JsonObject, path?: string): InventoryObject {
  const { name, namespace } = objectAt(manifest, 'metadata');
  return {
    kind: kindOf(manifest),
    namespace: namespace === undefined ? undefined : text(namespace),
    name: text(name),
    manifest,
    path: path ?? `stack/${text(name)}`,
    stack: 'stack',
    trace: undefined,
  };
}

export function inventoryOf(manifests: readonly JsonObject[], after: readonly After[] = []): Inventory {
  return new Inventory(
    manifests.map((manifest) => inventoryObject(manifest)),
    { after },
  );
}

export function graphOf(...manifests: readonly JsonObject[]): ReferenceGraph {
  return referencesIn(inventoryOf(manifests));
}

/** An object of the core group in the namespace `shop`. */
export function core(kind: string, name: string, fields: JsonObject = {}): JsonObject {
  return { apiVersion: 'v1', kind, metadata: { name, namespace: 'shop' }, ...fields };
}

/** A Pod in the namespace `shop`. */
export function pod(name: string, spec: JsonObject, labels: JsonObject = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop', labels }, spec };
}
