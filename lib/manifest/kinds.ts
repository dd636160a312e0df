/**
 * What a kind is called across versions: `Deployment.apps`, `Service`, `Certificate.cert-manager.io`.
 * Two versions of one kind are the same kind: the API server stores one object for both.
 */
export type KindName = string;

export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

export function kindName(group: string, kind: string): KindName {
  return group === '' ? kind : `${kind}.${group}`;
}

/** Kinds that had another group before: the API server stores one object for both. */
const MOVED: ReadonlyMap<KindName, KindName> = new Map([
  ['Deployment.extensions', 'Deployment.apps'],
  ['DaemonSet.extensions', 'DaemonSet.apps'],
  ['ReplicaSet.extensions', 'ReplicaSet.apps'],
  ['Ingress.extensions', 'Ingress.networking.k8s.io'],
  ['NetworkPolicy.extensions', 'NetworkPolicy.networking.k8s.io'],
  ['PodSecurityPolicy.extensions', 'PodSecurityPolicy.policy'],
]);

/** What a kind is called in the group that it has today. */
export function kindToday(kind: KindName): KindName {
  return MOVED.get(kind) ?? kind;
}

/**
 * The order in which kinds are created when nothing else decides: what others need comes first.
 * Namespaces and definitions, classes, policies (so that they hold from the first pod on), identities, configuration,
 * storage, services (so that their names resolve), workloads, other custom resources, traffic and scaling, and last
 * what intercepts requests to the API server, which must not refuse the objects of its own back end.
 */
const STAGES: readonly (readonly KindName[])[] = [
  ['Namespace', 'CustomResourceDefinition.apiextensions.k8s.io'],
  [
    'PriorityClass.scheduling.k8s.io',
    'RuntimeClass.node.k8s.io',
    'StorageClass.storage.k8s.io',
    'CSIDriver.storage.k8s.io',
    'VolumeAttributesClass.storage.k8s.io',
    'VolumeSnapshotClass.snapshot.storage.k8s.io',
    'IngressClass.networking.k8s.io',
    'GatewayClass.gateway.networking.k8s.io',
    'DeviceClass.resource.k8s.io',
    'FlowSchema.flowcontrol.apiserver.k8s.io',
    'PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io',
  ],
  [
    'ResourceQuota',
    'LimitRange',
    'NetworkPolicy.networking.k8s.io',
    'PodDisruptionBudget.policy',
    'ValidatingAdmissionPolicy.admissionregistration.k8s.io',
    'ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io',
    'MutatingAdmissionPolicy.admissionregistration.k8s.io',
    'MutatingAdmissionPolicyBinding.admissionregistration.k8s.io',
  ],
  [
    'ServiceAccount',
    'ClusterRole.rbac.authorization.k8s.io',
    'Role.rbac.authorization.k8s.io',
    'ClusterRoleBinding.rbac.authorization.k8s.io',
    'RoleBinding.rbac.authorization.k8s.io',
  ],
  [
    'Secret',
    'ConfigMap',
    'SealedSecret.bitnami.com',
    'ClusterSecretStore.external-secrets.io',
    'SecretStore.external-secrets.io',
    'ExternalSecret.external-secrets.io',
    'ClusterIssuer.cert-manager.io',
    'Issuer.cert-manager.io',
    'Certificate.cert-manager.io',
  ],
  // Before the claims, which volumes may name as claims name volumes: the claim's word counts.
  ['PersistentVolume', 'VolumeSnapshotContent.snapshot.storage.k8s.io'],
  ['PersistentVolumeClaim', 'VolumeSnapshot.snapshot.storage.k8s.io'],
  ['Service', 'Endpoints', 'EndpointSlice.discovery.k8s.io'],
  [
    'Deployment.apps',
    'StatefulSet.apps',
    'DaemonSet.apps',
    'ReplicaSet.apps',
    'ReplicationController',
    'Job.batch',
    'CronJob.batch',
    'Pod',
    'PodTemplate',
  ],
  [], // kinds that are not listed
  [
    'HorizontalPodAutoscaler.autoscaling',
    'VerticalPodAutoscaler.autoscaling.k8s.io',
    'ScaledObject.keda.sh',
    'Ingress.networking.k8s.io',
    'Gateway.gateway.networking.k8s.io',
    'HTTPRoute.gateway.networking.k8s.io',
    'GRPCRoute.gateway.networking.k8s.io',
    'TLSRoute.gateway.networking.k8s.io',
    'TCPRoute.gateway.networking.k8s.io',
    'UDPRoute.gateway.networking.k8s.io',
  ],
  [
    'APIService.apiregistration.k8s.io',
    'MutatingWebhookConfiguration.admissionregistration.k8s.io',
    'ValidatingWebhookConfiguration.admissionregistration.k8s.io',
  ],
];

