import { setTimeout as sleep } from 'node:timers/promises';
import fc, { type Arbitrary } from 'fast-check';
import { antiAffinityBlocksRollout } from '../../../lib/checks/reliability/anti-affinity-blocks-rollout';
import { spreadTooWide } from '../../../lib/checks/reliability/spread';
import type { JsonObject } from '../../../lib/manifest/json';
import { judgedBy } from '../../checks/judged';
import { inventoryOf } from '../../manifest/inventory-of';
import type { ClusterClient } from '../support/client';
import { describeCluster } from '../support/describe-cluster';
import { at } from '../support/fields';
import { createNamespace } from '../support/namespace';
import { seeds } from '../support/seeds';
import { waitFor } from '../support/wait';

/** What the test cluster has: one node in each of three zones. */
const PLATFORM = { zones: 3, nodes: [{ count: 3, cpu: '4', memory: '16Gi' }] };
const EACH = 10;
/** How long a rollout that waits for a place is watched, in case that it gets one. */
const PATIENCE = 3_000;

const topologyKey = fc.constantFrom('kubernetes.io/hostname', 'topology.kubernetes.io/zone');

/** What keeps the pods of a Deployment apart, and its replicas and strategy. */
interface Case {
  readonly keeper: (name: string) => JsonObject;
  readonly replicas: number;
  readonly rollingUpdate: JsonObject | undefined;
}

const selecting = (name: string): JsonObject => ({ labelSelector: { matchLabels: { app: name } } });

const antiAffinity = fc
  .record({ topologyKey, keys: fc.constantFrom<JsonObject>({}, {}, { matchLabelKeys: ['pod-template-hash'] }) })
  .map(({ topologyKey, keys }) => (name: string): JsonObject => {
    const term = { topologyKey, ...selecting(name), ...keys };
    return { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } };
  });

const spread = fc
  .record({ topologyKey, maxSkew: fc.integer({ min: 1, max: 2 }), minDomains: fc.integer({ min: 3, max: 4 }) })
  .map((fields) => (name: string): JsonObject => ({
    topologySpreadConstraints: [{ ...fields, whenUnsatisfiable: 'DoNotSchedule', ...selecting(name) }],
  }));

const cases: Arbitrary<Case> = fc.record({
  keeper: fc.oneof({ weight: 3, arbitrary: antiAffinity }, { weight: 1, arbitrary: spread }),
  replicas: fc.oneof(
    { weight: 3, arbitrary: fc.constant(3) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 7 }) },
  ),
  rollingUpdate: fc.constantFrom<JsonObject | undefined>(
    undefined,
    { maxUnavailable: 0, maxSurge: 1 },
    { maxUnavailable: 1, maxSurge: 0 },
    { maxUnavailable: '34%', maxSurge: 1 },
    { maxUnavailable: '33%', maxSurge: '50%' },
    { maxUnavailable: '10%', maxSurge: 0 },
  ),
});

function deploymentOf({ keeper, replicas, rollingUpdate }: Case, index: number, namespace: string) {
  const name = `web-${index}`;
  const containers = [{ name: 'web', image: 'registry.example/web:1.0.0' }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: {
      replicas,
      ...(rollingUpdate ? { strategy: { type: 'RollingUpdate', rollingUpdate } } : {}),
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers, ...keeper(name) } },
    },
  };
}

type Deployment = ReturnType<typeof deploymentOf>;

/** The Deployments whose rollout does not end. */
async function stuck(client: ClusterClient, deployments: readonly Deployment[]): Promise<readonly string[]> {
  const since = performance.now();
  let last: readonly string[] = [];
  await waitFor('rollouts to end, or to wait for a place', async () => {
    const states = await Promise.all(deployments.map((deployment) => client.get(deployment)));
    const now = states.filter((state) => !isDone(state)).map(({ metadata }) => metadata.name);
    // Each end of another rollout is a reason to watch on.
    const isQuiet = now.length === last.length && performance.now() - since > PATIENCE;
    last = now;
    await sleep(now.length > 0 ? 1_000 : 0);
    return now.length === 0 || isQuiet ? { value: true } : { waitingFor: now.join(', ') };
  });
  return last;
}

function isDone({ metadata, spec, status }: Awaited<ReturnType<ClusterClient['get']>>): boolean {
  const wanted = at.number(spec, 'replicas');
  return (
    at.number(status, 'observedGeneration') === metadata['generation'] &&
    ['replicas', 'updatedReplicas', 'availableReplicas'].every((field) => at.number(status, field) === wanted)
  );
}

function ours(check: typeof spreadTooWide, deployments: readonly Deployment[]): readonly string[] {
  return deployments
    .filter((deployment) => judgedBy(check, inventoryOf([deployment]), PLATFORM).length > 0)
    .map(({ metadata }) => metadata.name);
}

describeCluster(
  'pods that are kept apart',
  (client) => {
    test.each(seeds())('find no place exactly where we say so, seed %d', async (seed) => {
      const namespace = `rollout-${seed}`;
      await createNamespace(client, namespace);
      const deployments = fc
        .sample(cases, { seed, numRuns: EACH })
        .map((each, index) => deploymentOf(each, index, namespace));
      await Promise.all(deployments.map((deployment) => client.create(deployment)));

      const crowded = await stuck(client, deployments);
      const others = deployments.filter(({ metadata }) => !crowded.includes(metadata.name));
      const release = { spec: { template: { metadata: { annotations: { release: '2' } } } } };
      await Promise.all(others.map((deployment) => client.patch(deployment, release)));
      const blocked = await stuck(client, others);
      await Promise.all(deployments.map((deployment) => client.delete(deployment)));

      expect({ crowded, blocked }).toEqual({
        crowded: ours(spreadTooWide, deployments),
        blocked: ours(antiAffinityBlocksRollout, others),
      });
    });
  },
  { simulatedNodes: true },
);
