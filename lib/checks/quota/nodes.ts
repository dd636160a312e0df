import { objectAt, type JsonObject } from '../../manifest/json';
import { exactAmount } from '../../manifest/quantity';
import type { NodePool, Platform } from '../platform';
import { ONE, plus, times, type Amounts } from './amounts';

/** The nodes that pods may come to, as far as the labels that are known of them tell. None are known by default. */
export function poolsFor({ nodes = [] }: Platform, spec: JsonObject): readonly NodePool[] {
  const wanted = Object.entries(objectAt(spec, 'nodeSelector'));
  return nodes.filter(({ labels = {} }) =>
    wanted.every(([key, value]) => !Object.hasOwn(labels, key) || labels[key] === value),
  );
}

export function nodesIn(pools: readonly NodePool[]): number {
  return pools.reduce((sum, { count }) => sum + count, 0);
}

const USUAL_PODS = 110;

/** What one node gives to pods. */
export function roomOf({ cpu, memory, pods = USUAL_PODS }: NodePool): Amounts {
  return new Map([
    ['cpu', exactAmount(cpu) ?? 0n],
    ['memory', exactAmount(memory) ?? 0n],
    ['pods', BigInt(pods) * ONE],
  ]);
}

/** What all nodes give to pods. */
export function roomIn(pools: readonly NodePool[]): Amounts {
  return plus(...pools.map((pool) => times(roomOf(pool), pool.count)));
}
