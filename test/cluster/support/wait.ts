import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterClient } from './client';
import type { Manifest } from './manifest';
import { obstacleTo } from './readiness';

export interface Timing {
  readonly timeoutMilliseconds?: number;
  readonly intervalMilliseconds?: number;
}

/** What a probe saw: either what was waited for, or the state that is not it yet. */
export type Observation<T> = { readonly value: T } | { readonly waitingFor: string };

/** Probes until there is a value; an error of the probe ends the wait at once. */
export async function waitFor<T>(
  description: string,
  probe: () => Promise<Observation<T>>,
  { timeoutMilliseconds = 30_000, intervalMilliseconds = 100 }: Timing = {},
): Promise<T> {
  const deadline = performance.now() + timeoutMilliseconds;
  for (;;) {
    const observation = await probe();
    if ('value' in observation) return observation.value;
    if (performance.now() >= deadline) {
      const seconds = timeoutMilliseconds / 1000;
      throw new Error(`Waited ${seconds} s in vain for ${description}; last seen: ${observation.waitingFor}`);
    }
    await sleep(intervalMilliseconds);
  }
}

/**
 * Waits until rollouts are done, Jobs complete, claims bound (of StatefulSets too), custom resources served and bare
 * pods ready; manifests of other kinds count as ready once they exist. Fails at once when a Job or rollout failed.
 */
export async function waitUntilReady(
  client: ClusterClient,
  manifests: readonly Manifest[],
  timing?: Timing,
): Promise<void> {
  let waiting = [...manifests];
  const probe = async (): Promise<Observation<true>> => {
    const states = await Promise.all(
      waiting.map(async (manifest) => ({ manifest, obstacle: await obstacleTo(client, manifest) })),
    );
    const unready = states.filter(({ obstacle }) => obstacle !== undefined);
    waiting = unready.map(({ manifest }) => manifest);
    return unready.length === 0 ? { value: true } : { waitingFor: unready.map(({ obstacle }) => obstacle).join('; ') };
  };
  await waitFor('all objects to be ready', probe, timing);
}
