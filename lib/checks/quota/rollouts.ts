import type { InventoryObject } from '../../manifest/inventory';
import { objectAt, valueAt, type Json, type JsonObject, type JsonPath } from '../../manifest/json';
import { wholeNumber, type Workload } from './workloads';

/** How a workload replaces its pods. */
export interface Rollout {
  /** How many pods there are at most on top of the usual number. */
  readonly surge: number;
  /** How many pods may be missing. */
  readonly unavailable: number;
  /** The field that says how many may be missing. */
  readonly at: JsonPath;
}

/** How many pods of a Deployment may be missing, and how many too many, unless it says so. */
const USUAL = '25%';

/** How a workload replaces so many pods; undefined where it starts no pod before it ends another, or one cannot tell. */
export function rolloutOf({ object: { kind, manifest } }: Workload, replicas: number): Rollout | undefined {
  const spec = objectAt(manifest, 'spec');
  if (replicas === 0) return undefined;
  if (kind === 'Deployment.apps') {
    if (spec['paused'] === true || isOther(objectAt(spec, 'strategy'), 'RollingUpdate')) return undefined;
    return resolved(spec, { field: 'strategy', replicas, surge: USUAL, unavailable: USUAL });
  }
  if (kind !== 'DaemonSet.apps' || isOther(objectAt(spec, 'updateStrategy'), 'RollingUpdate')) return undefined;
  return resolved(spec, { field: 'updateStrategy', replicas, surge: 0, unavailable: 1 });
}

function isOther({ type }: JsonObject, usual: string): boolean {
  return type !== undefined && type !== null && type !== usual;
}

interface Usual {
  readonly field: 'strategy' | 'updateStrategy';
  readonly replicas: number;
  readonly surge: Json;
  readonly unavailable: Json;
}

function resolved(spec: JsonObject, usual: Usual): Rollout | undefined {
  const given = objectAt(spec, usual.field, 'rollingUpdate');
  const surge = partOf(given['maxSurge'] ?? usual.surge, usual.replicas, Math.ceil);
  const unavailable = partOf(given['maxUnavailable'] ?? usual.unavailable, usual.replicas, Math.floor);
  if (surge === undefined || unavailable === undefined || surge === 0) return undefined;
  const at = ['spec', usual.field, 'rollingUpdate', 'maxUnavailable'];
  return { surge: Math.min(surge, usual.replicas), unavailable: Math.min(unavailable, usual.replicas), at };
}

const PERCENT = /^(\d{1,9})%$/;

/** A number, or a percentage of another: a surge is rounded up, and what may be missing down. */
function partOf(value: Json, of: number, round: (part: number) => number): number | undefined {
  if (typeof value !== 'string') return wholeNumber(value, undefined);
  const [, percent] = PERCENT.exec(value) ?? [];
  return percent === undefined ? undefined : round((Number(percent) * of) / 100);
}

/** Why no pod may be missing. */
export function reasonOf({ manifest }: InventoryObject, { at }: Rollout, replicas: number): string {
  const given = valueAt(manifest, at) ?? USUAL;
  return typeof given === 'string' ? `${given} of ${replicas} is less than one pod` : 'maxUnavailable is 0';
}