const RANKS = new Map(STAGES.flatMap((kinds, rank) => kinds.map((kind) => [kind, rank] as const)));
const UNLISTED = STAGES.findIndex((kinds) => kinds.length === 0);

/** When objects of a kind are created: lower ranks first. */
export function rankOf(kind: KindName): number {
  return RANKS.get(kind) ?? UNLISTED;
}

const CLUSTER_SCOPED: ReadonlySet<KindName> = new Set([
  'Namespace',
  'Node',
  'PersistentVolume',
  'ComponentStatus',
  'APIService.apiregistration.k8s.io',
  'CustomResourceDefinition.apiextensions.k8s.io',
  'MutatingWebhookConfiguration.admissionregistration.k8s.io',
  'ValidatingWebhookConfiguration.admissionregistration.k8s.io',
  'MutatingAdmissionPolicy.admissionregistration.k8s.io',
  'MutatingAdmissionPolicyBinding.admissionregistration.k8s.io',
  'ValidatingAdmissionPolicy.admissionregistration.k8s.io',
  'ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io',
  'TokenReview.authentication.k8s.io',
  'SelfSubjectReview.authentication.k8s.io',
  'SelfSubjectAccessReview.authorization.k8s.io',
  'SelfSubjectRulesReview.authorization.k8s.io',
  'SubjectAccessReview.authorization.k8s.io',
  'CertificateSigningRequest.certificates.k8s.io',
  'ClusterTrustBundle.certificates.k8s.io',
  'FlowSchema.flowcontrol.apiserver.k8s.io',
  'PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io',
  'StorageVersion.internal.apiserver.k8s.io',
  'StorageVersionMigration.storagemigration.k8s.io',
  'ClusterRole.rbac.authorization.k8s.io',
  'ClusterRoleBinding.rbac.authorization.k8s.io',
  'IngressClass.networking.k8s.io',
  'IPAddress.networking.k8s.io',
  'ServiceCIDR.networking.k8s.io',
  'ClusterCIDR.networking.k8s.io',
  'RuntimeClass.node.k8s.io',
  'PriorityClass.scheduling.k8s.io',
  'CSIDriver.storage.k8s.io',
  'CSINode.storage.k8s.io',
  'StorageClass.storage.k8s.io',
  'VolumeAttachment.storage.k8s.io',
  'VolumeAttributesClass.storage.k8s.io',
  'DeviceClass.resource.k8s.io',
  'DeviceTaintRule.resource.k8s.io',
  'ResourceClass.resource.k8s.io',
  'ResourcePoolStatusRequest.resource.k8s.io',
  'ResourceSlice.resource.k8s.io',
  // Custom resources that many clusters have. Others are known by their definition in the tree.
  'GatewayClass.gateway.networking.k8s.io',
  'VolumeSnapshotClass.snapshot.storage.k8s.io',
  'VolumeSnapshotContent.snapshot.storage.k8s.io',
  'ClusterIssuer.cert-manager.io',
  'ClusterSecretStore.external-secrets.io',
  'ClusterExternalSecret.external-secrets.io',
  'ClusterPushSecret.external-secrets.io',
  'ClusterPolicy.kyverno.io',
  'ClusterCleanupPolicy.kyverno.io',
  'ConstraintTemplate.templates.gatekeeper.sh',
  'AdminNetworkPolicy.policy.networking.k8s.io',
  'BaselineAdminNetworkPolicy.policy.networking.k8s.io',
  'CiliumClusterwideNetworkPolicy.cilium.io',
  'ClusterTriggerAuthentication.keda.sh',
  'NodePool.karpenter.sh',
  'NodeClaim.karpenter.sh',
  'EC2NodeClass.karpenter.k8s.aws',
  'IngressClassParams.elbv2.k8s.aws',
  'ENIConfig.crd.k8s.amazonaws.com',
]);

/** Whether objects of a kind belong to no namespace. A kind that nobody knows is taken as namespaced. */
export function isClusterScoped(kind: KindName, definitions: ReadonlyMap<KindName, Scope> = new Map()): boolean {
  return CLUSTER_SCOPED.has(kind) || definitions.get(kind) === 'Cluster';
}

/** The `spec.scope` of a CustomResourceDefinition. */
export type Scope = 'Cluster' | 'Namespaced';
