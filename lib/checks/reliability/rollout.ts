import type { InventoryObject } from '../../manifest/inventory';
import { objectAt, text } from '../../manifest/json';
import { share } from './counts';

/** How the pods of a Deployment are replaced. */
export interface Rollout {
  /** How many may be missing. */
  readonly unavailable: number;
  /** How many may be there beside those that are wanted. */
  readonly surge: number;
}

/**
 * How a Deployment replaces its pods by a rolling update; undefined where it does not.
 * Rounds as its controller does: a surge up and what may be missing down, and never both to nothing.
 */
export function rolloutOf({ manifest }: InventoryObject, replicas: number): Rollout | undefined {
  const strategy = objectAt(manifest, 'spec', 'strategy');
  if (text(strategy['type'], 'RollingUpdate') !== 'RollingUpdate') return undefined;
  const { maxSurge, maxUnavailable } = objectAt(strategy, 'rollingUpdate');
  const surge = share(maxSurge ?? '25%', replicas, 'up');
  const unavailable = share(maxUnavailable ?? '25%', replicas, 'down');
  if (surge === undefined || unavailable === undefined) return undefined;
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}
