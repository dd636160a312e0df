import { names } from '../../../lib/checks/metadata/names';
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

test.each(['web.', 'Web-', 'web_', '-'])("fails where a generated name would begin with '%s'", (generateName) => {
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { generateName, namespace: 'shop' } };

  expect(judged(names, object)).toMatchObject([{ rule: 'name/illegal', pointer: '/metadata/generateName' }]);
});

test('a beginning may be longer than the name, which is cut', () => {
  const metadata = { generateName: `${'a'.repeat(80)}-`, namespace: 'shop' };

  expect(judged(names, { apiVersion: 'batch/v1', kind: 'Job', metadata })).toEqual([]);
  expect(judged(names, { apiVersion: 'batch/v1', kind: 'CronJob', metadata })).toHaveLength(1);
});

test('since 1.36 a Service may begin with a digit', () => {
  const service = core('Service', '2-tier');

  expect(judgedBy(names, inventoryOf([service]), { kubernetesVersion: '1.35' })).toHaveLength(1);
  expect(judgedBy(names, inventoryOf([service]), { kubernetesVersion: '1.36' })).toEqual([]);
});

test('a name of a megabyte is not told whole', () => {
  const [finding] = judged(names, core('Service', `${'a'.repeat(1_000_000)}_`));

  expect(finding?.message).toMatch(/^'a+…a+_' cannot name a Service\.$/);
  expect(finding?.object?.length).toBeLessThan(2_000);
  expect(finding?.got?.length).toBeLessThan(100);
});
