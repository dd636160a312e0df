import type { InventoryObject } from '../../manifest/inventory';
import type { KindName } from '../../manifest/kinds';

/** A path as Pulumi writes it: `spec.selector`, `spec.containers[*].env`. All that is below it is meant too. */
export type PropertyPath = string;

type Kinded = Pick<InventoryObject, 'kind' | 'manifest'>;

const CONTAINER_FIELDS: readonly string[] = [
  ...['args', 'command', 'env', 'envFrom', 'imagePullPolicy', 'lifecycle', 'livenessProbe', 'name', 'ports'],
  ...['readinessProbe', 'resizePolicy', 'resources', 'restartPolicy', 'restartPolicyRules', 'securityContext'],
  ...['startupProbe', 'stdin', 'stdinOnce', 'terminationMessagePath', 'terminationMessagePolicy', 'tty'],
  ...['volumeDevices', 'volumeMounts', 'workingDir'],
];

const POD_FIELDS: readonly string[] = [
  ...['affinity', 'automountServiceAccountToken', 'dnsConfig', 'dnsPolicy', 'enableServiceLinks', 'hostAliases'],
  ...['hostIPC', 'hostNetwork', 'hostPID', 'hostUsers', 'hostname', 'hostnameOverride', 'imagePullSecrets', 'nodeName'],
  ...['nodeSelector', 'os', 'overhead', 'preemptionPolicy', 'priority', 'priorityClassName', 'readinessGates'],
  ...['resourceClaims', 'resources', 'restartPolicy', 'runtimeClassName', 'schedulerName', 'securityContext'],
  ...['serviceAccount', 'serviceAccountName', 'setHostnameAsFQDN', 'shareProcessNamespace', 'subdomain'],
  ...['terminationGracePeriodSeconds', 'topologySpreadConstraints', 'volumes'],
  ...['containers[*].', 'initContainers[*].'].flatMap((list) => CONTAINER_FIELDS.map((field) => `${list}${field}`)),
];

const VOLUME_SOURCES: readonly string[] = [
  ...['awsElasticBlockStore', 'azureDisk', 'azureFile', 'cephfs', 'cinder', 'csi', 'fc', 'flexVolume', 'flocker'],
  ...['gcePersistentDisk', 'glusterfs', 'hostPath', 'iscsi', 'local', 'nfs', 'photonPersistentDisk', 'portworxVolume'],
  ...['quobyte', 'rbd', 'scaleIO', 'storageos', 'vsphereVolume'],
];

/** What the API server does not let anyone change, as the cluster tests prove it. */
const IMMUTABLE: Readonly<Record<KindName, readonly PropertyPath[]>> = {
  'Deployment.apps': ['spec.selector'],
  'DaemonSet.apps': ['spec.selector'],
  'ReplicaSet.apps': ['spec.selector'],
  'StatefulSet.apps': inSpec('selector', 'serviceName', 'podManagementPolicy', 'volumeClaimTemplates'),
  'ControllerRevision.apps': ['data'],
  'Job.batch': [
    ...inSpec('selector', 'manualSelector', 'template', 'completions', 'completionMode', 'podFailurePolicy'),
    ...inSpec('successPolicy', 'backoffLimitPerIndex', 'managedBy'),
  ],
  Pod: inSpec(...POD_FIELDS),
  // Addresses are given once. `type` may change, even from and to ExternalName.
  Service: inSpec('clusterIP', 'clusterIPs[0]', 'ipFamilies[0]', 'loadBalancerClass', 'healthCheckNodePort'),
  PersistentVolumeClaim: [
    ...inSpec('accessModes', 'selector', 'storageClassName', 'volumeName', 'volumeMode', 'dataSource'),
    ...inSpec('dataSourceRef', 'resources.limits'),
  ],
  PersistentVolume: inSpec(...VOLUME_SOURCES, 'volumeMode', 'nodeAffinity'),
  ResourceQuota: ['spec.scopes'],
  'StorageClass.storage.k8s.io': ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
  'VolumeAttributesClass.storage.k8s.io': ['driverName', 'parameters'],
  'CSIDriver.storage.k8s.io': inSpec('attachRequired', 'volumeLifecycleModes'),
  'CSIStorageCapacity.storage.k8s.io': ['nodeTopology', 'storageClassName'],
  'VolumeAttachment.storage.k8s.io': ['spec'],
  'RoleBinding.rbac.authorization.k8s.io': ['roleRef'],
  'ClusterRoleBinding.rbac.authorization.k8s.io': ['roleRef'],
  'IngressClass.networking.k8s.io': ['spec.controller'],
  'IPAddress.networking.k8s.io': ['spec'],
  'ServiceCIDR.networking.k8s.io': ['spec.cidrs'],
  'EndpointSlice.discovery.k8s.io': ['addressType'],
  'RuntimeClass.node.k8s.io': ['handler'],
  'PriorityClass.scheduling.k8s.io': ['value', 'preemptionPolicy'],
  'ResourceClaim.resource.k8s.io': ['spec'],
  'ResourceClaimTemplate.resource.k8s.io': ['spec'],
  'CustomResourceDefinition.apiextensions.k8s.io': inSpec('group', 'names.plural', 'names.kind', 'scope'),
};

/**
 * What Pulumi's Kubernetes provider replaces an object for by itself (`forceNewProperties` of its source), beside the
 * name and the namespace. Of some of it, it could be told better: the parallelism of a Job, the history of a
 * StatefulSet and the image of a Pod may change.
 */
