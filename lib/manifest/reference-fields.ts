import { isList, isObject, text, type JsonObject } from './json';
import { groupOf, kindName, type KindName } from './kinds';

/** A field by which objects of one kind name an object of another. */
export interface ReferenceField {
  /** The object that holds the name, from the root or, for pods, from the pod's spec. `[]` goes into a list. */
  readonly at: string;
  /** The field with the name. `''`: the value at `at` is the name itself. */
  readonly name: string;
  /** The kind that is named; undefined: none that has an object. */
  readonly kind: KindName | ((holder: JsonObject) => KindName | undefined);
  /** The keys of the named object that are used; undefined: all of them. */
  readonly keys?: (holder: JsonObject) => readonly string[] | undefined;
  /** The port of the named Service. */
  readonly port?: (holder: JsonObject) => string | number | undefined;
}

const oneKey = ({ key }: JsonObject): readonly string[] => [text(key)];

/** No items, or an empty list of them, stands for every key. */
const itemKeys = ({ items }: JsonObject): readonly string[] | undefined =>
  isList(items) && items.length > 0 ? items.flatMap((item) => (isObject(item) ? [text(item['key'])] : [])) : undefined;

const anyPort = ({ port }: JsonObject): string | number | undefined => {
  const value = isObject(port) ? (port['name'] ?? port['number']) : port;
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
};

/** The port of a backend as Ingresses had it before `networking.k8s.io/v1`. */
const servicePort = (holder: JsonObject): string | number | undefined =>
  anyPort({ port: holder['servicePort'] ?? null });

/** A holder with `apiVersion` and `kind`. */
const versioned = ({ apiVersion, kind }: JsonObject): KindName => kindName(groupOf(text(apiVersion)), text(kind));

/** A holder with a group, under either of its names, and `kind`. */
const grouped =
  (group: string, kind: string) =>
  (holder: JsonObject): KindName =>
    kindName(text(holder['apiGroup'] ?? holder['group'], group), text(holder['kind'], kind));

/** Behind a webhook or an APIService, where nobody says which port is meant. */
const securePort = (holder: JsonObject): string | number => anyPort(holder) ?? 443;

/** A role: the API takes an empty group for that of roles. */
const role = ({ kind }: JsonObject): KindName => kindName('rbac.authorization.k8s.io', text(kind, 'Role'));

const subject = ({ kind }: JsonObject): KindName | undefined =>
  kind === 'ServiceAccount' ? 'ServiceAccount' : undefined;

/** What a container names, from the container. */
const CONTAINER: readonly ReferenceField[] = [
  { at: 'env[].valueFrom.configMapKeyRef', name: 'name', kind: 'ConfigMap', keys: oneKey },
  { at: 'env[].valueFrom.secretKeyRef', name: 'name', kind: 'Secret', keys: oneKey },
  { at: 'envFrom[].configMapRef', name: 'name', kind: 'ConfigMap' },
  { at: 'envFrom[].secretRef', name: 'name', kind: 'Secret' },
];

/** What a pod names, from its spec. */
export const POD_FIELDS: readonly ReferenceField[] = [
  ...['containers[].', 'initContainers[].', 'ephemeralContainers[].'].flatMap((list) =>
    CONTAINER.map((field) => ({ ...field, at: list + field.at })),
  ),
  { at: 'volumes[].configMap', name: 'name', kind: 'ConfigMap', keys: itemKeys },
  { at: 'volumes[].secret', name: 'secretName', kind: 'Secret', keys: itemKeys },
  { at: 'volumes[].projected.sources[].configMap', name: 'name', kind: 'ConfigMap', keys: itemKeys },
  { at: 'volumes[].projected.sources[].secret', name: 'name', kind: 'Secret', keys: itemKeys },
  { at: 'volumes[].csi.nodePublishSecretRef', name: 'name', kind: 'Secret' },
  { at: 'volumes[].azureFile', name: 'secretName', kind: 'Secret' },
  ...['cephfs', 'rbd', 'iscsi', 'flexVolume'].map((source) => ({
    at: `volumes[].${source}.secretRef`,
    name: 'name',
    kind: 'Secret',
  })),
  { at: 'volumes[].persistentVolumeClaim', name: 'claimName', kind: 'PersistentVolumeClaim' },
  {
    at: 'volumes[].ephemeral.volumeClaimTemplate.spec',
    name: 'storageClassName',
    kind: 'StorageClass.storage.k8s.io',
  },
  { at: 'imagePullSecrets[]', name: 'name', kind: 'Secret' },
  { at: 'serviceAccountName', name: '', kind: 'ServiceAccount' },
  { at: 'serviceAccount', name: '', kind: 'ServiceAccount' },
  { at: 'priorityClassName', name: '', kind: 'PriorityClass.scheduling.k8s.io' },
  { at: 'runtimeClassName', name: '', kind: 'RuntimeClass.node.k8s.io' },
];

