import { findAssets, missingAssetsNotice } from './assets';
import { shareConnection } from './connection';
import { startControlPlane } from './control-plane';
import type { ControlPlane } from './control-plane';

// Jest loads its global setup and teardown in one process and one module cache.
let running: ControlPlane | undefined;

/** Starts the control plane of all test files, or says why there is none. */
export async function startShared(): Promise<void> {
  const notice = missingAssetsNotice();
  if (notice !== undefined) process.stderr.write(`${notice}\n`);
  const assets = findAssets();
  if (assets === undefined) return;
  running = await startControlPlane({ assets });
  const { server, token, kubeconfig, simulatesNodes } = running;
  shareConnection({ server, token, kubeconfig, simulatesNodes });
}

export async function stopShared(): Promise<void> {
  shareConnection(undefined);
  await running?.stop();
  running = undefined;
}
