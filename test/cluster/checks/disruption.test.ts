import fc, { type Arbitrary } from 'fast-check';
import { disruptionBudgetBlocksDrain } from '../../../lib/checks/reliability/disruption-budget-blocks-drain';
import { disruptionBudgetOverlap } from '../../../lib/checks/reliability/disruption-budgets';
import type { JsonObject } from '../../../lib/manifest/json';
import { judged } from '../../checks/judged';
import { ApiError } from '../support/api-error';
import type { ClusterClient } from '../support/client';
import { describeCluster } from '../support/describe-cluster';
import { at } from '../support/fields';
import type { Manifest } from '../support/manifest';
import { createNamespace } from '../support/namespace';
import { podsOf, type Pod } from '../support/pods';
import { seeds } from '../support/seeds';
import { waitFor } from '../support/wait';

type Named = JsonObject & {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string; readonly labels?: Record<string, string> };
};

interface Part {
  readonly kind: 'Deployment' | 'StatefulSet' | 'ReplicaSet' | 'DaemonSet' | 'Pod';
  readonly replicas: number;
}

/** Some workloads, and the budgets that cover all of their pods. */
interface Case {
  readonly parts: readonly Part[];
  readonly policies: readonly JsonObject[];
}

const EACH = 30;
const NODES = 3;

const amounts: Arbitrary<JsonObject[string]> = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 5 }) },
  { weight: 3, arbitrary: fc.constantFrom('0%', '1%', '33%', '34%', '50%', '51%', '66%', '67%', '75%', '99%', '100%') },
);

const policies: Arbitrary<JsonObject> = fc.oneof(
  { weight: 10, arbitrary: amounts.map((minAvailable) => ({ minAvailable })) },
  { weight: 10, arbitrary: amounts.map((maxUnavailable) => ({ maxUnavailable })) },
  { weight: 1, arbitrary: fc.constant({}) },
);

const parts: Arbitrary<Part> = fc.record({
  kind: fc.constantFrom('Deployment', 'Deployment', 'Deployment', 'StatefulSet', 'ReplicaSet', 'DaemonSet', 'Pod'),
  replicas: fc.integer({ min: 0, max: 4 }),
});

const cases: Arbitrary<Case> = fc.record({
  parts: fc.oneof(
    { weight: 3, arbitrary: fc.array(parts, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(parts, { minLength: 2, maxLength: 2 }) },
  ),
  policies: fc.oneof(
    { weight: 7, arbitrary: fc.array(policies, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(policies, { minLength: 2, maxLength: 2 }) },
  ),
});

const container = { name: 'web', image: 'registry.example/web:1.0.0' };

function workloadOf(
  { kind, replicas }: Part,
  name: string,
  metadata: { readonly namespace: string; readonly of: string },
): Named {
  const { namespace, of } = metadata;
  const labels = { app: name, case: of };
  const spec = { containers: [container] };
  if (kind === 'Pod') return { apiVersion: 'v1', kind, metadata: { name, namespace, labels }, spec };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace },
    spec: {
      ...(kind === 'DaemonSet' ? {} : { replicas }),
      ...(kind === 'StatefulSet' ? { serviceName: name, podManagementPolicy: 'Parallel' } : {}),
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels }, spec },
    },
  };
}

function budgetOf(
  policy: JsonObject,
  name: string,
  metadata: { readonly namespace: string; readonly of: string },
): Named {
  const { namespace, of } = metadata;
  const spec = { ...policy, selector: { matchLabels: { case: of } } };
  return { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name, namespace }, spec };
}

interface Trial {
  readonly given: Case;
  readonly of: string;
  readonly workloads: readonly Named[];
  readonly budgets: readonly Named[];
}

function trialOf(given: Case, index: number, namespace: string): Trial {
  const metadata = { namespace, of: `c${index}` };
  return {
    given,
    of: metadata.of,
    workloads: given.parts.map((part, number) => workloadOf(part, `c${index}-${number}`, metadata)),
    budgets: given.policies.map((policy, number) => budgetOf(policy, `c${index}-${number}`, metadata)),
  };
}