const webhooks: readonly ReferenceField[] = [
  { at: 'webhooks[].clientConfig.service', name: 'name', kind: 'Service', port: securePort },
];
const routes: readonly ReferenceField[] = [
  { at: 'spec.parentRefs[]', name: 'name', kind: grouped('gateway.networking.k8s.io', 'Gateway') },
  { at: 'spec.rules[].backendRefs[]', name: 'name', kind: grouped('', 'Service'), port: anyPort },
  ...['spec.rules[].filters[]', 'spec.rules[].backendRefs[].filters[]'].map((filters) => ({
    at: `${filters}.requestMirror.backendRef`,
    name: 'name',
    kind: grouped('', 'Service'),
    port: anyPort,
  })),
];
const bindings: readonly ReferenceField[] = [
  { at: 'roleRef', name: 'name', kind: role },
  { at: 'subjects[]', name: 'name', kind: subject },
];

/** What an object names beside the pods it makes, by its kind. */
export const OBJECT_FIELDS: ReadonlyMap<KindName, readonly ReferenceField[]> = new Map<
  KindName,
  readonly ReferenceField[]
>([
  [
    'StatefulSet.apps',
    [
      { at: 'spec.serviceName', name: '', kind: 'Service' },
      { at: 'spec.volumeClaimTemplates[].spec.storageClassName', name: '', kind: 'StorageClass.storage.k8s.io' },
    ],
  ],
  [
    'PersistentVolumeClaim',
    [
      { at: 'spec.storageClassName', name: '', kind: 'StorageClass.storage.k8s.io' },
      { at: 'spec.volumeName', name: '', kind: 'PersistentVolume' },
      { at: 'spec.volumeAttributesClassName', name: '', kind: 'VolumeAttributesClass.storage.k8s.io' },
      { at: 'spec.dataSource', name: 'name', kind: grouped('', 'PersistentVolumeClaim') },
      { at: 'spec.dataSourceRef', name: 'name', kind: grouped('', 'PersistentVolumeClaim') },
    ],
  ],
  [
    'PersistentVolume',
    [
      { at: 'spec.storageClassName', name: '', kind: 'StorageClass.storage.k8s.io' },
      { at: 'spec.claimRef', name: 'name', kind: 'PersistentVolumeClaim' },
    ],
  ],
  [
    'VolumeSnapshot.snapshot.storage.k8s.io',
    [
      { at: 'spec.volumeSnapshotClassName', name: '', kind: 'VolumeSnapshotClass.snapshot.storage.k8s.io' },
      { at: 'spec.source', name: 'persistentVolumeClaimName', kind: 'PersistentVolumeClaim' },
      {
        at: 'spec.source',
        name: 'volumeSnapshotContentName',
        kind: 'VolumeSnapshotContent.snapshot.storage.k8s.io',
      },
    ],
  ],
  [
    'ServiceAccount',
    [
      { at: 'secrets[]', name: 'name', kind: 'Secret' },
      { at: 'imagePullSecrets[]', name: 'name', kind: 'Secret' },
    ],
  ],
  ['RoleBinding.rbac.authorization.k8s.io', bindings],
  ['ClusterRoleBinding.rbac.authorization.k8s.io', bindings],
  [
    'Ingress.networking.k8s.io',
    [
      { at: 'spec.defaultBackend.service', name: 'name', kind: 'Service', port: anyPort },
      { at: 'spec.rules[].http.paths[].backend.service', name: 'name', kind: 'Service', port: anyPort },
      { at: 'spec.backend', name: 'serviceName', kind: 'Service', port: servicePort },
      { at: 'spec.rules[].http.paths[].backend', name: 'serviceName', kind: 'Service', port: servicePort },
      { at: 'spec.defaultBackend.resource', name: 'name', kind: grouped('', '') },
      { at: 'spec.rules[].http.paths[].backend.resource', name: 'name', kind: grouped('', '') },
      { at: 'spec.tls[]', name: 'secretName', kind: 'Secret', keys: () => ['tls.crt', 'tls.key'] },
      { at: 'spec.ingressClassName', name: '', kind: 'IngressClass.networking.k8s.io' },
    ],
  ],
  [
    'Gateway.gateway.networking.k8s.io',
    [
      { at: 'spec.gatewayClassName', name: '', kind: 'GatewayClass.gateway.networking.k8s.io' },
      { at: 'spec.listeners[].tls.certificateRefs[]', name: 'name', kind: grouped('', 'Secret') },
    ],
  ],
  ['HTTPRoute.gateway.networking.k8s.io', routes],
  ['GRPCRoute.gateway.networking.k8s.io', routes],
  ['TLSRoute.gateway.networking.k8s.io', routes],
  ['TCPRoute.gateway.networking.k8s.io', routes],
  ['UDPRoute.gateway.networking.k8s.io', routes],
  [
    'Route.route.openshift.io',
    ['spec.to', 'spec.alternateBackends[]'].map((at) => ({ at, name: 'name', kind: grouped('', 'Service') })),
  ],
  ['HorizontalPodAutoscaler.autoscaling', [{ at: 'spec.scaleTargetRef', name: 'name', kind: versioned }]],
  ['VerticalPodAutoscaler.autoscaling.k8s.io', [{ at: 'spec.targetRef', name: 'name', kind: versioned }]],
  [
    'ScaledObject.keda.sh',
    [
      {
        at: 'spec.scaleTargetRef',
        name: 'name',
        kind: ({ apiVersion, kind }) => kindName(groupOf(text(apiVersion, 'apps/v1')), text(kind, 'Deployment')),
      },
    ],
  ],
  ['MutatingWebhookConfiguration.admissionregistration.k8s.io', webhooks],
  ['ValidatingWebhookConfiguration.admissionregistration.k8s.io', webhooks],
  [
    'ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io',
    [{ at: 'spec.policyName', name: '', kind: 'ValidatingAdmissionPolicy.admissionregistration.k8s.io' }],
  ],
  [
    'MutatingAdmissionPolicyBinding.admissionregistration.k8s.io',
    [{ at: 'spec.policyName', name: '', kind: 'MutatingAdmissionPolicy.admissionregistration.k8s.io' }],
  ],
  [
    'FlowSchema.flowcontrol.apiserver.k8s.io',
    [
      {
        at: 'spec.priorityLevelConfiguration',
        name: 'name',
        kind: 'PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io',
      },
    ],
  ],
  ['APIService.apiregistration.k8s.io', [{ at: 'spec.service', name: 'name', kind: 'Service', port: securePort }]],
  [
    'CustomResourceDefinition.apiextensions.k8s.io',
    [{ at: 'spec.conversion.webhook.clientConfig.service', name: 'name', kind: 'Service', port: securePort }],
  ],
  ['Certificate.cert-manager.io', [{ at: 'spec.issuerRef', name: 'name', kind: grouped('cert-manager.io', 'Issuer') }]],
  [
    'ExternalSecret.external-secrets.io',
    [{ at: 'spec.secretStoreRef', name: 'name', kind: grouped('external-secrets.io', 'SecretStore') }],
  ],
]);

/** A field that says which pods an object selects. */
export interface SelectorField {
  readonly at: string;
  /** Whether it is a plain map of labels, as a Service has, and not a LabelSelector. */
  readonly plain: boolean;
}

const podSelector: readonly SelectorField[] = [{ at: 'spec.selector', plain: false }];
const labelMap: readonly SelectorField[] = [{ at: 'spec.selector', plain: true }];

export const SELECTORS: ReadonlyMap<KindName, readonly SelectorField[]> = new Map([
  ['Service', labelMap],
  ['ReplicationController', labelMap],
  ['DeploymentConfig.apps.openshift.io', labelMap],
  ['Deployment.apps', podSelector],
  ['StatefulSet.apps', podSelector],
  ['DaemonSet.apps', podSelector],
  ['ReplicaSet.apps', podSelector],
  ['PodDisruptionBudget.policy', podSelector],
  [
    'NetworkPolicy.networking.k8s.io',
    [
      { at: 'spec.podSelector', plain: false },
      { at: 'spec.ingress[].from[].podSelector', plain: false },
      { at: 'spec.egress[].to[].podSelector', plain: false },
    ],
  ],
]);
