import type { ClusterClient } from './client';
import type { Manifest } from './manifest';
import { waitFor } from './wait';

/** Creates a Namespace in which bare pods are welcome: its default ServiceAccount exists. */
export async function createNamespace(
  client: ClusterClient,
  name: string,
  labels: Record<string, string> = {},
): Promise<Manifest> {
  const namespace = await client.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
  const serviceAccount = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: name } };
  // Without a controller manager nobody makes it, and the API server does not ask for it.
  if (!client.connection.simulatesNodes) return namespace;
  await waitFor(`the default ServiceAccount of ${name}`, async () => {
    const value = await client.find(serviceAccount);
    return value === undefined ? { waitingFor: 'it does not exist' } : { value };
  });
  return namespace;
}
