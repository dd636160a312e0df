import { objectAt, pointer, replacedAt, text, type Json, type JsonObject } from '../../lib/manifest/json';
import { OBJECT_FIELDS, POD_FIELDS } from '../../lib/manifest/reference-fields';
import { namedBy } from '../../lib/manifest/references';
import { core, graphOf, inventoryObject, pod } from './inventory-of';

interface Expected {
  readonly at: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string | undefined;
  readonly keys?: readonly string[];
  readonly port?: string | number;
  readonly optional?: boolean;
}

type Row = readonly [title: string, manifest: JsonObject, expected: Expected];

function named(manifest: JsonObject) {
  return namedBy(inventoryObject(manifest)).map(({ at, from: _, ...rest }) => ({ at: pointer(at), ...rest }));
}

function inGroup(apiVersion: string, kind: string, fields: JsonObject): JsonObject {
  return { ...core(kind, 'it', fields), apiVersion };
}

function container(fields: JsonObject, list = 'containers'): JsonObject {
  return pod('web', { [list]: [{ name: 'one' }, { name: 'two', ...fields }] });
}

function volume(fields: JsonObject): JsonObject {
  return pod('web', { volumes: [{ name: 'files', ...fields }] });
}

const env = (source: string, selector: JsonObject): JsonObject => ({
  env: [
    { name: 'A', value: '1' },
    { name: 'B', valueFrom: { [source]: selector } },
  ],
});

