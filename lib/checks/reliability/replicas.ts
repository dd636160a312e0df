import type { InventoryObject } from '../../manifest/inventory';
import { objectAt, type JsonPath } from '../../manifest/json';
import type { KindName } from '../../manifest/kinds';
import type { Context } from '../context';
import { once } from '../once';
import { count } from './counts';

/** Kinds that say how many pods they keep, in `spec.replicas`. */
export const SCALED: ReadonlySet<KindName> = new Set([
  'Deployment.apps',
  'StatefulSet.apps',
  'ReplicaSet.apps',
  'ReplicationController',
  'DeploymentConfig.apps.openshift.io',
]);

/** How many pods an object keeps. */
export interface Replicas {
  readonly min: number;
  readonly max: number;
  /** What changes their number. */
  readonly autoscaler: InventoryObject | undefined;
}

const AUTOSCALERS: ReadonlySet<KindName> = new Set(['HorizontalPodAutoscaler.autoscaling', 'ScaledObject.keda.sh']);

export const REPLICAS: JsonPath = ['spec', 'replicas'];

/** What scales an object. */
export function autoscalersOf(context: Context, object: InventoryObject): readonly InventoryObject[] {
  return context
    .referencesTo(object)
    .filter(({ from, at }) => AUTOSCALERS.has(from.kind) && at[1] === 'scaleTargetRef')
    .map(({ from }) => from);
}

const counted = once(() => new Map<InventoryObject, Replicas | undefined>());

/** How many pods an object keeps; undefined where only the cluster knows. */
export function replicasOf(context: Context, object: InventoryObject): Replicas | undefined {
  const known = counted(context);
  if (!known.has(object)) known.set(object, keptBy(context, object));
  return known.get(object);
}

function keptBy(context: Context, object: InventoryObject): Replicas | undefined {
  if (object.kind === 'Pod') return { min: 1, max: 1, autoscaler: undefined };
  if (object.kind === 'Job.batch') return fixed(parallelismOf(object));
  if (!SCALED.has(object.kind)) return undefined;
  const given = count(objectAt(object.manifest, 'spec')['replicas'], 1);
  const autoscaler = autoscalersOf(context, object)[0];
  // To scale something to nothing is how an autoscaler is switched off.
  return autoscaler && given !== 0 ? rangeOf(autoscaler) : fixed(given);
}

function fixed(number: number | undefined): Replicas | undefined {
  return number === undefined ? undefined : { min: number, max: number, autoscaler: undefined };
}

function parallelismOf({ manifest }: InventoryObject): number | undefined {
  const { parallelism, completions } = objectAt(manifest, 'spec');
  const parallel = count(parallelism, 1);
  return parallel === undefined ? undefined : Math.min(parallel, count(completions, parallel) ?? parallel);
}

/** The range of an autoscaler. One of KEDA may scale to nothing, where there is nothing to disrupt. */
function rangeOf(autoscaler: InventoryObject): Replicas | undefined {
  const spec = objectAt(autoscaler.manifest, 'spec');
  const isKeda = autoscaler.kind === 'ScaledObject.keda.sh';
  const min = isKeda ? count(spec['minReplicaCount']) : count(spec['minReplicas'], 1);
  const max = isKeda ? count(spec['maxReplicaCount'], 100) : count(spec['maxReplicas']);
  return min === undefined || max === undefined || max < min ? undefined : { min, max, autoscaler };
}
