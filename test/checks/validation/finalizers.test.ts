import { finalizers } from '../../../lib/checks/validation/finalizers';
import type { Json, JsonObject } from '../../../lib/manifest/json';
import { judged } from '../judged';

function held(names: Json, type = 'v1/ConfigMap'): JsonObject {
  const slash = type.lastIndexOf('/');
  const metadata = { name: 'web', namespace: 'shop', finalizers: names };
  return { apiVersion: type.slice(0, slash), kind: type.slice(slash + 1), metadata };
}

test.each([
  ['cleanup', "The finalizer 'cleanup' has no domain before it."],
  ['a b/c', "'a b/c' cannot be the name of a finalizer."],
  ['shop.example/', "'shop.example/' cannot be the name of a finalizer."],
  ['', 'The name of a finalizer is empty.'],
])('the API server refuses the finalizer %j', (name, message) => {
  expect(judged(finalizers, held(['shop.example/cleanup', name]))).toMatchObject([
    { severity: 'error', message, pointer: '/metadata/finalizers/1' },
  ]);
});

test('it refuses two that are contrary to each other', () => {
  expect(judged(finalizers, held(['orphan', 'foregroundDeletion'], 'shop.example/v1/Shop'))).toMatchObject([
    { pointer: '/metadata/finalizers', want: "'orphan' or 'foregroundDeletion'" },
  ]);
});

test.each(['apps/v1/Deployment', 'rbac.authorization.k8s.io/v1/Role', 'storage.k8s.io/v1/StorageClass'])(
  'a %s asks for a domain',
  (type) => {
    expect(judged(finalizers, held(['cleanup'], type))).toHaveLength(1);
  },
);

test.each([
  'policy/v1/PodDisruptionBudget',
  'coordination.k8s.io/v1/Lease',
  'apiextensions.k8s.io/v1/CustomResourceDefinition',
  'admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration',
  'argoproj.io/v1alpha1/Application',
])('a %s takes a name alone', (type) => {
  expect(judged(finalizers, held(['resources-finalizer.argocd.argoproj.io'], type))).toEqual([]);
  expect(judged(finalizers, held(['a b'], type))).toHaveLength(1);
});

test.each<[Json]>([
  [['kubernetes', 'orphan']],
  [['foregroundDeletion', 'shop.example/Clean_up']],
  [[]],
  [null],
  ['x'],
  [[null, 5, {}]],
])('%j is fine', (names) => {
  expect(judged(finalizers, held(names))).toEqual([]);
});