const BY_PROVIDER: Readonly<Record<KindName, readonly PropertyPath[]>> = {
  'Deployment.apps': ['spec.selector'],
  'DaemonSet.apps': ['spec.selector'],
  'StatefulSet.apps': inSpec(
    ...['podManagementPolicy', 'revisionHistoryLimit', 'selector', 'serviceName', 'volumeClaimTemplates'],
  ),
  'Job.batch': inSpec('completions', 'parallelism', 'selector', 'template'),
  Pod: inSpec(
    ...['affinity', 'automountServiceAccountToken', 'dnsConfig', 'dnsPolicy', 'enableServiceLinks', 'hostAliases'],
    ...['hostIPC', 'hostNetwork', 'hostPID', 'hostname', 'imagePullSecrets', 'nodeName', 'nodeSelector', 'overhead'],
    ...['preemptionPolicy', 'priority', 'priorityClassName', 'readinessGates', 'restartPolicy', 'runtimeClassName'],
    ...['schedulerName', 'securityContext', 'serviceAccount', 'serviceAccountName', 'shareProcessNamespace'],
    ...['subdomain', 'terminationGracePeriodSeconds', 'volumes'],
    ...['containers[*].', 'initContainers[*].'].flatMap((list) =>
      [
        ...['args', 'command', 'env', 'image', 'imagePullPolicy', 'lifecycle', 'livenessProbe', 'ports'],
        ...['readinessProbe', 'resources', 'securityContext', 'stdin', 'stdinOnce', 'terminationMessagePath'],
        ...['terminationMessagePolicy', 'tty', 'volumeDevices', 'volumeMounts', 'workingDir'],
      ].map((field) => `${list}${field}`),
    ),
  ),
  Service: ['spec.clusterIP'],
  PersistentVolumeClaim: inSpec('accessModes', 'selector', 'storageClassName', 'volumeName'),
  PersistentVolume: inSpec(...VOLUME_SOURCES),
  ResourceQuota: ['spec.scopes'],
  'StorageClass.storage.k8s.io': ['parameters', 'provisioner'],
  'RoleBinding.rbac.authorization.k8s.io': ['roleRef'],
  'ClusterRoleBinding.rbac.authorization.k8s.io': ['roleRef'],
};

/** Where a replacement takes more with it than the object: a refused update is the better end. */
const KEPT: ReadonlySet<KindName> = new Set([
  'PersistentVolumeClaim', // its volume
  'PersistentVolume',
  'CustomResourceDefinition.apiextensions.k8s.io', // all resources of the kind
]);

/** What names an object: another value is another object. */
const IDENTITY: readonly PropertyPath[] = ['metadata.name', 'metadata.namespace'];

/**
 * The fields of an object that the API server does not let anyone change. An addition or a removal counts as a change:
 * some of these fields may still be added, as the `nodeAffinity` of a volume. The resources of a kind that a
 * CustomResourceDefinition defines may have more, which its schema says.
 */
export function immutableFields({ kind, manifest }: Kinded): readonly PropertyPath[] {
  return [...IDENTITY, ...(IMMUTABLE[kind] ?? []), ...immutableData({ kind, manifest })];
}

/** How a provider is configured. */
export interface ProviderSwitches {
  /** Whether it changes the data of ConfigMaps in place. @default false */
  readonly enableConfigMapMutable?: boolean;
  /** Whether it changes the data of Secrets in place. @default false */
  readonly enableSecretMutable?: boolean;
}

/** The fields for which the provider replaces an object by itself, whether or not the API server would let it change. */
export function replacedByProvider(
  { kind, manifest }: Kinded,
  { enableConfigMapMutable = false, enableSecretMutable = false }: ProviderSwitches = {},
): readonly PropertyPath[] {
  const isFixed = manifest['immutable'] === true;
  if (kind === 'Secret') {
    return [...IDENTITY, ...(isFixed || !enableSecretMutable ? ['type', 'stringData', 'data'] : ['type'])];
  }
  if (kind === 'ConfigMap') {
    return [...IDENTITY, ...(isFixed || !enableConfigMapMutable ? ['binaryData', 'data'] : [])];
  }
  return [...IDENTITY, ...(BY_PROVIDER[kind] ?? [])];
}

/**
 * The `replaceOnChanges` of an object: what cannot be changed, and what the provider would try to change all the same.
 * Nothing where a replacement would take data with it: there the server refuses the update, but for what the provider
 * replaces by itself, from which only `protect` saves a claim. Use it with `deleteBeforeReplace`: the provider only
 * thinks of that itself for the replacements that are its own, and two objects cannot have one name.
 */
export function replaceOnChanges(object: Kinded): readonly PropertyPath[] {
  if (KEPT.has(object.kind)) return [];
  const known = new Set(replacedByProvider(object));
  return immutableFields(object).filter((path) => !known.has(path));
}

function immutableData({ kind, manifest }: Kinded): readonly PropertyPath[] {
  const fields = { ConfigMap: ['data', 'binaryData'], Secret: ['data', 'stringData'] };
  if (kind !== 'ConfigMap' && kind !== 'Secret') return [];
  const type = kind === 'Secret' ? ['type'] : [];
  // Who was immutable stays so: only its removal cannot be, its addition can.
  return [...type, ...(manifest['immutable'] === true ? fields[kind] : ['immutable'])];
}

function inSpec(...fields: readonly string[]): readonly PropertyPath[] {
  return fields.map((field) => `spec.${field}`);
}
