import type { KubernetesVersion } from '../../../lib/checks/platform';
import { lifecycle } from '../../../lib/checks/schema/lifecycle';
import type { JsonObject } from '../../../lib/manifest/json';
import { inventoryOf } from '../../manifest/inventory-of';
import { judgedBy } from '../judged';

function findings(apiVersion: string, kind: string, kubernetesVersion: KubernetesVersion) {
  const object: JsonObject = { apiVersion, kind, metadata: { name: 'a' } };
  return judgedBy(lifecycle, inventoryOf([object]), { kubernetesVersion });
}

test.each<[KubernetesVersion, string, string, string]>([
  ['1.27', 'extensions/v1beta1', 'Ingress', 'networking.k8s.io/v1'],
  ['1.27', 'extensions/v1beta1', 'Deployment', 'apps/v1'],
  ['1.27', 'apps/v1beta1', 'StatefulSet', 'apps/v1'],
  ['1.27', 'apps/v1beta2', 'DaemonSet', 'apps/v1'],
  ['1.27', 'networking.k8s.io/v1beta1', 'IngressClass', 'networking.k8s.io/v1'],
  ['1.27', 'policy/v1beta1', 'PodDisruptionBudget', 'policy/v1'],
  ['1.27', 'batch/v1beta1', 'CronJob', 'batch/v1'],
  ['1.27', 'batch/v2alpha1', 'CronJob', 'batch/v1'],
  ['1.27', 'autoscaling/v2beta1', 'HorizontalPodAutoscaler', 'autoscaling/v2'],
  ['1.27', 'autoscaling/v2beta2', 'HorizontalPodAutoscaler', 'autoscaling/v2'],
  ['1.27', 'rbac.authorization.k8s.io/v1alpha1', 'Role', 'rbac.authorization.k8s.io/v1'],
  ['1.27', 'rbac.authorization.k8s.io/v1beta1', 'ClusterRoleBinding', 'rbac.authorization.k8s.io/v1'],
  ['1.27', 'apiextensions.k8s.io/v1beta1', 'CustomResourceDefinition', 'apiextensions.k8s.io/v1'],
  ['1.27', 'admissionregistration.k8s.io/v1beta1', 'MutatingWebhookConfiguration', 'admissionregistration.k8s.io/v1'],
  ['1.27', 'apiregistration.k8s.io/v1beta1', 'APIService', 'apiregistration.k8s.io/v1'],
  ['1.27', 'scheduling.k8s.io/v1beta1', 'PriorityClass', 'scheduling.k8s.io/v1'],
  ['1.27', 'storage.k8s.io/v1beta1', 'StorageClass', 'storage.k8s.io/v1'],
  ['1.27', 'storage.k8s.io/v1beta1', 'CSIStorageCapacity', 'storage.k8s.io/v1'],
  ['1.27', 'certificates.k8s.io/v1beta1', 'CertificateSigningRequest', 'certificates.k8s.io/v1'],
  ['1.27', 'coordination.k8s.io/v1beta1', 'Lease', 'coordination.k8s.io/v1'],
  ['1.27', 'node.k8s.io/v1beta1', 'RuntimeClass', 'node.k8s.io/v1'],
  ['1.27', 'discovery.k8s.io/v1beta1', 'EndpointSlice', 'discovery.k8s.io/v1'],
  ['1.27', 'events.k8s.io/v1beta1', 'Event', 'events.k8s.io/v1'],
  ['1.29', 'flowcontrol.apiserver.k8s.io/v1beta2', 'FlowSchema', 'flowcontrol.apiserver.k8s.io/v1beta3'],
  ['1.34', 'resource.k8s.io/v1alpha3', 'DeviceClass', 'resource.k8s.io/v1'], // v1beta1 is off
  ['1.32', 'flowcontrol.apiserver.k8s.io/v1beta2', 'FlowSchema', 'flowcontrol.apiserver.k8s.io/v1'],
  ['1.32', 'flowcontrol.apiserver.k8s.io/v1beta3', 'PriorityLevelConfiguration', 'flowcontrol.apiserver.k8s.io/v1'],
])('Kubernetes %s has no %s %s any more, but %s', (version, apiVersion, kind, home) => {
  const [finding, ...others] = findings(apiVersion, kind, version);

  expect(others).toEqual([]);
  expect(finding).toMatchObject({ rule: 'api/removed', severity: 'error', pointer: '/apiVersion' });
  expect(finding?.fix).toContain(`\`apiVersion: ${home}\``);
});

test('what nothing replaced is said to have gone', () => {
  expect(findings('policy/v1beta1', 'PodSecurityPolicy', '1.27')).toMatchObject([
    {
      rule: 'api/removed',
      message: 'Kubernetes 1.27 has no policy/v1beta1 PodSecurityPolicy any more: it went with 1.25.',
      fix: 'Remove it: nothing took its place.',
    },
  ]);
});