const PODS: readonly Row[] = [
  ...['containers', 'initContainers', 'ephemeralContainers'].flatMap((list): readonly Row[] => [
    [
      `a key of a ConfigMap in a variable of ${list}`,
      container(env('configMapKeyRef', { name: 'config', key: 'PORT' }), list),
      { at: `/spec/${list}/1/env/1/valueFrom/configMapKeyRef/name`, kind: 'ConfigMap', name: 'config', keys: ['PORT'] },
    ],
    [
      `an optional key of a Secret in a variable of ${list}`,
      container(env('secretKeyRef', { name: 'db', key: 'user', optional: true }), list),
      {
        at: `/spec/${list}/1/env/1/valueFrom/secretKeyRef/name`,
        kind: 'Secret',
        name: 'db',
        keys: ['user'],
        optional: true,
      },
    ],
    [
      `all of a ConfigMap in variables of ${list}`,
      container({ envFrom: [{ configMapRef: { name: 'config' } }] }, list),
      { at: `/spec/${list}/1/envFrom/0/configMapRef/name`, kind: 'ConfigMap', name: 'config' },
    ],
    [
      `all of an optional Secret in variables of ${list}`,
      container({ envFrom: [{ secretRef: { name: 'db', optional: true } }] }, list),
      { at: `/spec/${list}/1/envFrom/0/secretRef/name`, kind: 'Secret', name: 'db', optional: true },
    ],
  ]),
  [
    'a ConfigMap as files',
    volume({ configMap: { name: 'config' } }),
    { at: '/spec/volumes/0/configMap/name', kind: 'ConfigMap', name: 'config' },
  ],
  [
    'some keys of a ConfigMap as files',
    volume({
      configMap: {
        name: 'config',
        items: [
          { key: 'a', path: 'x' },
          { key: 'b', path: 'y' },
        ],
      },
    }),
    { at: '/spec/volumes/0/configMap/name', kind: 'ConfigMap', name: 'config', keys: ['a', 'b'] },
  ],
  [
    'a ConfigMap as files with an empty list of items, which stands for all keys',
    volume({ configMap: { name: 'config', items: [] } }),
    { at: '/spec/volumes/0/configMap/name', kind: 'ConfigMap', name: 'config' },
  ],
  [
    'some keys of an optional Secret as files',
    volume({ secret: { secretName: 'db', items: [{ key: 'a', path: 'x' }], optional: true } }),
    { at: '/spec/volumes/0/secret/secretName', kind: 'Secret', name: 'db', keys: ['a'], optional: true },
  ],
  [
    'a projected ConfigMap',
    volume({ projected: { sources: [{ configMap: { name: 'config', items: [{ key: 'a', path: 'x' }] } }] } }),
    { at: '/spec/volumes/0/projected/sources/0/configMap/name', kind: 'ConfigMap', name: 'config', keys: ['a'] },
  ],
  [
    'a projected Secret',
    volume({ projected: { sources: [{ secret: { name: 'db' } }] } }),
    { at: '/spec/volumes/0/projected/sources/0/secret/name', kind: 'Secret', name: 'db' },
  ],
  [
    'the Secret of a CSI volume',
    volume({ csi: { driver: 'd', nodePublishSecretRef: { name: 'db' } } }),
    { at: '/spec/volumes/0/csi/nodePublishSecretRef/name', kind: 'Secret', name: 'db' },
  ],
  [
    'a claim',
    volume({ persistentVolumeClaim: { claimName: 'data' } }),
    { at: '/spec/volumes/0/persistentVolumeClaim/claimName', kind: 'PersistentVolumeClaim', name: 'data' },
  ],
  [
    'the class of an ephemeral claim',
    volume({ ephemeral: { volumeClaimTemplate: { spec: { storageClassName: 'fast' } } } }),
    {
      at: '/spec/volumes/0/ephemeral/volumeClaimTemplate/spec/storageClassName',
      kind: 'StorageClass.storage.k8s.io',
      name: 'fast',
      namespace: undefined,
    },
  ],
  [
    'the Secret to pull images with',
    pod('web', { imagePullSecrets: [{ name: 'registry' }] }),
    { at: '/spec/imagePullSecrets/0/name', kind: 'Secret', name: 'registry' },
  ],
  [
    'its ServiceAccount',
    pod('web', { serviceAccountName: 'web' }),
    { at: '/spec/serviceAccountName', kind: 'ServiceAccount', name: 'web' },
  ],
  [
    'the ServiceAccount of a pod by the old name of the field',
    pod('web', { serviceAccount: 'web' }),
    { at: '/spec/serviceAccount', kind: 'ServiceAccount', name: 'web' },
  ],
  [
    'the Secret of a share of Azure',
    volume({ azureFile: { shareName: 's', secretName: 'db' } }),
    { at: '/spec/volumes/0/azureFile/secretName', kind: 'Secret', name: 'db' },
  ],
  ...['cephfs', 'rbd', 'iscsi', 'flexVolume'].map((source): Row => [
    `the Secret of a volume of ${source}`,
    volume({ [source]: { secretRef: { name: 'db' } } }),
    { at: `/spec/volumes/0/${source}/secretRef/name`, kind: 'Secret', name: 'db' },
  ]),
  [
    'the ServiceAccount of a pod where the old field is empty',
    pod('web', { serviceAccount: '', serviceAccountName: 'web' }),
    { at: '/spec/serviceAccountName', kind: 'ServiceAccount', name: 'web' },
  ],
  [
    'its PriorityClass',
    pod('web', { priorityClassName: 'high' }),
    { at: '/spec/priorityClassName', kind: 'PriorityClass.scheduling.k8s.io', name: 'high', namespace: undefined },
  ],
  [
    'its RuntimeClass',
    pod('web', { runtimeClassName: 'gvisor' }),
    { at: '/spec/runtimeClassName', kind: 'RuntimeClass.node.k8s.io', name: 'gvisor', namespace: undefined },
  ],
];

const GATEWAY = 'gateway.networking.k8s.io';
const ADMISSION = 'admissionregistration.k8s.io';
const clusterWide = { namespace: undefined };

