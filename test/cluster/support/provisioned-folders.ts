import { rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ApiServer } from './api-server';
import { at } from './fields';

const provisioned = /^\/tmp\/hostpath_pv\/[^/]+$/;

/** Folders that the controller manager's host path provisioner made, in a place that no flag of it changes. */
export async function provisionedFolders(apiServer: ApiServer): Promise<string[]> {
  const volumes: unknown = JSON.parse((await apiServer.get('/api/v1/persistentvolumes')).text);
  return at.list(volumes, 'items').flatMap((volume) => {
    const folder = at.string(volume, 'spec', 'hostPath', 'path');
    return folder !== undefined && provisioned.test(folder) ? [folder] : [];
  });
}

/** Removes what is empty: simulated nodes run no container that could have written there. */
export async function removeProvisioned(folders: readonly string[]): Promise<void> {
  await Promise.all(folders.map(removeIfEmpty));
  await Promise.all([...new Set(folders.map((folder) => dirname(folder)))].map(removeIfEmpty));
}

async function removeIfEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch(() => undefined);
}
