import { names } from '../../../lib/checks/metadata/names';
import { core } from '../../manifest/inventory-of';
import { judged } from '../judged';

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
