import { objectAt, type JsonObject } from '../../../lib/manifest/json';
import type { ClusterClient } from '../support/client';
import { at } from '../support/fields';
import { createNamespace } from '../support/namespace';
import { waitFor } from '../support/wait';
import type { Unnamed } from './generated-resources';

/** An object of a namespace. */
export type Placed = JsonObject & {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
};

export function objectIn(namespace: string, name: string, { spec, ...manifest }: Unnamed): Placed {
  return { ...manifest, metadata: { name, namespace }, ...(spec && { spec }) };
}

export const limitRangeIn = (namespace: string, name: string, items: readonly JsonObject[]): Placed =>
  objectIn(namespace, name, { apiVersion: 'v1', kind: 'LimitRange', spec: { limits: items } });

export const quotaIn = (namespace: string, name: string, spec: JsonObject): Placed =>
  objectIn(namespace, name, { apiVersion: 'v1', kind: 'ResourceQuota', spec });

/** A namespace with those of the bounds that the server takes. */
export async function boundedNamespace(
  client: ClusterClient,
  name: string,
  bounds: readonly Placed[],
): Promise<readonly Placed[]> {
  await createNamespace(client, name);
  await untilTrusted(client, name);
  const taken: Placed[] = [];
  for (const bound of bounds) {
    if ((await client.dryRun(bound)).refusal !== undefined) continue;
    await client.create(bound);
    taken.push(bound);
  }
  for (const bound of taken) if (bound.kind === 'ResourceQuota') await untilCounted(client, bound);
  return taken;
}

/** A quota that comes first may keep out the ConfigMap that every namespace has, and that counts. */
async function untilTrusted(client: ClusterClient, namespace: string): Promise<void> {
  if (!client.connection.simulatesNodes) return;
  const certificates = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kube-root-ca.crt', namespace } };
  await waitFor(`the certificates of ${namespace}`, async () => {
    const value = await client.find(certificates);
    return value === undefined ? { waitingFor: 'they do not exist' } : { value };
  });
}

/** Until then, the server refuses whatever the quota counts. */
async function untilCounted(client: ClusterClient, quota: Placed): Promise<void> {
  const wanted = Object.keys(objectAt(quota, 'spec', 'hard')).length;
  const name = ['configmaps', 'count/configmaps'].find((each) => each in objectAt(quota, 'spec', 'hard'));
  await waitFor(`the usage of ${quota.metadata.namespace}`, async () => {
    const status = at.value(await client.get(quota), 'status');
    const counted = Object.keys(at.value(status, 'used') ?? {}).length;
    const isComplete = counted === wanted && (name === undefined || at.string(status, 'used', name) === '1');
    return isComplete ? { value: true } : { waitingFor: JSON.stringify(status) };
  });
}
