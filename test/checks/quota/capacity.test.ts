import type { NodePool } from '../../../lib/checks/platform';
import { capacity } from '../../../lib/checks/quota/capacity';
import type { Finding } from '../../../lib/manifest/finding';
import type { JsonObject } from '../../../lib/manifest/json';
import { inventoryOf, pod } from '../../manifest/inventory-of';
import { judged, judgedBy } from '../judged';
import { container, cpu, deployment, other, workload } from './manifests';

const on = (nodes: readonly NodePool[], ...manifests: readonly JsonObject[]): readonly Finding[] =>
  judgedBy(capacity, inventoryOf(manifests), { nodes });
const rules = (nodes: readonly NodePool[], ...manifests: readonly JsonObject[]): readonly string[] =>
  on(nodes, ...manifests).map(({ rule }) => rule);

const three: readonly NodePool[] = [{ count: 3, cpu: '4', memory: '8Gi' }];
const web = (replicas: number, request: string, spec: JsonObject = {}): JsonObject =>
  deployment('web', { replicas, ...spec }, cpu(request));
const careful = { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
const quick = { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } } };

test('nothing is too large where no nodes are declared', () => {
  expect(judged(capacity, web(3, '1000'))).toEqual([]);
});

test('a pod that is larger than each node fails', () => {
  const nodes = [
    { count: 2, cpu: '3920m', memory: '14Gi' },
    { count: 1, cpu: '1', memory: '64Gi' },
  ];

  expect(on(nodes, pod('web', { containers: [container({ requests: { cpu: '2', memory: '15Gi' } })] }))).toEqual([
    expect.objectContaining({
      rule: 'capacity/exceeded',
      pointer: '/spec',
      message:
        'Pod shop/web needs 2 of cpu and 15Gi of memory for each pod, but no node gives that much ' +
        '(3920m of cpu and 14Gi of memory; 1 of cpu and 64Gi of memory).',
    }),
  ]);
});

test.each<[string, number]>([
  ['4', 0],
  ['4001m', 1],
])('a pod of %s cpu is held against a node of 4', (request, count) => {
  expect(on(three, pod('web', { containers: [container(cpu(request))] }))).toHaveLength(count);
});

test('more pods than the nodes hold fail, though they fit by the sum', () => {
  expect(on(three, web(4, '3', quick))).toMatchObject([
    {
      pointer: '/spec/replicas',
      got: '4',
      message: 'Deployment shop/web needs 3 of cpu for each pod, of which the 3 nodes hold 3: 1 of 4 stay Pending.',
    },
  ]);
});

test('all pods together may be too many', () => {
  const nodes = [{ count: 2, cpu: '4', memory: '8Gi', pods: 3 }];
  const others = [deployment('a', { replicas: 3 }), deployment('b', { replicas: 4 })];

  expect(on(nodes, ...others)).toMatchObject([
    {
      rule: 'capacity/exceeded',
      object: 'Deployment shop/b',
      message: 'All pods need 7 of pods, 1 more than the 2 nodes give: Deployment shop/b 4, Deployment shop/a 3.',
    },
  ]);
});

test('a DaemonSet has a pod on each node', () => {
  const agent = workload('DaemonSet', 'agent', {}, cpu('1'));

  expect(rules(three, agent, web(9, '1', quick))).toEqual([]);
  expect(rules(three, agent, web(10, '1', quick))).toEqual(['capacity/exceeded']);
});

test('a node that has no room for a pod of a DaemonSet is told', () => {
  const nodes = [
    { count: 2, cpu: '8', memory: '8Gi' },
    { count: 1, cpu: '1', memory: '8Gi' },
  ];

  expect(on(nodes, workload('DaemonSet', 'agent', {}, cpu('2')))).toMatchObject([
    { message: expect.stringMatching(/of which the 3 nodes hold 2: 1 of 3 stay Pending\.$/) },
  ]);
});

test('the pods of a Job may wait for one another', () => {
  const job = (request: string): JsonObject =>
    other('batch/v1', 'Job', 'job', {
      parallelism: 9,
      completions: 9,
      template: { spec: { containers: [container(cpu(request))] } },
    });

  expect(on(three, job('3'))).toEqual([]);
  expect(on(three, job('5'))).toHaveLength(1);
});

test('only nodes with the labels that a pod selects count, as far as labels are known', () => {
  const nodes = [
    { count: 1, cpu: '8', memory: '8Gi', labels: { arch: 'amd64' } },
    { count: 1, cpu: '2', memory: '8Gi', labels: { arch: 'arm64' } },
  ];
  const on4 = (nodeSelector: JsonObject): JsonObject => pod('web', { nodeSelector, containers: [container(cpu('4'))] });

  expect(rules(nodes, on4({ arch: 'amd64' }))).toEqual([]);
  expect(rules(nodes, on4({ arch: 'arm64' }))).toEqual(['capacity/exceeded']);
  expect(on(nodes, on4({ arch: 'riscv' }))).toMatchObject([
    { message: 'Pod shop/web needs 4 of cpu for each pod, but no node has the labels that it selects.' },
  ]);
  expect(rules(nodes, on4({ disk: 'ssd' }))).toEqual([]);
});

test('pods that another scheduler places are left alone', () => {
  const spec = { containers: [container(cpu('9'))] };

  expect(on(three, pod('a', { ...spec, schedulerName: 'batch' }), pod('b', { ...spec, nodeName: 'big' }))).toEqual([]);
});

describe('rollouts', () => {
  test('hang where there is room for no pod more', () => {
    expect(on(three, web(12, '1', careful))).toEqual([
      expect.objectContaining({
        rule: 'capacity/rollout-hangs',
        pointer: '/spec/strategy/rollingUpdate/maxUnavailable',
        message:
          'The rollout of Deployment shop/web starts a new pod before it ends an old one, because maxUnavailable is 0: ' +
          'the pod needs 1 of cpu, but beside 12 pods the 3 nodes hold 12 of them. It hangs with 0 of 12 pods updated.',
      }),
    ]);
    expect(on(three, web(11, '1', careful))).toEqual([]);
    expect(on(three, web(12, '1', quick))).toEqual([]);
  });

  test('hang where what is left is in pieces', () => {
    expect(rules(three, web(3, '3', careful))).toEqual(['capacity/rollout-hangs']);
  });

  test('hang where others have the room', () => {
    expect(on(three, web(2, '1', careful), deployment('db', { replicas: 10, ...quick }, cpu('1')))).toMatchObject([
      { message: expect.stringContaining('all nodes together have 0 of cpu left') },
    ]);
  });

  test('of a DaemonSet are not judged', () => {
    const updateStrategy = { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };

    expect(on(three, workload('DaemonSet', 'agent', { updateStrategy }, cpu('1')))).toEqual([]);
  });
});
