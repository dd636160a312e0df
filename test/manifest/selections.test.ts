import type { JsonObject } from '../../lib/manifest/json';
import { selects } from '../../lib/manifest/selections';
import { core, graphOf, pod } from './inventory-of';

const web = pod('web', {}, { app: 'web', tier: 'front' });
const api = pod('api', {}, { app: 'api', tier: 'back' });
const plain = pod('plain', {});
const foreign: JsonObject = { ...web, metadata: { name: 'foreign', namespace: 'other', labels: { app: 'web' } } };

/** The names of the pods that each selector of an object selects. */
function selected(manifest: JsonObject): readonly (readonly string[])[] {
  const { selections } = graphOf(web, api, plain, foreign, manifest);
  return selections.map(({ to }) => to.map(({ name }) => name));
}

function inGroup(apiVersion: string, kind: string, selector: JsonObject): JsonObject {
  return { ...core(kind, 'it', { spec: { selector } }), apiVersion };
}

test('a Service selects the pods of its namespace that have all its labels', () => {
  expect(selected(core('Service', 'it', { spec: { selector: { app: 'web', tier: 'front' } } }))).toEqual([['web']]);
});

test('a Service selects no pods that lack one of its labels', () => {
  expect(selected(core('Service', 'it', { spec: { selector: { app: 'web', tier: 'back' } } }))).toEqual([[]]);
});

test.each<[string, JsonObject]>([
  ['no selector', {}],
  ['an empty selector', { selector: {} }],
  ['no selector but null', { selector: null }],
])('a Service with %s selects nothing', (_title, spec) => {
  expect(selected(core('Service', 'it', { spec }))).toEqual([]);
});

test.each<[string, string]>([
  ['policy/v1', 'PodDisruptionBudget'],
  ['apps/v1', 'ReplicaSet'],
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
  ['apps/v1', 'DaemonSet'],
])('the LabelSelector of a %s %s selects by labels', (apiVersion, kind) => {
  expect(selected(inGroup(apiVersion, kind, { matchLabels: { app: 'api' } }))).toEqual([['api']]);
});

test('a workload selects its own pods', () => {
  const labels = { app: 'shop' };
  const deployment = { spec: { selector: { matchLabels: labels }, template: { metadata: { labels } } } };

  expect(selected({ ...core('Deployment', 'it', deployment), apiVersion: 'apps/v1' })).toEqual([['it']]);
});

test('an empty LabelSelector selects every pod of its namespace', () => {
  expect(selected(inGroup('policy/v1', 'PodDisruptionBudget', {}))).toEqual([['web', 'api', 'plain']]);
});

test('a NetworkPolicy selects its own pods and its peers', () => {
  const spec: JsonObject = {
    podSelector: { matchLabels: { app: 'api' } },
    ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }] }],
    egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }, { podSelector: { matchLabels: { tier: 'front' } } }] }],
  };

  expect(selected({ ...core('NetworkPolicy', 'it', { spec }), apiVersion: 'networking.k8s.io/v1' })).toEqual([
    ['api'],
    ['web'],
    ['web'],
  ]);
});

test('a peer of other namespaces is left out', () => {
  const peer = { podSelector: { matchLabels: { app: 'web' } }, namespaceSelector: {} };
  const spec = { podSelector: {}, ingress: [{ from: [peer] }] };

  expect(selected({ ...core('NetworkPolicy', 'it', { spec }), apiVersion: 'networking.k8s.io/v1' })).toEqual([
    ['web', 'api', 'plain'],
  ]);
});

test('a selection tells the field that selects', () => {
  const spec: JsonObject = { podSelector: {}, ingress: [{ from: [{ ipBlock: {} }, { podSelector: {} }] }] };
  const { selections } = graphOf({ ...core('NetworkPolicy', 'it', { spec }), apiVersion: 'networking.k8s.io/v1' });

  expect(selections.map(({ at }) => at)).toEqual([
    ['spec', 'podSelector'],
    ['spec', 'ingress', 0, 'from', 1, 'podSelector'],
  ]);
});

test('objects without a namespace select pods without one', () => {
  const nowhere: JsonObject = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'nowhere', labels: { app: 'web' } } };
  const service: JsonObject = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'it' },
    spec: { selector: { app: 'web' } },
  };

  expect(graphOf(nowhere, web, service).selections).toMatchObject([{ to: [{ name: 'nowhere' }] }]);
});

const labels = { app: 'web', tier: 'front' };