function podCount({ parts }: Case): number {
  const counts = parts.map(({ kind, replicas }) => (kind === 'Pod' ? 1 : kind === 'DaemonSet' ? NODES : replicas));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The pods of each case, once all are there and ready. */
async function readyPods(client: ClusterClient, namespace: string, trials: readonly Trial[]): Promise<readonly Pod[]> {
  return waitFor<readonly Pod[]>(`the pods of ${namespace} to be ready`, async () => {
    const pods = (await podsOf(client, namespace)).filter(({ ready }) => ready);
    const missing = trials.filter(({ given, of }) => podsIn(pods, of).length !== podCount(given));
    return missing.length === 0 ? { value: pods } : { waitingFor: JSON.stringify(missing.map(({ given }) => given)) };
  });
}

function podsIn(pods: readonly Pod[], of: string): readonly Pod[] {
  return pods.filter(({ labels }) => labels['case'] === of);
}

/** Until the controller has counted the pods, every budget says no. */
async function counted(client: ClusterClient, { given, budgets }: Trial): Promise<void> {
  // Of two that cover the same pods, the controller may never count those of one.
  for (const budget of budgets.length === 1 ? budgets : [])
    await waitFor(`the status of ${budget.metadata.name}`, async () => {
      const { status } = await client.get(budget);
      const reason = at.list(status, 'conditions').map((condition) => at.string(condition, 'reason'));
      const isCounted = at.number(status, 'currentHealthy') === podCount(given);
      const value = reason.includes('SyncFailed') || (reason.length > 0 && isCounted);
      return value ? { value } : { waitingFor: JSON.stringify(status) };
    });
}

/** Why a pod may not be evicted; undefined where it may. Nothing is evicted. */
async function refusalOf(client: ClusterClient, { name, namespace }: Pod): Promise<string | undefined> {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace } };
  const eviction = {
    ...pod,
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    deleteOptions: { dryRun: ['All'] },
  };
  try {
    await client.createSubresource(pod, 'eviction', eviction);
    return undefined;
  } catch (error) {
    if (error instanceof ApiError && (error.status === 429 || error.status === 500)) return error.message;
    throw error;
  }
}

function ours({ workloads, budgets }: Trial): readonly string[] {
  return [disruptionBudgetBlocksDrain, disruptionBudgetOverlap].flatMap((check) =>
    judged(check, ...workloads, ...budgets).map(({ message }) => message),
  );
}

describeCluster(
  'PodDisruptionBudgets',
  (client) => {
    test.each(seeds())('allow an eviction exactly where we say so, seed %d', async (seed) => {
      const namespace = `disruption-${seed}`;
      await createNamespace(client, namespace);
      const trials = fc.sample(cases, { seed, numRuns: EACH }).map((given, index) => trialOf(given, index, namespace));
      const objects = trials.flatMap(({ workloads, budgets }) => [...budgets, ...workloads]);
      await Promise.all(objects.map((object) => client.create(manifest(object))));
      const pods = await readyPods(client, namespace, trials);
      const verdicts = await Promise.all(
        trials.map(async (trial) => {
          await counted(client, trial);
          const refusals = await Promise.all(podsIn(pods, trial.of).map((pod) => refusalOf(client, pod)));
          return { trial, refusals };
        }),
      );
      // The control plane is shared: with the budgets, nobody could drain its nodes any more.
      await Promise.all(objects.map((object) => client.delete(object)));

      expect(
        verdicts.flatMap(({ trial, refusals }) => {
          const blocked = refusals.length > 0 && refusals.every((refusal) => refusal !== undefined);
          const said = ours(trial);
          // Of pods that are not there, we speak only where no number of pods could help.
          if (refusals.length === 0 || dependsOnNodes(trial) || blocked === said.length > 0) return [];
          return [{ ...trial.given, refusals, said }];
        }),
      ).toEqual([]);
    });
  },
  { simulatedNodes: true },
);

/** A number of pods of which one is made on each node: only the cluster knows whether it is enough. */
function dependsOnNodes({ given: { parts, policies } }: Trial): boolean {
  const isNumber = policies.every(({ minAvailable }) => typeof minAvailable === 'number');
  return isNumber && policies.length === 1 && parts.some(({ kind }) => kind === 'DaemonSet');
}

function manifest({ apiVersion, kind, metadata, ...fields }: Named): Manifest {
  return { apiVersion, kind, metadata: { ...metadata }, ...fields };
}
