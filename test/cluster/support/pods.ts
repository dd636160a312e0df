import type { ClusterClient } from './client';
import { at } from './fields';
import type { Manifest } from './manifest';

/** The workload that a pod belongs to: of a Deployment's pod the Deployment, not the ReplicaSet between. */
export interface PodOwner {
  readonly kind: string;
  readonly name: string;
}

export interface Pod {
  readonly name: string;
  readonly namespace: string;
  /** Differs between a pod and its replacement, even where both have one name. */
  readonly uid: string;
  readonly owner?: PodOwner;
  readonly nodeName?: string;
  readonly phase: string;
  readonly ready: boolean;
  readonly labels: Readonly<Record<string, string>>;
}

/** Pods that are not terminating. */
export async function podsOf(client: ClusterClient, namespace: string): Promise<Pod[]> {
  const pods = await client.list('v1', 'Pod', namespace);
  const replicaSets = await client.list('apps/v1', 'ReplicaSet', namespace);
  const deployments = new Map(replicaSets.map((replicaSet) => [replicaSet.metadata.name, ownerOf(replicaSet)]));
  return pods.filter((pod) => !isTerminating(pod)).map((pod) => podFrom(pod, deployments));
}

export function isTerminating(pod: Manifest): boolean {
  return at.string(pod, 'metadata', 'deletionTimestamp') !== undefined;
}

/** The controller named in the owner references. */
export function ownerOf(object: Manifest): PodOwner | undefined {
  const reference = at
    .list(object, 'metadata', 'ownerReferences')
    .find((each) => at.value(each, 'controller') === true);
  const kind = at.string(reference, 'kind');
  const name = at.string(reference, 'name');
  return kind === undefined || name === undefined ? undefined : { kind, name };
}

function podFrom(pod: Manifest, deployments: ReadonlyMap<string, PodOwner | undefined>): Pod {
  const direct = ownerOf(pod);
  const owner = direct?.kind === 'ReplicaSet' ? (deployments.get(direct.name) ?? direct) : direct;
  return {
    name: pod.metadata.name,
    namespace: pod.metadata.namespace ?? '',
    uid: at.string(pod, 'metadata', 'uid') ?? '',
    owner,
    nodeName: at.string(pod, 'spec', 'nodeName'),
    phase: at.string(pod, 'status', 'phase') ?? 'Unknown',
    ready: at.condition(pod, 'Ready') === 'True',
    labels: pod.metadata.labels ?? {},
  };
}
