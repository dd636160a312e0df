import { ApiError } from './api-error';
import type { ClusterClient } from './client';
import { at } from './fields';
import type { Manifest, ObjectReference } from './manifest';
import { isTerminating, ownerOf } from './pods';
import { waitFor } from './wait';
import type { Observation, Timing } from './wait';

/** Cordons a node and evicts all pods but those of DaemonSets; done when they are gone. Gives the names of the evicted. */
export async function drain(client: ClusterClient, nodeName: string, timing?: Timing): Promise<string[]> {
  await client.patch(node(nodeName), { spec: { unschedulable: true } });
  const evicted = new Set<string>();
  const probe = async (): Promise<Observation<string[]>> => {
    const pods = await podsToEvict(client, nodeName);
    if (pods.length === 0) return { value: [...evicted] };
    const states: string[] = [];
    for (const pod of pods) {
      const refusal = isTerminating(pod) ? undefined : await evict(client, pod);
      if (refusal === undefined) evicted.add(pod.metadata.name);
      states.push(`${pod.metadata.name}: ${refusal ?? 'terminating'}`);
    }
    return { waitingFor: states.join('; ') };
  };
  return waitFor(`node ${nodeName} to be drained`, probe, timing);
}

export async function uncordon(client: ClusterClient, nodeName: string): Promise<void> {
  await client.patch(node(nodeName), { spec: { unschedulable: null } });
}

async function podsToEvict(client: ClusterClient, nodeName: string): Promise<Manifest[]> {
  const pods = await client.list('v1', 'Pod', undefined, { fieldSelector: `spec.nodeName=${nodeName}` });
  return pods.filter((pod) => ownerOf(pod)?.kind !== 'DaemonSet');
}

/** Gives why the pod has to stay for now, or undefined once it is on its way out. */
async function evict(client: ClusterClient, pod: Manifest): Promise<string | undefined> {
  const { name, namespace } = pod.metadata;
  const preconditions = { uid: at.string(pod, 'metadata', 'uid') };
  const eviction = {
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: { name, namespace },
    deleteOptions: { preconditions },
  };
  try {
    await client.createSubresource(pod, 'eviction', eviction);
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 404 || error.status === 409) return undefined;
    // Too many requests: a PodDisruptionBudget allows no eviction now.
    if (error.status === 429) return error.message;
    throw error;
  }
}

function node(name: string): ObjectReference {
  return { apiVersion: 'v1', kind: 'Node', metadata: { name } };
}
