import type { Construct } from 'constructs';
import type { HpaBehavior, HpaMetric } from '../manifest/api-types';
import { report } from '../manifest/finding';
import { KubeObject } from '../manifest/kube-object';
import { commonLabels, selectorLabels } from '../manifest/labels';
import { judgeAmounts } from './rollout';

/** As many pods as their load asks for. */
export interface Autoscaling {
  /** The fewest pods, 1 or more. */
  readonly min: number;
  /** The most pods. */
  readonly max: number;
  /** Use of the requested CPU to aim at, in percent. @default 80, where nothing else is measured */
  readonly cpu?: number;
  /** Use of the requested memory to aim at, in percent. @default - not measured */
  readonly memory?: number;
  /** What else is measured. @default - nothing */
  readonly metrics?: readonly HpaMetric[];
  /** How fast to go up and down. @default - Kubernetes' own pace */
  readonly behavior?: HpaBehavior;
}

/** How many pods: a fixed number, or between two by load. */
export type Replicas = number | Autoscaling;

/** How many pods may be missing while nodes are drained. */
export type DisruptionBudget =
  | { readonly maxUnavailable: number | `${number}%`; readonly minAvailable?: never }
  | { readonly minAvailable: number | `${number}%`; readonly maxUnavailable?: never };

/** The fewest pods that there will be. */
export function fewest(replicas: Replicas): number {
  return typeof replicas === 'number' ? replicas : replicas.min;
}

export function isReplicated(replicas: Replicas): boolean {
  return typeof replicas === 'number' ? replicas > 1 : replicas.max > 1;
}

export function judgeReplicas(scope: Construct, replicas: Replicas): void {
  const { min, max } = typeof replicas === 'number' ? { min: replicas, max: replicas } : replicas;
  const lowest = typeof replicas === 'number' ? 0 : 1;
  if (Number.isInteger(min) && Number.isInteger(max) && min >= lowest && max >= min) return;
  report(scope, {
    rule: 'replicas/illegal',
    message: `replicas is ${JSON.stringify(replicas)}.`,
    want: 'a whole number from 0, or { min, max } with whole numbers, 1 or more, and max not below min',
    fix: 'Correct the numbers.',
  });
}

/** What a budget or an autoscaler is for. */
export interface Scaled {
  readonly name: string;
  readonly kind: 'Deployment' | 'StatefulSet';
}

/** Adds a PodDisruptionBudget where there is more than one pod to spare one of. */
export function addDisruptionBudget(
  scope: Construct,
  { name }: Scaled,
  { replicas, budget }: { readonly replicas: Replicas; readonly budget: DisruptionBudget | 'none' | undefined },
): KubeObject<'PodDisruptionBudget'> | undefined {
  if (budget === 'none' || (budget === undefined && fewest(replicas) < 2)) return undefined;
  judgeAmounts(scope, { ...budget });
  return new KubeObject(scope, 'PodDisruptionBudget', {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, labels: commonLabels(scope, name) },
    spec: {
      ...(budget ?? { maxUnavailable: 1 }),
      selector: { matchLabels: selectorLabels(name) },
      // A pod that is not ready anyway must not keep a node from being drained.
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  });
}

/** Adds a HorizontalPodAutoscaler. */
export function addAutoscaler(
  scope: Construct,
  { name, kind }: Scaled,
  autoscaling: Autoscaling,
): KubeObject<'HorizontalPodAutoscaler'> {
  const { min, max, memory, metrics = [], behavior } = autoscaling;
  const cpu = autoscaling.cpu ?? (memory === undefined && metrics.length === 0 ? 80 : undefined);
  return new KubeObject(scope, 'HorizontalPodAutoscaler', {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, labels: commonLabels(scope, name) },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind, name },
      minReplicas: min,
      maxReplicas: max,
      metrics: [...utilization('cpu', cpu), ...utilization('memory', memory), ...metrics],
      behavior,
    },
  });
}

function utilization(name: string, averageUtilization: number | undefined): readonly HpaMetric[] {
  if (averageUtilization === undefined) return [];
  return [{ type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization } } }];
}
