import { groupOf, isClusterScoped, kindName, rankOf, type Scope } from '../../lib/manifest/kinds';

test.each([
  ['v1', ''],
  ['apps/v1', 'apps'],
  ['cert-manager.io/v1', 'cert-manager.io'],
  ['', ''],
])('the group of %j is %j', (apiVersion, group) => {
  expect(groupOf(apiVersion)).toBe(group);
});

test.each([
  ['', 'Service', 'Service'],
  ['apps', 'Deployment', 'Deployment.apps'],
])('in the group %j the kind %s is called %s', (group, kind, name) => {
  expect(kindName(group, kind)).toBe(name);
});

test.each([
  ['Namespace', 'NetworkPolicy.networking.k8s.io'],
  ['CustomResourceDefinition.apiextensions.k8s.io', 'Certificate.cert-manager.io'],
  ['PriorityClass.scheduling.k8s.io', 'Deployment.apps'],
  ['NetworkPolicy.networking.k8s.io', 'Deployment.apps'],
  ['ResourceQuota', 'Pod'],
  ['PodDisruptionBudget.policy', 'StatefulSet.apps'],
  ['ServiceAccount', 'ConfigMap'],
  ['Secret', 'Deployment.apps'],
  ['PersistentVolume', 'PersistentVolumeClaim'],
  ['PersistentVolumeClaim', 'StatefulSet.apps'],
  ['Service', 'Deployment.apps'],
  ['Deployment.apps', 'Widget.example.com'],
  ['Widget.example.com', 'HorizontalPodAutoscaler.autoscaling'],
  ['Job.batch', 'Ingress.networking.k8s.io'],
  ['Ingress.networking.k8s.io', 'ValidatingWebhookConfiguration.admissionregistration.k8s.io'],
])('a %s comes before a %s', (first, second) => {
  expect(rankOf(first)).toBeLessThan(rankOf(second));
});

test('kinds that are not listed are of one rank', () => {
  expect(rankOf('Widget.example.com')).toBe(rankOf('Gadget.example.com'));
});

test.each([
  ['Namespace', true],
  ['ClusterRole.rbac.authorization.k8s.io', true],
  ['StorageClass.storage.k8s.io', true],
  ['ClusterIssuer.cert-manager.io', true],
  ['Role.rbac.authorization.k8s.io', false],
  ['ConfigMap', false],
  ['Widget.example.com', false],
])('that a %s belongs to no namespace is %j', (kind, expected) => {
  expect(isClusterScoped(kind)).toBe(expected);
});

test.each<[Scope, boolean]>([
  ['Cluster', true],
  ['Namespaced', false],
])('a definition with the scope %s decides for a kind that is not known', (scope, expected) => {
  expect(isClusterScoped('Widget.example.com', new Map([['Widget.example.com', scope]]))).toBe(expected);
});