test.each<[JsonObject, boolean]>([
  [{}, true],
  [{ matchLabels: {} }, true],
  [{ matchLabels: { app: 'web' } }, true],
  [{ matchLabels: { app: 'api' } }, false],
  [{ matchLabels: { zone: 'a' } }, false],
  [{ matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'api'] }] }, true],
  [{ matchExpressions: [{ key: 'app', operator: 'In', values: ['api'] }] }, false],
  [{ matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] }, false],
  [{ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['api'] }] }, true],
  [{ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] }, false],
  [{ matchExpressions: [{ key: 'zone', operator: 'NotIn', values: ['a'] }] }, true],
  [{ matchExpressions: [{ key: 'app', operator: 'Exists' }] }, true],
  [{ matchExpressions: [{ key: 'zone', operator: 'Exists' }] }, false],
  [{ matchExpressions: [{ key: 'zone', operator: 'DoesNotExist' }] }, true],
  [{ matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }, false],
  [{ matchExpressions: [{ key: 'app', operator: 'Like', values: ['web'] }] }, false],
  [{ matchLabels: { app: 'web' }, matchExpressions: [{ key: 'tier', operator: 'In', values: ['back'] }] }, false],
  [
    {
      matchExpressions: [
        { key: 'app', operator: 'Exists' },
        { key: 'zone', operator: 'Exists' },
      ],
    },
    false,
  ],
])('that %j matches is %j', (selector, expected) => {
  expect(selects(selector, labels)).toBe(expected);
});

test('an inventory without selectors has no selections', () => {
  expect(graphOf(web, api).selections).toEqual([]);
});

const owner = (apiVersion: string, kind: string, spec: JsonObject): JsonObject => ({
  ...core(kind, 'web', { spec }),
  apiVersion,
});
const template = { metadata: { labels: { app: 'web' } } };

test.each<[string, JsonObject, JsonObject, boolean]>([
  [
    'StatefulSet',
    owner('apps/v1', 'StatefulSet', { template }),
    { 'statefulset.kubernetes.io/pod-name': 'web-0' },
    true,
  ],
  [
    'StatefulSet',
    owner('apps/v1', 'StatefulSet', { template }),
    { 'statefulset.kubernetes.io/pod-name': 'db-0' },
    false,
  ],
  ['StatefulSet', owner('apps/v1', 'StatefulSet', { template }), { 'apps.kubernetes.io/pod-index': '0' }, true],
  [
    'Deployment',
    owner('apps/v1', 'Deployment', { template }),
    { 'statefulset.kubernetes.io/pod-name': 'web-0' },
    false,
  ],
  ['Deployment', owner('apps/v1', 'Deployment', { template }), { app: 'web', 'pod-template-hash': 'x' }, true],
  ['Deployment', owner('apps/v1', 'Deployment', { template }), { app: 'api', 'pod-template-hash': 'x' }, false],
  ['DaemonSet', owner('apps/v1', 'DaemonSet', { template }), { 'controller-revision-hash': 'x' }, true],
  ['Job', owner('batch/v1', 'Job', { template }), { 'batch.kubernetes.io/job-name': 'web' }, true],
  ['Job', owner('batch/v1', 'Job', { template }), { 'job-name': 'db' }, false],
  ['CronJob', owner('batch/v1', 'CronJob', { jobTemplate: { spec: { template } } }), { 'job-name': 'web-123' }, true],
  ['Job', owner('batch/v1', 'Job', { template: {} }), { 'controller-uid': 'x' }, true],
])('what the controller of a %s adds to the labels of its pods counts: %#', (_kind, manifest, selector, expected) => {
  const service = core('Service', 'it', { spec: { selector } });

  expect(graphOf(manifest, service).selections.find(({ from }) => from.kind === 'Service')?.to).toHaveLength(
    expected ? 1 : 0,
  );
});

test.each<[JsonObject, boolean]>([
  [{ operator: 'Exists' }, true],
  [{ operator: 'DoesNotExist' }, false],
  [{ operator: 'In', values: ['web-1'] }, true],
  [{ operator: 'In', values: ['db-1'] }, false],
  [{ operator: 'NotIn', values: ['web-0'] }, true],
])('a label that the controller adds has some value: %j', (expression, expected) => {
  const set = owner('apps/v1', 'StatefulSet', { template });
  const selector = { matchExpressions: [{ key: 'statefulset.kubernetes.io/pod-name', ...expression }] };
  const budget: JsonObject = { ...core('PodDisruptionBudget', 'it', { spec: { selector } }), apiVersion: 'policy/v1' };

  expect(graphOf(set, budget).selections.at(-1)?.to).toHaveLength(expected ? 1 : 0);
});
