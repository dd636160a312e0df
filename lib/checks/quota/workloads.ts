import { groupBy } from '../../manifest/group';
import { identityOf, placeOf, type InventoryObject } from '../../manifest/inventory';
import { objectAt, type Json, type JsonObject, type JsonPath } from '../../manifest/json';
import type { KindName } from '../../manifest/kinds';
import type { Context, Pods } from '../context';
import { once } from '../once';
import { defaultsIn, NO_RESOURCES } from './limit-ranges';
import { poolsFor, nodesIn } from './nodes';
import { podResources, type PodResources } from './pod-resources';
import { resizedIn } from './resized';

/** An object that makes pods, and how many. */
export interface Workload {
  readonly object: InventoryObject;
  readonly pods: Pods;
  /** How many pods there are at rest, at least. */
  readonly count: number;
  /** The most pods that may be needed, where something scales them. */
  readonly scaler: Scaler | undefined;
  /** Whether its pods stay; those of Jobs come to an end. */
  readonly isLasting: boolean;
  /** What one pod asks for; undefined where that is not known. */
  readonly resources: PodResources | undefined;
}

export interface Scaler {
  readonly object: InventoryObject;
  readonly maximum: number;
  /** The field that holds the maximum. */
  readonly at: JsonPath;
}

/** Every workload of which it is known how many pods it has, at least. */
export const allWorkloads = once((context) => {
  const resized = resizedIn(context);
  const seen = new Set<string>();
  const workloads: Workload[] = [];
  for (const pods of context.pods) {
    const { object } = pods;
    const count = countOf(context, pods);
    const identity = identityOf(object);
    if (count === undefined || seen.has(identity)) continue;
    seen.add(identity);
    const [defaults = NO_RESOURCES] = defaultsIn(context, placeOf(object));
    const resources = resized.has(object) ? undefined : podResources(context, pods, defaults);
    const isLasting = object.kind !== 'Job.batch' && object.kind !== 'CronJob.batch';
    workloads.push({ object, pods, isLasting, resources, ...count });
  }
  return workloads;
});

/** The workloads by place. */
export const workloadsIn = once((context) => groupBy(allWorkloads(context), ({ object }) => placeOf(object)));

const byObject = once((context) => new Map(allWorkloads(context).map((workload) => [workload.object, workload])));

/** What is known of the pods that an object makes. */
export function workloadOf(context: Context, object: InventoryObject): Workload | undefined {
  return byObject(context).get(object);
}

type Count = Pick<Workload, 'count' | 'scaler'>;

const SCALABLE: ReadonlySet<KindName> = new Set([
  'Deployment.apps',
  'StatefulSet.apps',
  'ReplicaSet.apps',
  'ReplicationController',
]);

function countOf(context: Context, pods: Pods): Count | undefined {
  const { object } = pods;
  const spec = objectAt(object.manifest, 'spec');
  if (SCALABLE.has(object.kind)) return replicasOf(context, object, spec);
  if (object.kind === 'Pod') return { count: 1, scaler: undefined };
  if (object.kind === 'DaemonSet.apps') return fixed(nodesIn(poolsFor(context.platform, pods.spec)));
  if (object.kind === 'Job.batch') return fixed(parallelOf(spec));
  if (object.kind !== 'CronJob.batch') return undefined;
  const template = objectAt(spec, 'jobTemplate', 'spec');
  return fixed(spec['suspend'] === true ? 0 : parallelOf(template));
}

function fixed(count: number | undefined): Count | undefined {
  return count === undefined ? undefined : { count, scaler: undefined };
}

/** How many pods of a Job run at once. */
function parallelOf(spec: JsonObject): number | undefined {
  if (spec['suspend'] === true) return 0;
  const parallelism = wholeNumber(spec['parallelism'], 1);
  const completions = wholeNumber(spec['completions'], parallelism);
  return parallelism === undefined || completions === undefined ? undefined : Math.min(parallelism, completions);
}

function replicasOf(context: Context, object: InventoryObject, spec: JsonObject): Count | undefined {
  const replicas = wholeNumber(spec['replicas'], 1);
  // Without replicas there is nothing to scale: an autoscaler leaves them at none.
  if (replicas === undefined || (replicas === 0 && spec['replicas'] !== undefined)) return fixed(replicas);
  for (const { from } of context.referencesTo(object)) {
    const scale = objectAt(from.manifest, 'spec');
    if (from.kind === 'HorizontalPodAutoscaler.autoscaling')
      return scaled(wholeNumber(scale['minReplicas'], 1), from, 'maxReplicas');
    if (from.kind === 'ScaledObject.keda.sh')
      return scaled(wholeNumber(scale['minReplicaCount'], 0), from, 'maxReplicaCount');
  }
  return fixed(replicas);
}

function scaled(minimum: number | undefined, object: InventoryObject, field: string): Count | undefined {
  const maximum = wholeNumber(objectAt(object.manifest, 'spec')[field], minimum);
  if (minimum === undefined || maximum === undefined) return undefined;
  return { count: minimum, scaler: { object, maximum, at: ['spec', field] } };
}

const LARGEST = 1_000_000;

/** A count; undefined where there is another thing in its place. */
export function wholeNumber(value: Json | undefined, otherwise: number | undefined): number | undefined {
  if (value === undefined || value === null) return otherwise;
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= LARGEST ? value : undefined;
}
