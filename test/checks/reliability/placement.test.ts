import type { JsonObject } from 'stackwright';
import type { Check } from '../../../lib/checks/check';
import type { Platform } from '../../../lib/checks/platform';
import { antiAffinityBlocksRollout } from '../../../lib/checks/reliability/anti-affinity-blocks-rollout';
import { spreadMissing, spreadTooWide, spreadUnselected } from '../../../lib/checks/reliability/spread';
import type { Finding } from '../../../lib/manifest/finding';
import { inventoryOf } from '../../manifest/inventory-of';
import { judgedBy } from '../judged';
import { apart, autoscaler, workload } from './objects';

const ZONE = 'topology.kubernetes.io/zone';
const HOSTNAME = 'kubernetes.io/hostname';
const nodes = (count: number, labels?: Readonly<Record<string, string>>) => ({
  count,
  cpu: '4',
  memory: '16Gi',
  ...(labels ? { labels } : {}),
});

function on(platform: Platform, check: Check, ...objects: readonly JsonObject[]): readonly Finding[] {
  return judgedBy(check, inventoryOf(objects), platform);
}

const rolling = (maxUnavailable: number | string, maxSurge: number | string): JsonObject => ({
  strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable, maxSurge } },
});

test.each<[string, JsonObject, JsonObject, Platform]>([
  ['one replica on each node', { replicas: 3, ...rolling(0, 1) }, apart(HOSTNAME), { nodes: [nodes(3)] }],
  ['the default strategy, which rounds to 0', { replicas: 3 }, apart(HOSTNAME), { nodes: [nodes(1), nodes(2)] }],
  ['one replica in each zone', { replicas: 2 }, apart(ZONE), { zones: 2 }],
  ['a port of the node', {}, { hostNetwork: true, containers: [port(80)] }, { nodes: [nodes(1)] }],
  [
    'nodes of one pool only',
    { replicas: 2 },
    { ...apart(HOSTNAME), nodeSelector: { pool: 'a' } },
    {
      nodes: [nodes(2, { pool: 'a' }), nodes(9)],
    },
  ],
])('a rollout has no place for a new pod beside %s', (_what, spec, pod, platform) => {
  expect(on(platform, antiAffinityBlocksRollout, workload({ spec, pod }))).toMatchObject([{ severity: 'error' }]);
});

test.each<[string, JsonObject, JsonObject, Platform]>([
  ['a node more', { replicas: 3 }, apart(HOSTNAME), { nodes: [nodes(4)] }],
  ['a pod that may be missing', { replicas: 3, ...rolling(1, 0) }, apart(HOSTNAME), { nodes: [nodes(3)] }],
  ['a quarter of four that may be missing', { replicas: 4 }, apart(HOSTNAME), { nodes: [nodes(4)] }],
  [
    'percentages that both come to nothing',
    { replicas: 3, ...rolling('1%', 0) },
    apart(HOSTNAME),
    { nodes: [nodes(3)] },
  ],
  ['old pods ended first', { replicas: 3, strategy: { type: 'Recreate' } }, apart(HOSTNAME), { nodes: [nodes(3)] }],
  [
    'pods of other labels',
    { replicas: 3 },
    apart(HOSTNAME, { labelSelector: { matchLabels: { app: 'db' } } }),
    {
      nodes: [nodes(3)],
    },
  ],
  ['pods of another namespace', { replicas: 3 }, apart(HOSTNAME, { namespaces: ['other'] }), { nodes: [nodes(3)] }],
  [
    'pods of the same release',
    { replicas: 3 },
    apart(HOSTNAME, { matchLabelKeys: ['pod-template-hash'] }),
    {
      nodes: [nodes(3)],
    },
  ],
])('a rollout has a place with %s', (_what, spec, pod, platform) => {
  expect(on(platform, antiAffinityBlocksRollout, workload({ spec, pod }))).toEqual([]);
});

test('says the numbers', () => {
  expect(
    on({ nodes: [nodes(3)] }, antiAffinityBlocksRollout, workload({ spec: { replicas: 3 }, pod: apart(HOSTNAME) })),
  ).toMatchObject([
    {
      message:
        'Deployment shop/web keeps 3 pods while a new one starts (maxUnavailable comes to 0), but required podAntiAffinity by kubernetes.io/hostname has room for 3 (3 nodes).',
      pointer: '/spec/template/spec/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/0',
    },
  ]);
});

test('without a platform, a spare node is a matter of the production pack', () => {
  const inventory = inventoryOf([workload({ spec: { replicas: 3 }, pod: apart(HOSTNAME) })]);

  expect(judgedBy(antiAffinityBlocksRollout, inventory)).toMatchObject([{ severity: 'warning' }]);
});

