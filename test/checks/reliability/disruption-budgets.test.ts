import type { JsonObject } from 'stackwright';
import { disruptionBudgetBlocksDrain } from '../../../lib/checks/reliability/disruption-budget-blocks-drain';
import {
  disruptionBudgetMissing,
  disruptionBudgetOverlap,
  unhealthyPodEviction,
} from '../../../lib/checks/reliability/disruption-budgets';
import { pod } from '../../manifest/inventory-of';
import { judged } from '../judged';
import { autoscaler, budget, job, workload } from './objects';

const replicas = (number: number, more: JsonObject = {}): JsonObject =>
  workload({ ...more, spec: { replicas: number } });

test.each<[string, JsonObject, number]>([
  ['a number of all', { minAvailable: 3 }, 3],
  ['a number above all', { minAvailable: 4 }, 3],
  ['all of them', { minAvailable: '100%' }, 3],
  ['a percentage that rounds up to all', { minAvailable: '67%' }, 3],
  ['half of one', { minAvailable: '50%' }, 1],
  ['nothing to miss', { maxUnavailable: 0 }, 3],
  ['no percent to miss', { maxUnavailable: '0%' }, 3],
  ['no policy', {}, 3],
])('a budget that keeps %s blocks every drain', (_what, policy, number) => {
  expect(judged(disruptionBudgetBlocksDrain, replicas(number), budget('web', policy))).toMatchObject([
    { severity: 'error', object: 'PodDisruptionBudget shop/web' },
  ]);
});

test.each<[string, JsonObject, number]>([
  ['one of three', { minAvailable: 2 }, 3],
  ['one of three by percent', { minAvailable: '66%' }, 3],
  ['one', { maxUnavailable: 1 }, 1],
  ['a percent, which rounds up to one', { maxUnavailable: '1%' }, 3],
  ['one of none, where there is nothing to evict', { minAvailable: 1 }, 0],
])('a budget that leaves %s to miss allows an eviction', (_what, policy, number) => {
  expect(judged(disruptionBudgetBlocksDrain, replicas(number), budget('web', policy))).toEqual([]);
});

test('tells the numbers', () => {
  expect(judged(disruptionBudgetBlocksDrain, replicas(2), budget('web', { minAvailable: 2 }))).toMatchObject([
    {
      message: 'PodDisruptionBudget shop/web allows no eviction: minAvailable 2 of 2 pods.',
      pointer: '/spec/minAvailable',
      got: '2',
    },
  ]);
});

test('counts the pods of all controllers that it covers', () => {
  const two = [replicas(1), workload({ name: 'admin', labels: { app: 'web' } })];

  expect(judged(disruptionBudgetBlocksDrain, ...two, budget('web', { minAvailable: 1 }))).toEqual([]);
  expect(judged(disruptionBudgetBlocksDrain, ...two, budget('web', { minAvailable: 2 }))).toHaveLength(1);
});

test('an empty selector covers every pod of the namespace, and none of another', () => {
  const elsewhere = workload({ name: 'other', namespace: 'other' });

  expect(
    judged(disruptionBudgetBlocksDrain, replicas(1), elsewhere, budget('all', { minAvailable: 1 }, {})),
  ).toHaveLength(1);
});

test('takes the fewest pods that an autoscaler keeps', () => {
  const policy = budget('web', { minAvailable: 2 });
  const scaled = (minReplicas: number): readonly JsonObject[] => [
    workload(),
    autoscaler('web', { minReplicas, maxReplicas: 9 }),
    policy,
  ];

  expect(judged(disruptionBudgetBlocksDrain, ...scaled(3))).toEqual([]);
  expect(judged(disruptionBudgetBlocksDrain, ...scaled(2))).toMatchObject([
    { message: expect.stringContaining('while HorizontalPodAutoscaler shop/web keeps as few as it may') },
  ]);
});

test('a share of pods without a controller is a share of nothing', () => {
  const bare = pod('web', {}, { app: 'web' });

  expect(judged(disruptionBudgetBlocksDrain, bare, budget('web', { maxUnavailable: 1 }))).toMatchObject([
    { severity: 'error', message: expect.stringContaining('covers the pods of Pod shop/web') },
  ]);
  expect(judged(disruptionBudgetBlocksDrain, bare, budget('web', { minAvailable: 0 }))).toEqual([]);
});

test('a share of pods of a Job is only a warning, because they end', () => {
  expect(
    judged(disruptionBudgetBlocksDrain, replicas(3), job('migrate'), budget('web', { maxUnavailable: 1 })),
  ).toMatchObject([{ severity: 'warning', message: expect.stringContaining('Job shop/migrate') }]);
});