const OBJECTS: readonly Row[] = [
  [
    "a StatefulSet's Service",
    inGroup('apps/v1', 'StatefulSet', { spec: { serviceName: 'db' } }),
    { at: '/spec/serviceName', kind: 'Service', name: 'db' },
  ],
  [
    "the class of a StatefulSet's claims",
    inGroup('apps/v1', 'StatefulSet', { spec: { volumeClaimTemplates: [{ spec: { storageClassName: 'fast' } }] } }),
    {
      at: '/spec/volumeClaimTemplates/0/spec/storageClassName',
      kind: 'StorageClass.storage.k8s.io',
      name: 'fast',
      ...clusterWide,
    },
  ],
  ...(
    [
      ['storageClassName', 'StorageClass.storage.k8s.io'],
      ['volumeName', 'PersistentVolume'],
      ['volumeAttributesClassName', 'VolumeAttributesClass.storage.k8s.io'],
    ] as const
  ).map(([field, kind]): Row => [
    `the ${field} of a claim`,
    core('PersistentVolumeClaim', 'data', { spec: { [field]: 'it' } }),
    { at: `/spec/${field}`, kind, name: 'it', ...clusterWide },
  ]),
  [
    'the claim that a claim copies',
    core('PersistentVolumeClaim', 'data', { spec: { dataSource: { kind: 'PersistentVolumeClaim', name: 'old' } } }),
    { at: '/spec/dataSource/name', kind: 'PersistentVolumeClaim', name: 'old' },
  ],
  [
    'the snapshot that a claim restores',
    core('PersistentVolumeClaim', 'data', {
      spec: {
        dataSourceRef: {
          apiGroup: 'snapshot.storage.k8s.io',
          kind: 'VolumeSnapshot',
          name: 'old',
          namespace: 'backup',
        },
      },
    }),
    {
      at: '/spec/dataSourceRef/name',
      kind: 'VolumeSnapshot.snapshot.storage.k8s.io',
      name: 'old',
      namespace: 'backup',
    },
  ],
  [
    'the class of a volume',
    core('PersistentVolume', 'disk', { spec: { storageClassName: 'fast' } }),
    { at: '/spec/storageClassName', kind: 'StorageClass.storage.k8s.io', name: 'fast', ...clusterWide },
  ],
  [
    'the claim that a volume is kept for',
    core('PersistentVolume', 'disk', { spec: { claimRef: { name: 'data', namespace: 'other' } } }),
    { at: '/spec/claimRef/name', kind: 'PersistentVolumeClaim', name: 'data', namespace: 'other' },
  ],
  ...(
    [
      [
        'volumeSnapshotClassName',
        '/spec/volumeSnapshotClassName',
        'VolumeSnapshotClass',
        { volumeSnapshotClassName: 'it' },
      ],
      [
        'content',
        '/spec/source/volumeSnapshotContentName',
        'VolumeSnapshotContent',
        { source: { volumeSnapshotContentName: 'it' } },
      ],
    ] as const
  ).map(([what, at, kind, spec]): Row => [
    `the ${what} of a snapshot`,
    inGroup('snapshot.storage.k8s.io/v1', 'VolumeSnapshot', { spec }),
    { at, kind: `${kind}.snapshot.storage.k8s.io`, name: 'it', ...clusterWide },
  ]),
  [
    'the claim that a snapshot is of',
    inGroup('snapshot.storage.k8s.io/v1', 'VolumeSnapshot', {
      spec: { source: { persistentVolumeClaimName: 'data' } },
    }),
    { at: '/spec/source/persistentVolumeClaimName', kind: 'PersistentVolumeClaim', name: 'data' },
  ],
  ...['secrets', 'imagePullSecrets'].map((field): Row => [
    `the ${field} of a ServiceAccount`,
    core('ServiceAccount', 'web', { [field]: [{ name: 'token' }] }),
    { at: `/${field}/0/name`, kind: 'Secret', name: 'token' },
  ]),
  [
    'the Role of a RoleBinding',
    inGroup('rbac.authorization.k8s.io/v1', 'RoleBinding', { roleRef: { kind: 'Role', name: 'reader' } }),
    { at: '/roleRef/name', kind: 'Role.rbac.authorization.k8s.io', name: 'reader' },
  ],
  [
    'the ClusterRole of a RoleBinding',
    inGroup('rbac.authorization.k8s.io/v1', 'RoleBinding', {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
    }),
    { at: '/roleRef/name', kind: 'ClusterRole.rbac.authorization.k8s.io', name: 'view', ...clusterWide },
  ],
  [
    'the ServiceAccount of a RoleBinding',
    inGroup('rbac.authorization.k8s.io/v1', 'RoleBinding', { subjects: [{ kind: 'ServiceAccount', name: 'web' }] }),
    { at: '/subjects/0/name', kind: 'ServiceAccount', name: 'web' },
  ],
  [
    'the ClusterRole of a ClusterRoleBinding',
    inGroup('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', { roleRef: { kind: 'ClusterRole', name: 'view' } }),
    { at: '/roleRef/name', kind: 'ClusterRole.rbac.authorization.k8s.io', name: 'view', ...clusterWide },
  ],
  [
    'the ServiceAccount of a ClusterRoleBinding',
    inGroup('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', {
      subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: 'other' }],
    }),
    { at: '/subjects/0/name', kind: 'ServiceAccount', name: 'web', namespace: 'other' },
  ],
  [
    'the default back end of an Ingress',
    inGroup('networking.k8s.io/v1', 'Ingress', {
      spec: { defaultBackend: { service: { name: 'web', port: { number: 80 } } } },
    }),
    { at: '/spec/defaultBackend/service/name', kind: 'Service', name: 'web', port: 80 },
  ],
  [
    'a back end of an Ingress',
    inGroup('networking.k8s.io/v1', 'Ingress', {
      spec: { rules: [{}, { http: { paths: [{ backend: { service: { name: 'web', port: { name: 'http' } } } }] } }] },
    }),
    { at: '/spec/rules/1/http/paths/0/backend/service/name', kind: 'Service', name: 'web', port: 'http' },
  ],
  ...(['extensions/v1beta1', 'networking.k8s.io/v1beta1'] as const).flatMap((version): readonly Row[] => [
    [
      `the default back end of an Ingress of ${version}`,
      inGroup(version, 'Ingress', { spec: { backend: { serviceName: 'web', servicePort: 80 } } }),
      { at: '/spec/backend/serviceName', kind: 'Service', name: 'web', port: 80 },
    ],
    [
      `a back end of an Ingress of ${version}`,
      inGroup(version, 'Ingress', {
        spec: { rules: [{ http: { paths: [{ backend: { serviceName: 'web', servicePort: 'http' } }] } }] },
      }),
      { at: '/spec/rules/0/http/paths/0/backend/serviceName', kind: 'Service', name: 'web', port: 'http' },
    ],
  ]),
  [
    'the default back end of an Ingress that is no Service',
    inGroup('networking.k8s.io/v1', 'Ingress', {
      spec: { defaultBackend: { resource: { apiGroup: 'x.io', kind: 'Bucket', name: 'b' } } },
    }),
    { at: '/spec/defaultBackend/resource/name', kind: 'Bucket.x.io', name: 'b' },
  ],
  [
    'a back end of an Ingress that is no Service',
    inGroup('networking.k8s.io/v1', 'Ingress', {
      spec: {
        rules: [{ http: { paths: [{ backend: { resource: { apiGroup: 'x.io', kind: 'Bucket', name: 'b' } } }] } }],
      },
    }),
    { at: '/spec/rules/0/http/paths/0/backend/resource/name', kind: 'Bucket.x.io', name: 'b' },
  ],
  [
    'the certificate of an Ingress',
    inGroup('networking.k8s.io/v1', 'Ingress', { spec: { tls: [{ secretName: 'cert' }] } }),
    { at: '/spec/tls/0/secretName', kind: 'Secret', name: 'cert', keys: ['tls.crt', 'tls.key'] },
  ],
  [
    'the class of an Ingress',
    inGroup('networking.k8s.io/v1', 'Ingress', { spec: { ingressClassName: 'nginx' } }),
    { at: '/spec/ingressClassName', kind: 'IngressClass.networking.k8s.io', name: 'nginx', ...clusterWide },
  ],
  [
    'the class of a Gateway',
    inGroup(`${GATEWAY}/v1`, 'Gateway', { spec: { gatewayClassName: 'eg' } }),
    { at: '/spec/gatewayClassName', kind: `GatewayClass.${GATEWAY}`, name: 'eg', ...clusterWide },
  ],
  [
    'the certificate of a Gateway',
    inGroup(`${GATEWAY}/v1`, 'Gateway', {
      spec: { listeners: [{ tls: { certificateRefs: [{ name: 'cert', namespace: 'certs' }] } }] },
    }),
    { at: '/spec/listeners/0/tls/certificateRefs/0/name', kind: 'Secret', name: 'cert', namespace: 'certs' },
  ],
  ...['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].flatMap((kind): readonly Row[] => [
    [
      `the Gateway of a ${kind}`,
      inGroup(`${GATEWAY}/v1`, kind, { spec: { parentRefs: [{ name: 'public', namespace: 'edge' }] } }),
      { at: '/spec/parentRefs/0/name', kind: `Gateway.${GATEWAY}`, name: 'public', namespace: 'edge' },
    ],
    [
      `a back end of a ${kind}`,
      inGroup(`${GATEWAY}/v1`, kind, { spec: { rules: [{ backendRefs: [{ group: '', name: 'web', port: 80 }] }] } }),
      { at: '/spec/rules/0/backendRefs/0/name', kind: 'Service', name: 'web', port: 80 },
    ],
    [
      `a mirror of a ${kind}`,
      inGroup(`${GATEWAY}/v1`, kind, {
        spec: { rules: [{ filters: [{ requestMirror: { backendRef: { name: 'web', port: 80 } } }] }] },
      }),
      { at: '/spec/rules/0/filters/0/requestMirror/backendRef/name', kind: 'Service', name: 'web', port: 80 },
    ],
    [
      `a mirror of one back end of a ${kind}`,
      inGroup(`${GATEWAY}/v1`, kind, {
        spec: {
          rules: [{ backendRefs: [{ filters: [{ requestMirror: { backendRef: { name: 'web', port: 80 } } }] }] }],
        },
      }),
      {
        at: '/spec/rules/0/backendRefs/0/filters/0/requestMirror/backendRef/name',
        kind: 'Service',
        name: 'web',
        port: 80,
      },
    ],
  ]),
  [
    'the Service of a route of OpenShift',
    inGroup('route.openshift.io/v1', 'Route', { spec: { to: { kind: 'Service', name: 'web' } } }),
    { at: '/spec/to/name', kind: 'Service', name: 'web' },
  ],
  [
    'another Service of a route of OpenShift',
    inGroup('route.openshift.io/v1', 'Route', { spec: { alternateBackends: [{ name: 'web', weight: 10 }] } }),
    { at: '/spec/alternateBackends/0/name', kind: 'Service', name: 'web' },
  ],
  [
    'what a HorizontalPodAutoscaler scales',
    inGroup('autoscaling/v2', 'HorizontalPodAutoscaler', {
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } },
    }),
    { at: '/spec/scaleTargetRef/name', kind: 'Deployment.apps', name: 'web' },
  ],
  [
    'what a VerticalPodAutoscaler scales',
    inGroup('autoscaling.k8s.io/v1', 'VerticalPodAutoscaler', {
      spec: { targetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db' } },
    }),
    { at: '/spec/targetRef/name', kind: 'StatefulSet.apps', name: 'db' },
  ],
  [
    'the Deployment that a ScaledObject scales unless it says otherwise',
    inGroup('keda.sh/v1alpha1', 'ScaledObject', { spec: { scaleTargetRef: { name: 'web' } } }),
    { at: '/spec/scaleTargetRef/name', kind: 'Deployment.apps', name: 'web' },
  ],
  ...['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'].map((kind): Row => [
    `the Service of a ${kind}`,
    inGroup(`${ADMISSION}/v1`, kind, {
      webhooks: [{ clientConfig: { service: { name: 'hook', namespace: 'system', port: 8443 } } }],
    }),
    { at: '/webhooks/0/clientConfig/service/name', kind: 'Service', name: 'hook', namespace: 'system', port: 8443 },
  ]),
  ...['ValidatingAdmissionPolicy', 'MutatingAdmissionPolicy'].map((kind): Row => [
    `the policy of a ${kind}Binding`,
    inGroup(`${ADMISSION}/v1`, `${kind}Binding`, { spec: { policyName: 'no-root' } }),
    { at: '/spec/policyName', kind: `${kind}.${ADMISSION}`, name: 'no-root', ...clusterWide },
  ]),
  [
    'the level of a FlowSchema',
    inGroup('flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', { spec: { priorityLevelConfiguration: { name: 'low' } } }),
    {
      at: '/spec/priorityLevelConfiguration/name',
      kind: 'PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io',
      name: 'low',
      ...clusterWide,
    },
  ],
  [
    'the Service of an APIService',
    inGroup('apiregistration.k8s.io/v1', 'APIService', {
      spec: { service: { name: 'metrics', namespace: 'kube-system', port: 443 } },
    }),
    { at: '/spec/service/name', kind: 'Service', name: 'metrics', namespace: 'kube-system', port: 443 },
  ],
  [
    'the Service that converts custom resources',
    inGroup('apiextensions.k8s.io/v1', 'CustomResourceDefinition', {
      spec: { conversion: { webhook: { clientConfig: { service: { name: 'hook', namespace: 'system' } } } } },
    }),
    {
      at: '/spec/conversion/webhook/clientConfig/service/name',
      kind: 'Service',
      name: 'hook',
      namespace: 'system',
      port: 443,
    },
  ],
  [
    'the Issuer of a Certificate',
    inGroup('cert-manager.io/v1', 'Certificate', { spec: { issuerRef: { name: 'ca' } } }),
    { at: '/spec/issuerRef/name', kind: 'Issuer.cert-manager.io', name: 'ca' },
  ],
  [
    'the ClusterSecretStore of an ExternalSecret',
    inGroup('external-secrets.io/v1', 'ExternalSecret', {
      spec: { secretStoreRef: { kind: 'ClusterSecretStore', name: 'aws' } },
    }),
    { at: '/spec/secretStoreRef/name', kind: 'ClusterSecretStore.external-secrets.io', name: 'aws', ...clusterWide },
  ],
];

