import type { InventoryObject } from '../../manifest/inventory';
import { objectAt } from '../../manifest/json';
import type { Context } from '../context';

/** The objects whose pods get their requests from a VerticalPodAutoscaler, whatever the template says. */
export function resizedIn(context: Context): ReadonlySet<InventoryObject> {
  const resized = new Set<InventoryObject>();
  for (const scaler of context.ofKind('VerticalPodAutoscaler.autoscaling.k8s.io')) {
    if (objectAt(scaler.manifest, 'spec', 'updatePolicy')['updateMode'] === 'Off') continue;
    for (const { to } of context.referencesFrom(scaler)) if (to) resized.add(to);
  }
  return resized;
}
