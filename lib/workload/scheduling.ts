import type { Affinity, PodSpec, Toleration, TopologySpreadConstraint } from '../manifest/api-types';

/** How evenly the pods of one workload stand. */
export type Spread = SpreadOver & (BestEffortSpread | StrictSpread);

interface SpreadOver {
  /** Label of nodes: `topology.kubernetes.io/zone`, `kubernetes.io/hostname`, … */
  readonly topologyKey: string;
  /** The most pods that one place may have more than another, 1 or more. @default 1 */
  readonly maxSkew?: number;
}

interface BestEffortSpread {
  /** What happens to a pod for which there is no such place. @default 'ScheduleAnyway' */
  readonly whenUnsatisfiable?: 'ScheduleAnyway';
  readonly minDomains?: never;
}

interface StrictSpread {
  /** What happens to a pod for which there is no such place. */
  readonly whenUnsatisfiable: 'DoNotSchedule';
  /** Places that must be there. @default - as many as there are */
  readonly minDomains?: number;
}

/** Where pods may and should run. */
export interface Scheduling {
  /** Labels that the node must have. @default - any node */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** Taints that pods put up with. @default - none */
  readonly tolerations?: readonly Toleration[];
  /** @default - none */
  readonly affinity?: Affinity;
  /**
   * @default - evenly over zones and nodes, as well as possible, where there is more than one replica; `[]`: no wish
   */
  readonly spread?: readonly Spread[];
  /** Name of a PriorityClass. @default - the cluster's default */
  readonly priorityClassName?: string;
  /** @default - the cluster's default */
  readonly schedulerName?: string;
  /** Name of a RuntimeClass. @default - the cluster's default */
  readonly runtimeClassName?: string;
}

const EVENLY: readonly Spread[] = [
  { topologyKey: 'topology.kubernetes.io/zone' },
  { topologyKey: 'kubernetes.io/hostname' },
];

/** What a workload tells of itself to those who place its pods. */
export interface Placed {
  readonly selector: Readonly<Record<string, string>>;
  /** Whether there may be more than one pod. */
  readonly isReplicated: boolean;
}

export function schedulingManifest(scheduling: Scheduling, placed: Placed): Partial<PodSpec> {
  const { nodeSelector, tolerations, affinity, priorityClassName, schedulerName, runtimeClassName } = scheduling;
  const spread = scheduling.spread ?? (placed.isReplicated ? EVENLY : []);
  return {
    affinity,
    nodeSelector,
    priorityClassName,
    runtimeClassName,
    schedulerName,
    tolerations,
    topologySpreadConstraints:
      spread.length > 0 ? spread.map((constraint) => spreadManifest(constraint, placed)) : undefined,
  };
}

function spreadManifest(
  { topologyKey, maxSkew = 1, whenUnsatisfiable = 'ScheduleAnyway', minDomains }: Spread,
  { selector }: Placed,
): TopologySpreadConstraint {
  return { topologyKey, maxSkew, whenUnsatisfiable, minDomains, labelSelector: { matchLabels: selector } };
}