test.each([...PODS, ...OBJECTS])('%s is a reference', (_title, manifest, expected) => {
  expect(named(manifest)).toEqual([
    { namespace: 'shop', keys: undefined, port: undefined, optional: false, ...expected },
  ]);
});

test('the rows above try every field that can name an object', () => {
  const tried = [...PODS, ...OBJECTS].map(([, { kind }, { at }]) => `${text(kind)} ${at.replaceAll(/\/\d+/g, '[]')}`);
  const fields = [
    ...OBJECT_FIELDS,
    ['Pod', POD_FIELDS.map((field) => ({ ...field, at: `spec.${field.at}` }))] as const,
  ];
  const declared = fields.flatMap(([kind, list]) =>
    list.map(
      ({ at, name }) => `${kind.replace(/\..*/, '')} /${[at.replaceAll('.', '/'), name].filter(Boolean).join('/')}`,
    ),
  );

  expect(declared.filter((field) => !tried.includes(field))).toEqual([]);
});

test.each<[string, Json]>([
  ['a User', { kind: 'User', name: 'jane' }],
  ['a Group', { kind: 'Group', name: 'team' }],
])('%s is no object', (_title, subject) => {
  expect(named(inGroup('rbac.authorization.k8s.io/v1', 'RoleBinding', { subjects: [subject] }))).toEqual([]);
});

