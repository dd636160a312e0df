import type { JsonObject } from '../../../lib/manifest/json';
import { immutableFields, replacedByProvider, replaceOnChanges } from '../../../lib/pulumi/kinds/immutable-fields';

const NAMES = ['metadata.name', 'metadata.namespace'];

function object(kind: string, manifest: JsonObject = {}) {
  return { kind, manifest };
}

test('every object is another one under another name', () => {
  expect(immutableFields(object('Widget.example.com'))).toEqual(NAMES);
  expect(replacedByProvider(object('Widget.example.com'))).toEqual(NAMES);
  expect(replaceOnChanges(object('Widget.example.com'))).toEqual([]);
});

test('a kind of another group has fields of its own', () => {
  expect(immutableFields(object('Deployment.example.com'))).toEqual(NAMES);
});

test.each([
  ['Deployment.apps', []],
  ['StatefulSet.apps', []],
  ['RoleBinding.rbac.authorization.k8s.io', []],
  ['ReplicaSet.apps', ['spec.selector']],
  ['StorageClass.storage.k8s.io', ['reclaimPolicy', 'volumeBindingMode']],
  ['IngressClass.networking.k8s.io', ['spec.controller']],
  ['PriorityClass.scheduling.k8s.io', ['value', 'preemptionPolicy']],
  ['Service', ['spec.clusterIPs[0]', 'spec.ipFamilies[0]', 'spec.loadBalancerClass', 'spec.healthCheckNodePort']],
])('a %s is replaced for what the provider does not think of itself: %j', (kind, fields) => {
  expect(replaceOnChanges(object(kind))).toEqual(fields);
});

test.each(['PersistentVolumeClaim', 'PersistentVolume', 'CustomResourceDefinition.apiextensions.k8s.io'])(
  'a %s is not replaced on our word: what it holds would go with it',
  (kind) => {
    expect(immutableFields(object(kind)).length).toBeGreaterThan(NAMES.length);
    expect(replaceOnChanges(object(kind))).toEqual([]);
  },
);

describe('data', () => {
  test('may change, until the object is immutable', () => {
    expect(immutableFields(object('ConfigMap'))).toEqual([...NAMES, 'immutable']);
    expect(immutableFields(object('ConfigMap', { immutable: true }))).toEqual([...NAMES, 'data', 'binaryData']);
    expect(immutableFields(object('Secret'))).toEqual([...NAMES, 'type', 'immutable']);
    expect(immutableFields(object('Secret', { immutable: true }))).toEqual([...NAMES, 'type', 'data', 'stringData']);
  });

  test('is replaced by the provider all the same, unless it is told not to', () => {
    const mutable = { enableConfigMapMutable: true, enableSecretMutable: true };
    expect(replacedByProvider(object('ConfigMap'))).toEqual([...NAMES, 'binaryData', 'data']);
    expect(replacedByProvider(object('ConfigMap'), mutable)).toEqual(NAMES);
    expect(replacedByProvider(object('Secret'))).toEqual([...NAMES, 'type', 'stringData', 'data']);
    expect(replacedByProvider(object('Secret'), mutable)).toEqual([...NAMES, 'type']);
  });

  test('that is immutable is replaced whatever the provider is told', () => {
    const mutable = { enableConfigMapMutable: true, enableSecretMutable: true };
    expect(replacedByProvider(object('ConfigMap', { immutable: true }), mutable)).toContain('data');
    expect(replacedByProvider(object('Secret', { immutable: true }), mutable)).toContain('stringData');
  });

  test('that is immutable no longer makes the object another one', () => {
    expect(replaceOnChanges(object('ConfigMap'))).toEqual(['immutable']);
    expect(replaceOnChanges(object('ConfigMap', { immutable: true }))).toEqual([]);
  });
});
