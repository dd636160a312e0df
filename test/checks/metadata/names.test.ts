import { names } from '../../../lib/checks/metadata/names';
import type { JsonObject } from '../../../lib/manifest/json';
import { core, inventoryOf } from '../../manifest/inventory-of';
import { judged, judgedBy } from '../judged';

test('fails when a name is illegal', () => {
  expect(judged(names, core('Service', 'My_Web'))).toMatchObject([
    {
      rule: 'name/illegal',
      object: 'Service shop/My_Web',
      message: "'My_Web' cannot name a Service.",
      fix: "Pass another name, for instance 'my-web'.",
      pointer: '/metadata/name',
    },
  ]);
});

test('fails when a namespace is illegal', () => {
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config', namespace: 'my.shop' } };

  expect(judged(names, object)).toMatchObject([
    {
      rule: 'name/illegal',
      message: "'my.shop' cannot name a Namespace.",
      fix: "Pass another namespace, for instance 'my-shop'.",
      pointer: '/metadata/namespace',
    },
  ]);
});

test('fails once each for the name and the namespace', () => {
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: '-', namespace: '-' } };

  expect(judged(names, object).map(({ pointer }) => pointer)).toEqual(['/metadata/name', '/metadata/namespace']);
});

test('a kind is judged by its own rule', () => {
  const service = core('Service', 'a.b');
  const config = core('ConfigMap', 'a.b');

  expect(judged(names, service, config).map(({ object }) => object)).toEqual(['Service shop/a.b']);
});

test('an object without a namespace is not judged by one', () => {
  expect(judged(names, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } })).toEqual([]);
});

test('an object without a name is told by the schema, or has a generated one', () => {
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { generateName: 'web-', namespace: 'shop' } };

  expect(judged(names, object)).toEqual([]);
});

function generated(generateName: string, type = 'v1/Pod'): JsonObject {
  const slash = type.lastIndexOf('/');
  const metadata = { generateName, namespace: 'shop' };
  return { apiVersion: type.slice(0, slash), kind: type.slice(slash + 1), metadata };
}

test('fails when names cannot start so', () => {
  expect(judged(names, generated('Web_Import-'))).toMatchObject([
    {
      message: "'Web_Import-' cannot start the name of a Pod.",
      fix: "Write another start, for instance 'web-import-'.",
      pointer: '/metadata/generateName',
    },
  ]);
});

test.each([
  ['-web-', 'v1/Pod'],
  ['web_', 'v1/Pod'],
  ['web.', 'v1/Pod'],
  ['---', 'v1/Pod'],
  ['web.shop-', 'v1/Service'],
  ['a'.repeat(48), 'batch/v1/CronJob'],
])('%s cannot start the name of a %s', (start, type) => {
  expect(judged(names, generated(start, type))).toHaveLength(1);
});

test.each([
  ['web-', 'v1/Pod'],
  ['web', 'v1/Pod'],
  ['web--', 'v1/Pod'],
  ['1-', 'v1/Pod'],
  ['web.shop-', 'v1/ConfigMap'],
  ['a'.repeat(70), 'v1/ConfigMap'],
  ['a'.repeat(47), 'batch/v1/CronJob'],
  ['system:web-', 'rbac.authorization.k8s.io/v1/Role'],
  ['', 'v1/Pod'],
])('%s may start the name of a %s', (start, type) => {
  expect(judged(names, generated(start, type))).toEqual([]);
});

test('a start counts beside a name, and one that is no text does not', () => {
  const metadata = { name: 'web', namespace: 'shop', generateName: 'Web-' };

  expect(judged(names, { apiVersion: 'v1', kind: 'Pod', metadata })).toHaveLength(1);
  expect(judged(names, { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, generateName: 5 } })).toEqual([]);
});

test.each([
  ['1.35', 1],
  ['1.36', 0],
] as const)('in Kubernetes %s, a Service whose name starts with a digit is told %d times', (version, times) => {
  const inventory = inventoryOf([core('Service', '1web')]);

  expect(judgedBy(names, inventory, { kubernetesVersion: version })).toHaveLength(times);
});

test('a PodDisruptionBudget may have any name that fits into a path', () => {
  const budget = (name: string): JsonObject => ({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace: 'shop' },
  });

  expect(judged(names, budget('Web_1'))).toEqual([]);
  expect(judged(names, budget('web/1'))).toHaveLength(1);
});