test.each<[string, JsonObject]>([
  ['is empty', { serviceAccountName: '' }],
  ['is no text', { serviceAccountName: 1 }],
  ['is missing', { volumes: [{ configMap: {} }] }],
  ['stands in no list', { volumes: { configMap: { name: 'config' } } }],
])('a name that %s is no reference', (_title, spec) => {
  expect(named(pod('web', spec))).toEqual([]);
});

test.each([
  ['apps/v1', 'Deployment', ['spec', 'template']],
  ['batch/v1', 'CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
])('the pods of %s %s name what a Pod names', (apiVersion, kind, path) => {
  const holder = replacedAt({}, [...path, 'spec', 'serviceAccountName'], 'web');

  expect(named({ ...core(kind, 'web', objectAt(holder)), apiVersion })).toMatchObject([
    { at: `/${path.join('/')}/spec/serviceAccountName`, kind: 'ServiceAccount', name: 'web' },
  ]);
});

test('a reference leads to the object where it is there', () => {
  const { references } = graphOf(
    core('ConfigMap', 'config'),
    container({ envFrom: [{ configMapRef: { name: 'config' } }] }),
  );

  expect(references).toMatchObject([{ from: { name: 'web' }, to: { name: 'config' } }]);
});

test('a reference to an object that is not there leads nowhere', () => {
  const { references } = graphOf(container({ envFrom: [{ configMapRef: { name: 'config' } }] }));

  expect(references).toMatchObject([{ name: 'config', to: undefined }]);
});

test('a reference does not lead to another namespace', () => {
  const elsewhere: JsonObject = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'config', namespace: 'other' },
  };
  const { references } = graphOf(elsewhere, container({ envFrom: [{ configMapRef: { name: 'config' } }] }));

  expect(references).toMatchObject([{ to: undefined }]);
});

