import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import type { Check } from '../../../lib/checks/check';
import type { NodePool } from '../../../lib/checks/platform';
import { capacity } from '../../../lib/checks/quota/capacity';
import { quotaExceeded } from '../../../lib/checks/quota/quota-exceeded';
import { quotaRolloutHangs } from '../../../lib/checks/quota/quota-rollout-hangs';
import type { JsonObject } from '../../../lib/manifest/json';
import { judgedBy } from '../../checks/judged';
import { inventoryOf } from '../../manifest/inventory-of';
import type { ClusterClient } from '../support/client';
import { describeCluster } from '../support/describe-cluster';
import { at } from '../support/fields';
import { createNamespace } from '../support/namespace';
import { seeds } from '../support/seeds';
import { waitFor, waitUntilReady } from '../support/wait';
import { boundedNamespace, objectIn, quotaIn, type Placed } from './bounded-namespaces';
import { deploymentOf, rollouts, type RolloutCase } from './generated-resources';

const CASES = 10;

/** A Deployment whose pods fit, and whether we say that its rollout hangs. */
interface Prediction {
  readonly deployment: Placed;
  readonly hangs: boolean;
}

function errorsOf(check: Check, objects: readonly Placed[], nodes: readonly NodePool[] = []): readonly string[] {
  const findings = judgedBy(check, inventoryOf(objects), { nodes });
  return findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
}

const deploymentIn = (namespace: string, it: RolloutCase, placement?: JsonObject): Placed =>
  objectIn(namespace, 'it', { apiVersion: 'apps/v1', kind: 'Deployment', spec: deploymentOf(it, placement) });

const nextRelease = { spec: { template: { metadata: { annotations: { release: '2' } } } } };

/** How many pods of each release are ready. */
async function releases(
  client: ClusterClient,
  { metadata: { namespace } }: Placed,
): Promise<readonly [number, number]> {
  const pods = await client.list('v1', 'Pod', namespace);
  const ready = pods.filter((pod) => at.condition(pod, 'Ready') === 'True');
  const updated = ready.filter((pod) => at.string(pod, 'metadata', 'annotations', 'release') === '2').length;
  return [ready.length - updated, updated];
}

async function untilObserved(client: ClusterClient, deployment: Placed): Promise<void> {
  await waitFor('the Deployment controller', async () => {
    const { metadata, status } = await client.get(deployment);
    const isObserved = at.number(status, 'observedGeneration') === at.number(metadata, 'generation');
    return isObserved ? { value: true } : { waitingFor: JSON.stringify(status) };
  });
}

/**
 * Makes the ReplicaSet controller look again. After each refusal it pauses twice as long, up to a quarter of an hour, and
 * the more events there are, the sooner it comes to that.
 */
async function nudge(client: ClusterClient, { metadata: { namespace } }: Placed): Promise<void> {
  const replicaSets = await client.list('apps/v1', 'ReplicaSet', namespace);
  const patch = { metadata: { annotations: { nudged: String(performance.now()) } } };
  await Promise.all(replicaSets.map(async (replicaSet) => client.patch(replicaSet, patch)));
}

/** Waits until all rollouts are done, or for a minute: what never is done is for the caller to tell. */
async function untilDone(client: ClusterClient, deployments: readonly Placed[]): Promise<void> {
  const isDone = async () => {
    await Promise.all(deployments.map(async (deployment) => nudge(client, deployment)));
    return waitUntilReady(client, deployments, { timeoutMilliseconds: 2000 })
      .then(() => ({ value: true }))
      .catch((error: unknown) => ({ waitingFor: String(error) }));
  };
  await waitFor('the rollouts', isDone, { timeoutMilliseconds: 60_000 }).catch(() => undefined);
}

/** Releases all anew, and gives those that do not go as predicted. */
async function surprises(client: ClusterClient, all: readonly Prediction[]): Promise<readonly unknown[]> {
  const deployments = all.map(({ deployment }) => deployment);
  await waitUntilReady(client, deployments);
  await Promise.all(deployments.map(async (deployment) => client.patch(deployment, nextRelease)));
  await Promise.all(deployments.map(async (deployment) => untilObserved(client, deployment)));
  const completing = all.filter(({ hangs }) => !hangs).map(({ deployment }) => deployment);
  await untilDone(client, completing);
  await Promise.all(deployments.map(async (deployment) => nudge(client, deployment)));
  // Whatever has room moves on in less.
  await sleep(2000);
  const outcomes = await Promise.all(
    all.map(async ({ deployment, hangs }) => {
      const replicas = at.number(deployment, 'spec', 'replicas') ?? 0;
      const [old, updated] = await releases(client, deployment);
      const isExpected = hangs ? old === replicas && updated === 0 : old === 0 && updated === replicas;
      return isExpected ? [] : [{ hangs, old, updated, spec: deployment['spec'] }];
    }),
  );
  return outcomes.flat();
}

/** A rollout that hangs for a thousandth of a CPU, and one that does not. */
const NARROW: readonly RolloutCase[] = [99, 100].map((room) => ({
  replicas: 2,
  cpu: 100,
  room,
  strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: '49%' } },
}));

const casesOf = (seed: number): readonly RolloutCase[] => [
  ...NARROW,
  ...fc.sample(rollouts, { seed, numRuns: CASES - NARROW.length }),
];

