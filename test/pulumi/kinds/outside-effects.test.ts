import type { JsonObject } from '../../../lib/manifest/json';
import {
  hasOutsideEffect,
  namespacesWithOutsideEffect,
  outsideEffectOf,
  UNKNOWN_EFFECT,
} from '../../../lib/pulumi/kinds/outside-effects';
import { SECRET, UNKNOWN } from '../../../lib/pulumi/plan/plan';

const claimTemplate = { metadata: { name: 'data' }, spec: {} };
const ephemeral = { template: { spec: { volumes: [{ name: 'scratch', ephemeral: { volumeClaimTemplate: {} } }] } } };

test.each<[kind: string, manifest: JsonObject]>([
  ['Service', { spec: { type: 'LoadBalancer' } }],
  ['Service', { metadata: { annotations: { 'external-dns.alpha.kubernetes.io/hostname': 'a.example' } } }],
  ['Ingress.networking.k8s.io', {}],
  ['Gateway.gateway.networking.k8s.io', {}],
  ['HTTPRoute.gateway.networking.k8s.io', {}],
  ['PersistentVolumeClaim', {}],
  ['PersistentVolume', { spec: { persistentVolumeReclaimPolicy: 'Delete' } }],
  ['StatefulSet.apps', { spec: { volumeClaimTemplates: [claimTemplate] } }],
  ['StatefulSet.apps', { spec: ephemeral }],
  ['Deployment.apps', { spec: ephemeral }],
  ['VolumeSnapshot.snapshot.storage.k8s.io', {}],
  ['NodePool.karpenter.sh', {}],
  ['EC2NodeClass.karpenter.k8s.aws', {}],
  ['NodeClass.eks.amazonaws.com', {}],
  ['DNSEndpoint.externaldns.k8s.io', {}],
  ['TargetGroupBinding.elbv2.k8s.aws', {}],
  ['Bucket.s3.services.k8s.aws', {}],
  ['Bucket.s3.aws.upbound.io', {}],
  ['Bucket.s3.aws.m.upbound.io', {}],
  ['StorageBucket.storage.cnrm.cloud.google.com', {}],
  ['PushSecret.external-secrets.io', {}],
  ['Prometheus.monitoring.coreos.com', {}],
])('a %s of %j leaves something behind', (kind, manifest) => {
  expect(hasOutsideEffect({ kind, manifest })).toBe(true);
});

test.each<[kind: string, manifest: JsonObject]>([
  ['Service', {}],
  ['Service', { spec: { type: 'NodePort' } }],
  ['PersistentVolume', { spec: { persistentVolumeReclaimPolicy: 'Retain' } }],
  ['StatefulSet.apps', { spec: { volumeClaimTemplates: [] } }],
  ['Deployment.apps', { spec: { template: { spec: { volumes: [{ name: 'tmp', emptyDir: {} }] } } } }],
  ['ConfigMap', {}],
  ['Namespace', {}],
  ['Role.rbac.authorization.k8s.io', {}],
  ['IngressClass.networking.k8s.io', {}],
  ['StorageClass.storage.k8s.io', {}],
  ['CustomResourceDefinition.apiextensions.k8s.io', {}],
  ['GatewayClass.gateway.networking.k8s.io', {}],
  ['VolumeSnapshotClass.snapshot.storage.k8s.io', {}],
  ['IngressClassParams.elbv2.k8s.aws', {}],
  ['Certificate.cert-manager.io', {}],
  ['ExternalSecret.external-secrets.io', {}],
  ['ServiceMonitor.monitoring.coreos.com', {}],
  ['VirtualService.networking.istio.io', {}],
  ['ScaledObject.keda.sh', {}],
])('a %s of %j leaves nothing behind', (kind, manifest) => {
  expect(outsideEffectOf({ kind, manifest })).toBeUndefined();
});

test('a custom resource that nobody knows is taken to leave something behind', () => {
  expect(outsideEffectOf({ kind: 'Widget.example.com', manifest: {} })).toBe(UNKNOWN_EFFECT);
  // Groups end at a dot.
  expect(hasOutsideEffect({ kind: 'Widget.mykeda.sh', manifest: {} })).toBe(true);
});

test.each([
  ['Service', { spec: { type: UNKNOWN } }],
  ['Service', { spec: SECRET }],
  ['StatefulSet.apps', { spec: { volumeClaimTemplates: UNKNOWN } }],
  ['PersistentVolume', { spec: { persistentVolumeReclaimPolicy: UNKNOWN } }],
])('what is not known yet is taken for the worse: %s %j', (kind, manifest) => {
  expect(hasOutsideEffect({ kind, manifest })).toBe(true);
});

test('it is said what is left behind', () => {
  expect(outsideEffectOf({ kind: 'Service', manifest: { spec: { type: 'LoadBalancer' } } })).toMatch('load balancer');
  expect(outsideEffectOf({ kind: 'NodePool.karpenter.sh', manifest: {} })).toMatch('machines');
});

test('the namespaces that have to be deleted are those with something that leaves something behind', () => {
  const claim = { kind: 'PersistentVolumeClaim', manifest: {} };
  const objects = [
    { ...claim, namespace: 'shop' },
    { ...claim, namespace: 'shop' },
    { kind: 'ConfigMap', manifest: {}, namespace: 'web' },
    { kind: 'NodePool.karpenter.sh', manifest: {}, namespace: undefined },
  ];
  expect([...namespacesWithOutsideEffect(objects)]).toEqual(['shop']);
});
