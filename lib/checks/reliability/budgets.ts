import type { InventoryObject } from '../../manifest/inventory';
import { objectAt } from '../../manifest/json';
import type { Context } from '../context';
import { once } from '../once';
import { count, share } from './counts';
import { replicasOf, SCALED } from './replicas';

const KIND = 'PodDisruptionBudget.policy';

/** A PodDisruptionBudget and whose pods it covers. */
export interface Budget {
  readonly object: InventoryObject;
  readonly covered: readonly InventoryObject[];
}

export const budgetsIn = once((context: Context): readonly Budget[] => {
  const covered = new Map(
    context.graph.selections.filter(({ from }) => from.kind === KIND).map(({ from, to }) => [from, to]),
  );
  return context.ofKind(KIND).map((object) => ({ object, covered: (covered.get(object) ?? []).filter(makesPods) }));
});

/** A PodTemplate is only kept for others. */
function makesPods({ kind }: InventoryObject): boolean {
  return kind !== 'PodTemplate';
}

/** The budgets that cover the pods of an object. */
export function budgetsOf(context: Context, object: InventoryObject): readonly InventoryObject[] {
  return context
    .selectionsOf(object)
    .map(({ from }) => from)
    .filter(({ kind }) => kind === KIND);
}

/**
 * What a budget allows while all its pods are ready.
 * - `unscaled`: nothing, because the pods of some objects have no number of which a part could be taken
 * - `evictions`: so many at once, of `pods`
 */
export type Allowance =
  { readonly unscaled: readonly InventoryObject[] } | { readonly evictions: number; readonly pods: number | undefined };

/**
 * What a budget allows, while autoscalers keep as few pods as they may; undefined where only the cluster knows.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/controller/disruption/disruption.go
 */
export function allowanceOf(context: Context, budget: Budget): Allowance | undefined {
  const { object, covered } = budget;
  if (covered.length === 0) return isClosed(object) ? { evictions: 0, pods: undefined } : undefined;
  const counted = countedFor(context, budget);
  const isKnown = counted && 'evictions' in counted;
  if (isKnown || !isClosed(object)) return counted;
  return { evictions: 0, pods: covered.some(isOfJob) ? undefined : podsOf(context, covered) };
}

/** Whether a budget keeps all pods, whatever their number. */
function isClosed({ manifest }: InventoryObject): boolean {
  const { minAvailable = null, maxUnavailable = null } = objectAt(manifest, 'spec');
  if (minAvailable === null && maxUnavailable === null) return true;
  return share(maxUnavailable, 100, 'up') === 0 || (typeof minAvailable === 'string' && isWhole(minAvailable));
}

function countedFor(context: Context, { object, covered }: Budget): Allowance | undefined {
  const { minAvailable = null, maxUnavailable = null } = objectAt(object.manifest, 'spec');
  if (maxUnavailable !== null) {
    return shareOf(context, covered, (scale) => {
      const part = share(maxUnavailable, scale, 'up');
      return part === undefined ? undefined : Math.max(scale - part, 0);
    });
  }
  if (typeof minAvailable === 'string') return shareOf(context, covered, (scale) => share(minAvailable, scale, 'up'));
  const pods = podsOf(context, covered);
  // A budget that says nothing expects no pods, and allows nothing.
  if (minAvailable === null) return { evictions: 0, pods };
  const kept = count(minAvailable);
  return pods === undefined || kept === undefined ? undefined : { evictions: Math.max(pods - kept, 0), pods };
}

function isWhole(minAvailable: string): boolean {
  return (share(minAvailable, 100, 'up') ?? 0) >= 100;
}

/** What is left when, of the pods that controllers should keep, `kept` have to stay. */
function shareOf(
  context: Context,
  covered: readonly InventoryObject[],
  kept: (scale: number) => number | undefined,
): Allowance | undefined {
  const unscaled = covered.filter(({ kind }) => kind !== 'Pod' && !SCALED.has(kind));
  if (unscaled.length > 0) return { unscaled };
  const pods = podsOf(context, covered);
  const controllers = covered.filter(({ kind }) => SCALED.has(kind));
  const scale = podsOf(context, controllers);
  if (pods === undefined || scale === undefined) return undefined;
  if (scale === 0 && pods > 0) return { unscaled: covered.filter(({ kind }) => kind === 'Pod') };
  const healthy = kept(scale);
  return healthy === undefined ? undefined : { evictions: Math.max(pods - healthy, 0), pods };
}

/** Pods of Jobs come and go: a budget cannot rely on them. */
function isOfJob({ kind }: InventoryObject): boolean {
  return kind === 'Job.batch' || kind === 'CronJob.batch';
}

/** How many pods there are for long; undefined where only the cluster knows. */
function podsOf(context: Context, objects: readonly InventoryObject[]): number | undefined {
  let sum = 0;
  for (const object of objects) {
    if (isOfJob(object)) continue;
    const replicas = replicasOf(context, object);
    if (!replicas) return undefined;
    sum += replicas.min;
  }
  return sum;
}