test('an object refers to its Namespace', () => {
  const { references } = graphOf(core('ConfigMap', 'config'), {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop' },
  });

  expect(references).toMatchObject([{ at: ['metadata', 'namespace'], kind: 'Namespace', to: { name: 'shop' } }]);
});

test('a custom resource refers to its definition', () => {
  const definition: JsonObject = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.com' },
    spec: { group: 'example.com', names: { kind: 'Widget' } },
  };
  const { references } = graphOf({ ...core('Widget', 'it'), apiVersion: 'example.com/v1' }, definition);

  expect(references).toMatchObject([{ from: { name: 'it' }, at: ['kind'], to: { name: 'widgets.example.com' } }]);
});

test('a custom resource that its definition in the tree says to be of the cluster has no namespace', () => {
  const definition: JsonObject = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'poolers.example.com' },
    spec: { group: 'example.com', names: { kind: 'Pooler' }, scope: 'Cluster' },
  };
  const pooler: JsonObject = { apiVersion: 'example.com/v1', kind: 'Pooler', metadata: { name: 'web' } };
  const scaler = inGroup('autoscaling/v2', 'HorizontalPodAutoscaler', {
    spec: { scaleTargetRef: { apiVersion: 'example.com/v1', kind: 'Pooler', name: 'web' } },
  });

  const { references } = graphOf(definition, pooler, scaler);

  expect(references.find(({ from }) => from.kind.startsWith('Horizontal'))).toMatchObject({
    namespace: undefined,
    to: { kind: 'Pooler.example.com', name: 'web' },
  });
});

test('a role is one of the group of roles where the binding leaves the group empty', () => {
  const binding = inGroup('rbac.authorization.k8s.io/v1', 'RoleBinding', {
    roleRef: { apiGroup: '', kind: 'ClusterRole', name: 'view' },
  });

  expect(named(binding)).toMatchObject([{ kind: 'ClusterRole.rbac.authorization.k8s.io', namespace: undefined }]);
});