describeCluster(
  'rollouts where there is little room',
  (client) => {
    it.each(seeds())(
      'hang by a ResourceQuota exactly where we say so (seed %i)',
      async (seed) => {
        const cases = casesOf(seed);

        const predictions = await Promise.all(
          cases.map(async (it, index) => {
            const namespace = `rollout-${seed}-${index}`;
            const quota = quotaIn(namespace, 'quota', {
              hard: { 'requests.cpu': `${it.replicas * it.cpu + it.room}m` },
            });
            const deployment = deploymentIn(namespace, it);
            await boundedNamespace(client, namespace, [quota]);
            await client.create(deployment);
            return { deployment, hangs: errorsOf(quotaRolloutHangs, [quota, deployment]).length > 0 };
          }),
        );

        expect(predictions.slice(0, 2).map(({ hangs }) => hangs)).toEqual([true, false]);
        expect(await surprises(client, predictions)).toEqual([]);
      },
      300_000,
    );

    it.each(seeds())(
      'hang by the size of nodes exactly where we say so (seed %i)',
      async (seed) => {
        const cases = casesOf(seed);

        const predictions = await Promise.all(
          cases.map(async (it, index) => {
            const name = `capacity-${seed}-${index}`;
            const pool = poolFor(name, it.replicas * it.cpu + it.room);
            const deployment = deploymentIn(name, it, placedOn(name));
            await Promise.all([createNamespace(client, name), client.create(nodeOf(name, pool))]);
            await client.create(deployment);
            return { deployment, hangs: errorsOf(capacity, [deployment], [pool]).includes('capacity/rollout-hangs') };
          }),
        );

        expect(predictions.slice(0, 2).map(({ hangs }) => hangs)).toEqual([true, false]);
        expect(await surprises(client, predictions)).toEqual([]);
        await Promise.all(cases.map(async (_, index) => client.delete(nodeOf(`capacity-${seed}-${index}`))));
      },
      300_000,
    );
  },
  { simulatedNodes: true },
);

/** How many pods are ready once nothing moves any more. */
async function settled(client: ClusterClient, deployment: Placed, wanted: number): Promise<number> {
  await waitFor(
    `${wanted} pods`,
    async () => {
      const [ready] = await releases(client, deployment);
      if (ready >= wanted) return { value: true };
      await nudge(client, deployment);
      return { waitingFor: `${ready} are ready` };
    },
    { timeoutMilliseconds: 60_000, intervalMilliseconds: 1000 },
  ).catch(() => undefined);
  await nudge(client, deployment);
  await sleep(2000);
  return (await releases(client, deployment))[0];
}

const placement = (name: string): JsonObject => ({ 'stackwright.test/case': name });

const placedOn = (name: string): JsonObject => ({
  nodeSelector: placement(name),
  tolerations: [{ key: 'stackwright.test/case', operator: 'Exists' }],
});

/** So little memory keeps off the pods of DaemonSets that other tests left. */
const poolFor = (name: string, cpu: number) => ({
  count: 1,
  cpu: `${cpu}m`,
  memory: '1Mi',
  pods: 10,
  labels: { 'stackwright.test/case': name },
});

/** A node of the pool alone. */
function nodeOf(name: string, { cpu, memory, pods }: { cpu?: string; memory?: string; pods?: number } = {}) {
  const resources = { cpu: cpu ?? '0', memory: memory ?? '0', pods: String(pods ?? 0), 'ephemeral-storage': '100Gi' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'stackwright.test/case': name, 'kubernetes.io/hostname': name } },
    spec: { taints: [{ key: 'stackwright.test/case', value: name, effect: 'NoSchedule' }] },
    status: { allocatable: resources, capacity: resources },
  };
}

describeCluster(
  'pods that find no room',
  (client) => {
    it.each(seeds())('are as many as we say, by quota and by node (seed %i)', async (seed) => {
      const missing = fc.sample(fc.constantFrom(0, 1, 90, 400), { seed, numRuns: CASES });
      const cases = casesOf(seed).map((it, index) => [it, [1, 0][index] ?? missing[index] ?? 0] as const);

      const outcomes = await Promise.all(
        cases.map(async ([it, missed], index) => {
          const name = `room-${seed}-${index}`;
          const cpu = Math.max(it.replicas * it.cpu - missed, 1);
          const fitting = Math.min(it.replicas, Math.floor(cpu / it.cpu));
          const isOver = fitting < it.replicas;
          const [quota, pool] = [quotaIn(name, 'quota', { hard: { cpu: `${cpu}m` } }), poolFor(name, cpu)];
          const byNode = index % 2 === 0;
          const deployment = deploymentIn(name, it, byNode ? placedOn(name) : {});
          await (byNode ? createNamespace(client, name) : boundedNamespace(client, name, [quota]));
          if (byNode) await client.create(nodeOf(name, pool));
          await client.create(deployment);
          const errors = byNode
            ? errorsOf(capacity, [deployment], [pool]).filter((rule) => rule === 'capacity/exceeded')
            : errorsOf(quotaExceeded, [quota, deployment]);
          const ready = await settled(client, deployment, fitting);
          if (byNode) await client.delete(nodeOf(name));
          return { name, saysSo: errors.length > 0, isOver, ready, fitting };
        }),
      );

      expect(outcomes.filter((it) => it.saysSo !== it.isOver || it.ready !== it.fitting)).toEqual([]);
      expect(new Set(outcomes.map(({ isOver }) => isOver))).toEqual(new Set([true, false]));
    });
  },
  { simulatedNodes: true },
);
