import type { InventoryObject } from '../../manifest/inventory';
import { objectAt, text } from '../../manifest/json';

const HOOKS = ['helm.sh/hook', 'argocd.argoproj.io/hook'];

/** Whether a tool runs an object at a point of a release, and removes it by rules of its own. */
export function isHook({ manifest }: InventoryObject): boolean {
  const annotations = objectAt(manifest, 'metadata', 'annotations');
  return HOOKS.some((hook) => hook in annotations);
}

/** Whether a tool replaces an object instead of changing it. */
export function isReplaced({ manifest }: InventoryObject): boolean {
  const options = text(objectAt(manifest, 'metadata', 'annotations')['argocd.argoproj.io/sync-options']);
  return /\b(Force|Replace)=true\b/.test(options);
}
