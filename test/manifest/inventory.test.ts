import { identityOf, kindOf, titleOf } from '../../lib/manifest/inventory';
import { core, inventoryOf } from './inventory-of';

test('an object is found by its kind, namespace and name', () => {
  const inventory = inventoryOf([core('ConfigMap', 'a'), core('Secret', 'a'), core('ConfigMap', 'b')]);

  expect(inventory.find({ kind: 'Secret', namespace: 'shop', name: 'a', stack: 'any' })).toBe(inventory.objects[1]);
});

test.each([
  ['Secret', 'shop', 'a'],
  ['ConfigMap', 'other', 'a'],
  ['ConfigMap', undefined, 'a'],
  ['ConfigMap', 'shop', 'b'],
])('there is no %s %s/%s', (kind, namespace, name) => {
  expect(inventoryOf([core('ConfigMap', 'a')]).find({ kind, namespace, name, stack: 'any' })).toBeUndefined();
});

test('of two with one identity the first is found', () => {
  const inventory = inventoryOf([core('ConfigMap', 'a', { data: { x: '1' } }), core('ConfigMap', 'a')]);

  expect(inventory.find({ kind: 'ConfigMap', namespace: 'shop', name: 'a', stack: 'any' })).toBe(inventory.objects[0]);
});

test.each([
  [
    { kind: 'Deployment.apps', namespace: 'shop', name: 'web', stack: 's' },
    'Deployment.apps shop/web',
    'Deployment shop/web',
  ],
  [
    { kind: 'Deployment.apps', namespace: undefined, name: 'web', stack: 's' },
    'Deployment.apps (s)/web',
    'Deployment web',
  ],
  [{ kind: 'Namespace', namespace: undefined, name: 'shop', stack: 's' }, 'Namespace shop', 'Namespace shop'],
])('%j is known as %j and called %j', (object, identity, title) => {
  expect([identityOf(object), titleOf(object)]).toEqual([identity, title]);
});

test.each([
  [{ apiVersion: 'apps/v1', kind: 'Deployment' }, 'Deployment.apps'],
  [{ apiVersion: 'v1', kind: 'Service' }, 'Service'],
  [{ kind: 'Service' }, 'Service'],
  [{ apiVersion: 1, kind: null }, ''],
])('the kind of %j is %j', (manifest, kind) => {
  expect(kindOf(manifest)).toBe(kind);
});
