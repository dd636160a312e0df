import type { JsonObject } from '../../../lib/manifest/json';
import { awaitsAddress, isAwaited, SKIP_AWAIT, waitOf } from '../../../lib/pulumi/kinds/awaited';

function wait(kind: string, manifest: JsonObject = {}) {
  return waitOf({ kind, manifest });
}

test.each([
  ['Deployment.apps', 600],
  ['StatefulSet.apps', 600],
  ['DaemonSet.apps', 600],
  ['Job.batch', 600],
  ['Pod', 600],
  ['Service', 600],
  ['Ingress.networking.k8s.io', 600],
])('a %s is awaited for %i seconds, or as long as its resource says', (kind, timeout) => {
  expect(wait(kind)).toMatchObject({ timeout, adjustable: true });
});

test.each([
  ['ReplicationController', 600],
  ['PersistentVolumeClaim', 300],
  ['PersistentVolume', 300],
  ['ResourceQuota', 60],
])('a %s is awaited for %i seconds, whatever its resource says', (kind, timeout) => {
  expect(wait(kind)).toMatchObject({ timeout, adjustable: false });
});

test.each([
  ...['ConfigMap', 'Secret', 'Namespace', 'ServiceAccount', 'ReplicaSet.apps', 'CronJob.batch'],
  ...['CustomResourceDefinition.apiextensions.k8s.io', 'Certificate.cert-manager.io', 'Deployment.example.com'],
])('a %s is done when the server has taken it', (kind) => {
  expect(isAwaited({ kind, manifest: {} })).toBe(false);
});

test('a Secret that a token is put into is awaited', () => {
  expect(wait('Secret', { type: 'kubernetes.io/service-account-token' })).toMatchObject({ timeout: 5 });
});

test.each([
  ['headless', { clusterIP: 'None' }],
  ['of a name outside', { type: 'ExternalName' }],
])('a Service that is %s is not awaited', (_, spec) => {
  expect(wait('Service', { spec })).toBeUndefined();
});

test.each([
  ['Ingress.networking.k8s.io', {}, true],
  ['Service', { spec: { type: 'LoadBalancer' } }, true],
  ['Service', { spec: { type: 'NodePort' } }, false],
  ['Service', {}, false],
  ['Gateway.gateway.networking.k8s.io', {}, false],
  ['Deployment.apps', { spec: { type: 'LoadBalancer' } }, false],
])('whether a %s of %j waits for an address from outside: %s', (kind, manifest, isWaiting) => {
  expect(awaitsAddress({ kind, manifest })).toBe(isWaiting);
});

test('nothing is awaited of an object that says so', () => {
  const metadata = { annotations: { [SKIP_AWAIT]: 'true' } };
  expect(wait('Deployment.apps', { metadata })).toBeUndefined();
  expect(awaitsAddress({ kind: 'Ingress.networking.k8s.io', manifest: { metadata } })).toBe(false);
});