test('the new pod of a DaemonSet meets the old one on its node', () => {
  const surging = { updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
  const pod = { containers: [{ name: 'agent', ports: [{ containerPort: 80, hostPort: 80 }] }] };
  const daemonSet = (spec: JsonObject): JsonObject => workload({ kind: 'DaemonSet', spec, pod });

  expect(on({}, antiAffinityBlocksRollout, daemonSet(surging))).toMatchObject([
    { pointer: '/spec/template/spec/containers/0/ports/0/hostPort' },
  ]);
  expect(on({}, antiAffinityBlocksRollout, daemonSet({}))).toEqual([]);
});

test.each<[string, JsonObject, JsonObject, Platform, string]>([
  ['more replicas than zones', { replicas: 4 }, apart(ZONE), { zones: 3 }, 'error'],
  ['more replicas than nodes', { replicas: 4 }, apart(HOSTNAME), { nodes: [nodes(3)] }, 'error'],
  ['more replicas than most clusters have zones', { replicas: 4 }, apart(ZONE), {}, 'warning'],
  ['pods that are to be together and apart', { replicas: 2 }, contradiction(HOSTNAME, HOSTNAME), {}, 'error'],
  ['pods on one node but in different zones', { replicas: 2 }, contradiction(HOSTNAME, ZONE), {}, 'error'],
  ['fewer zones than a spread asks for', { replicas: 3 }, spread({ minDomains: 3 }), { zones: 2 }, 'error'],
])('there is no place for %s', (_what, spec, pod, platform, severity) => {
  expect(on(platform, spreadTooWide, workload({ spec, pod }))).toMatchObject([{ severity }]);
});

test.each<[string, JsonObject, JsonObject, Platform]>([
  ['a replica in each zone', { replicas: 3 }, apart(ZONE), { zones: 3 }],
  ['replicas on nodes that nobody counted', { replicas: 40 }, apart(HOSTNAME), {}],
  ['pods in one zone on different nodes', { replicas: 3 }, contradiction(ZONE, HOSTNAME), {}],
  ['as many pods as two zones take', { replicas: 4 }, spread({ minDomains: 3, maxSkew: 2 }), { zones: 2 }],
  [
    'a spread that is only wanted',
    { replicas: 9 },
    spread({ minDomains: 3, whenUnsatisfiable: 'ScheduleAnyway' }),
    {
      zones: 2,
    },
  ],
  ['a spread without minDomains', { replicas: 9 }, spread({}), { zones: 2 }],
  ['no term', { replicas: 9 }, { affinity: { podAntiAffinity: {} } }, { zones: 2 }],
])('there is a place for %s', (_what, spec, pod, platform) => {
  expect(on(platform, spreadTooWide, workload({ spec, pod }))).toEqual([]);
});

test('what an autoscaler may add beyond the zones is a warning', () => {
  const scaler = autoscaler('web', { minReplicas: 2, maxReplicas: 6 });

  expect(on({ zones: 3 }, spreadTooWide, workload({ pod: apart(ZONE) }), scaler)).toMatchObject([
    { severity: 'warning', message: expect.stringContaining('makes up to 6 pods') },
  ]);
});

test.each<[string, JsonObject]>([
  ['nothing', {}],
  ['a spread of other pods', spread({ labelSelector: { matchLabels: { app: 'db' } } })],
  ['a spread of no pods', { topologySpreadConstraints: [{ topologyKey: ZONE, whenUnsatisfiable: 'ScheduleAnyway' }] }],
  ['text where a list is expected', { topologySpreadConstraints: 'zone' }],
])('misses a spread where there is %s', (_what, pod) => {
  expect(on({}, spreadMissing, workload({ spec: { replicas: 2 }, pod }))).toMatchObject([
    { pointer: '/spec/template/spec/topologySpreadConstraints' },
  ]);
});

test.each<[string, JsonObject, JsonObject]>([
  ['one replica', {}, { replicas: 1 }],
  ['a spread', spread({}), { replicas: 2 }],
  ['required anti-affinity', apart(HOSTNAME), { replicas: 2 }],
  ['preferred anti-affinity', preferred(), { replicas: 2 }],
])('misses no spread where there is %s', (_what, pod, spec) => {
  expect(on({}, spreadMissing, workload({ spec, pod }))).toEqual([]);
});

function port(containerPort: number): JsonObject {
  return { name: 'web', ports: [{ containerPort }] };
}

function spread(fields: JsonObject): JsonObject {
  const constraint = {
    topologyKey: ZONE,
    maxSkew: 1,
    whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: { matchLabels: { app: 'web' } },
    ...fields,
  };
  return { topologySpreadConstraints: [constraint] };
}

function contradiction(together: string, away: string): JsonObject {
  const labelSelector = { matchLabels: { app: 'web' } };
  const terms = (topologyKey: string): JsonObject => ({
    requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector }],
  });
  return { affinity: { podAffinity: terms(together), podAntiAffinity: terms(away) } };
}

function preferred(): JsonObject {
  const podAffinityTerm = { topologyKey: HOSTNAME, labelSelector: { matchLabels: { app: 'web' } } };
  return {
    affinity: {
      podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm }] },
    },
  };
}

describe('a spread constraint', () => {
  const constraint = (fields: JsonObject): JsonObject => ({ topologyKey: ZONE, maxSkew: 1, ...fields });
  const spread = (...topologySpreadConstraints: readonly (JsonObject | null)[]): readonly Finding[] =>
    on({}, spreadUnselected, workload({ pod: { topologySpreadConstraints } }));

  test.each<JsonObject>([{}, { labelSelector: null }])('with %j counts no pods', (fields) => {
    expect(spread(constraint({ labelSelector: {} }), constraint(fields))).toMatchObject([
      {
        severity: 'warning',
        message: `The constraint of Deployment shop/web by '${ZONE}' has no labelSelector, so that it counts no pods.`,
        pointer: '/spec/template/spec/topologySpreadConstraints/1/labelSelector',
      },
    ]);
  });

  test.each<JsonObject>([{ labelSelector: {} }, { labelSelector: { matchLabels: { app: 'web' } } }])(
    'with %j counts some',
    (fields) => {
      expect(spread(null, constraint(fields))).toEqual([]);
    },
  );
});