test.each<[string, string, string]>([
  ['v1', 'Deployment', 'Write `apiVersion: apps/v1`.'],
  ['apps/v2', 'Deployment', 'Write `apiVersion: apps/v1`.'],
  ['app/v1', 'Deployment', 'Write `apiVersion: apps/v1`.'],
  ['extensions/v1', 'Ingress', 'Write `apiVersion: networking.k8s.io/v1`.'],
  ['v1', 'HorizontalPodAutoscaler', 'Write `apiVersion: autoscaling/v2`.'],
  ['network.k8s.io/v1', 'Ingress', 'Write `apiVersion: networking.k8s.io/v1`.'],
  ['rbac.k8s.io/v1', 'Role', 'Write `apiVersion: rbac.authorization.k8s.io/v1`.'],
  ['apps/v1', 'Deploymnet', 'Write `kind: Deployment`.'],
  ['apps/v1', 'deployment', 'Write `kind: Deployment`.'],
])('Kubernetes never had %s %s', (apiVersion, kind, fix) => {
  expect(findings(apiVersion, kind, '1.37')).toMatchObject([{ rule: 'api/not-served', severity: 'error', fix }]);
});

test('a kind of its own may have the name of one of Kubernetes in its own domain', () => {
  expect(findings('apps.example.com/v1', 'Deployment', '1.37')).toEqual([]);
  expect(findings('networking.x-k8s.io/v1', 'NetworkPolicy', '1.37')).toEqual([]);
  expect(findings('gateway.networking.k8s.io/v1', 'Gateway', '1.37')).toEqual([]);
});

test('what comes with a later version is said to come', () => {
  expect(findings('resource.k8s.io/v1', 'ResourceClaim', '1.33')).toMatchObject([
    {
      rule: 'api/not-served',
      message: 'resource.k8s.io/v1 ResourceClaim comes with Kubernetes 1.34; the cluster has 1.33.',
    },
  ]);
  expect(findings('resource.k8s.io/v1', 'ResourceClaim', '1.34')).toEqual([]);
});

test('what is deprecated is a warning until it is gone', () => {
  const kind = ['flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema'] as const;

  expect(findings(...kind, '1.28')).toEqual([]);
  expect(findings(...kind, '1.29')).toMatchObject([
    {
      rule: 'api/deprecated',
      severity: 'warning',
      message:
        'flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema is deprecated since Kubernetes 1.29, and gone with 1.32.',
    },
  ]);
  expect(findings(...kind, '1.32')).toMatchObject([{ rule: 'api/removed' }]);
  expect(findings('v1', 'Endpoints', '1.33')).toMatchObject([{ rule: 'api/deprecated' }]);
  expect(findings('v1', 'Endpoints', '1.32')).toEqual([]);
});

test('alpha and beta versions are a warning where they are off by default', () => {
  expect(findings('storage.k8s.io/v1alpha1', 'VolumeAttributesClass', '1.30')).toMatchObject([
    { rule: 'api/not-enabled', severity: 'warning' },
  ]);
  expect(findings('storage.k8s.io/v1beta1', 'VolumeAttributesClass', '1.34')).toMatchObject([
    { rule: 'api/not-enabled', fix: 'Write `apiVersion: storage.k8s.io/v1`.' },
  ]);
  // The beta versions from before 1.24 stayed on.
  expect(findings('flowcontrol.apiserver.k8s.io/v1beta2', 'FlowSchema', '1.28')).toMatchObject([
    { rule: 'api/deprecated' },
  ]);
});

test.each([
  ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
  ['snapshot.storage.k8s.io/v1', 'VolumeSnapshot'],
  ['metrics.k8s.io/v1beta1', 'PodMetrics'],
  ['cluster.x-k8s.io/v1beta1', 'Cluster'],
  ['policy.networking.k8s.io/v1alpha1', 'AdminNetworkPolicy'],
  ['autoscaling.k8s.io/v1', 'VerticalPodAutoscaler'],
  ['node.x-k8s.io/v1', 'Any'],
  ['cert-manager.io/v1', 'Certificate'],
  ['kustomize.config.k8s.io/v1beta1', 'Kustomization'],
  ['serving.knative.dev/v1', 'Service'],
])('nothing is said of what is not built in: %s %s', (apiVersion, kind) => {
  expect(findings(apiVersion, kind, '1.37')).toEqual([]);
});

test('nothing is said of what is served', () => {
  for (const [apiVersion, kind] of [
    ['apps/v1', 'Deployment'],
    ['v1', 'Pod'],
    ['v1', 'List'],
    ['v1', 'ConfigMapList'],
    ['autoscaling/v1', 'HorizontalPodAutoscaler'],
  ] as const)
    expect(findings(apiVersion, kind, '1.27')).toEqual([]);
});

test('a custom resource has a version that its definition serves', () => {
  const definition: JsonObject = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.com' },
    spec: {
      group: 'example.com',
      names: { kind: 'Widget', plural: 'widgets' },
      versions: [
        { name: 'v1', served: true },
        { name: 'v1beta1', served: false },
      ],
    },
  };
  const widget = (version: string): JsonObject => ({
    apiVersion: `example.com/${version}`,
    kind: 'Widget',
    metadata: { name: version },
  });
  const inventory = inventoryOf([widget('v1'), widget('v1beta1'), widget('v2')]);

  expect(judgedBy(lifecycle, inventory)).toEqual([]);
  expect(judgedBy(lifecycle, inventory, { definitions: [definition] })).toMatchObject([
    { rule: 'api/not-served', object: 'Widget v1beta1', want: "'example.com/v1'" },
    { rule: 'api/not-served', object: 'Widget v2' },
  ]);
  expect(judgedBy(lifecycle, inventoryOf([definition, widget('v2')]))).toMatchObject([{ object: 'Widget v2' }]);
});