test('a number of pods is not reached by those of a CronJob', () => {
  const cronJob = { ...job('report'), kind: 'CronJob', spec: { jobTemplate: { spec: job('report')['spec'] ?? {} } } };
  const policy = budget('web', { minAvailable: 2 });

  expect(judged(disruptionBudgetBlocksDrain, replicas(2), cronJob, policy)).toHaveLength(1);
  expect(judged(disruptionBudgetBlocksDrain, replicas(3), cronJob, policy)).toEqual([]);
  expect(judged(disruptionBudgetBlocksDrain, cronJob, budget('web', { maxUnavailable: 0 }))).toHaveLength(1);
});

test('pods of a DaemonSet stay when a node is drained, so that a budget for them alone blocks nothing', () => {
  const agent = workload({ kind: 'DaemonSet' });

  expect(judged(disruptionBudgetBlocksDrain, agent, budget('web', { maxUnavailable: 1 }))).toMatchObject([
    { severity: 'warning' },
  ]);
  expect(judged(disruptionBudgetBlocksDrain, agent, budget('web', { minAvailable: 1 }))).toEqual([]);
});

test('says nothing of pods that are not in the tree, unless no number of them could help', () => {
  expect(judged(disruptionBudgetBlocksDrain, budget('web', { minAvailable: 1 }))).toEqual([]);
  expect(judged(disruptionBudgetBlocksDrain, budget('web', { maxUnavailable: 0 }))).toHaveLength(1);
});

test.each<[string, JsonObject]>([
  ['no object', { spec: null }],
  ['values of other types', { spec: { minAvailable: true, selector: [] } }],
  ['a percentage without a number', { spec: { maxUnavailable: 'x%', selector: { matchLabels: { app: 'web' } } } }],
])('bears a spec with %s', (_what, fields) => {
  const odd = { ...budget('web', {}), ...fields };

  expect(() => judged(disruptionBudgetBlocksDrain, replicas(2), odd)).not.toThrow();
});

test('fails when two budgets cover the pods of one workload', () => {
  const two = [budget('web', { maxUnavailable: 1 }), budget('all', { maxUnavailable: 1 }, {})];

  expect(judged(disruptionBudgetOverlap, replicas(3), ...two)).toMatchObject([
    {
      object: 'PodDisruptionBudget shop/all',
      severity: 'error',
      message:
        'PodDisruptionBudget shop/all covers the pods of Deployment shop/web, which PodDisruptionBudget shop/web covers too.',
    },
  ]);
});

test('budgets of other pods, and none at all, do not overlap', () => {
  const other = budget('admin', { maxUnavailable: 1 }, { matchLabels: { app: 'admin' } });
  const unselected = { ...budget('none', {}), spec: { maxUnavailable: 1 } };

  expect(judged(disruptionBudgetOverlap, replicas(3), budget('web', {}), other, unselected)).toEqual([]);
});

test.each<[string, readonly JsonObject[]]>([
  ['two replicas', [replicas(2)]],
  ['a StatefulSet of two', [replicas(2, { kind: 'StatefulSet' })]],
  ['an autoscaler that keeps two', [workload(), autoscaler('web', { minReplicas: 2, maxReplicas: 4 })]],
])('misses a budget for %s', (_what, objects) => {
  expect(judged(disruptionBudgetMissing, ...objects)).toMatchObject([{ severity: 'warning' }]);
});

test.each<[string, readonly JsonObject[]]>([
  ['one replica', [replicas(1)]],
  ['no number, which is one replica', [workload()]],
  ['an autoscaler that may go down to one', [workload(), autoscaler('web', { maxReplicas: 4 })]],
  ['replicas that a budget covers', [replicas(2), budget('web', { maxUnavailable: 1 })]],
  ['a DaemonSet', [workload({ kind: 'DaemonSet' })]],
])('misses no budget for %s', (_what, objects) => {
  expect(judged(disruptionBudgetMissing, ...objects)).toEqual([]);
});

test('asks what holds for pods that are not ready', () => {
  const silent = budget('web', { maxUnavailable: 1 });
  const clear = budget('web', { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'IfHealthyBudget' });

  expect(judged(unhealthyPodEviction, silent)).toMatchObject([{ pointer: '/spec/unhealthyPodEvictionPolicy' }]);
  expect(judged(unhealthyPodEviction, clear)).toEqual([]);
});
