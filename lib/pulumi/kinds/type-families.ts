// Written by scripts/pulumi-type-families.mjs from @pulumi/kubernetes 4.34.2.

/** Versions that are the same resource to the typed SDK, and the kinds for which they are. */
export const TYPE_FAMILIES: readonly (readonly [versions: string, kinds: string])[] = [
  [
    'admissionregistration.k8s.io/v1 admissionregistration.k8s.io/v1alpha1 admissionregistration.k8s.io/v1beta1',
    'MutatingAdmissionPolicy MutatingAdmissionPolicyBinding ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding',
  ],
  [
    'admissionregistration.k8s.io/v1 admissionregistration.k8s.io/v1beta1',
    'MutatingWebhookConfiguration ValidatingWebhookConfiguration',
  ],
  ['apiextensions.k8s.io/v1 apiextensions.k8s.io/v1beta1', 'CustomResourceDefinition'],
  ['apiregistration.k8s.io/v1 apiregistration.k8s.io/v1beta1 apiregistration/v1 apiregistration/v1beta1', 'APIService'],
  ['apiregistration.k8s.io/v1 apiregistration/v1', 'APIServiceList'],
  ['apiregistration.k8s.io/v1beta1 apiregistration/v1beta1', 'APIServiceList'],
  ['apps/v1 apps/v1beta1 apps/v1beta2 extensions/v1beta1', 'Deployment'],
  ['apps/v1 apps/v1beta1 apps/v1beta2', 'ControllerRevision StatefulSet'],
  ['apps/v1 apps/v1beta2 extensions/v1beta1', 'DaemonSet ReplicaSet'],
  ['autoscaling/v1 autoscaling/v2 autoscaling/v2beta1 autoscaling/v2beta2', 'HorizontalPodAutoscaler'],
  ['batch/v1 batch/v1beta1 batch/v2alpha1', 'CronJob'],
  ['certificates.k8s.io/v1 certificates.k8s.io/v1alpha1 certificates.k8s.io/v1beta1', 'ClusterTrustBundle'],
  ['certificates.k8s.io/v1 certificates.k8s.io/v1beta1', 'CertificateSigningRequest PodCertificateRequest'],
  ['coordination.k8s.io/v1 coordination.k8s.io/v1beta1', 'Lease'],
  ['coordination.k8s.io/v1alpha1 coordination.k8s.io/v1alpha2 coordination.k8s.io/v1beta1', 'LeaseCandidate'],
  ['core/v1 events.k8s.io/v1 events.k8s.io/v1beta1', 'Event'],
  ['discovery.k8s.io/v1 discovery.k8s.io/v1beta1', 'EndpointSlice'],
  ['extensions/v1beta1 networking.k8s.io/v1 networking.k8s.io/v1beta1', 'Ingress'],
  ['extensions/v1beta1 networking.k8s.io/v1', 'NetworkPolicy'],
  ['extensions/v1beta1 policy/v1beta1', 'PodSecurityPolicy'],
  [
    'flowcontrol.apiserver.k8s.io/v1 flowcontrol.apiserver.k8s.io/v1alpha1 flowcontrol.apiserver.k8s.io/v1beta1 flowcontrol.apiserver.k8s.io/v1beta2 flowcontrol.apiserver.k8s.io/v1beta3',
    'FlowSchema PriorityLevelConfiguration',
  ],
  ['networking.k8s.io/v1 networking.k8s.io/v1alpha1 networking.k8s.io/v1beta1', 'IPAddress ServiceCIDR'],
  ['networking.k8s.io/v1 networking.k8s.io/v1beta1', 'IngressClass'],
  ['node.k8s.io/v1 node.k8s.io/v1alpha1 node.k8s.io/v1beta1', 'RuntimeClass'],
  ['policy/v1 policy/v1beta1', 'PodDisruptionBudget'],
  [
    'rbac.authorization.k8s.io/v1 rbac.authorization.k8s.io/v1alpha1 rbac.authorization.k8s.io/v1beta1',
    'ClusterRole ClusterRoleBinding Role RoleBinding',
  ],
  [
    'resource.k8s.io/v1 resource.k8s.io/v1alpha1 resource.k8s.io/v1alpha2 resource.k8s.io/v1alpha3 resource.k8s.io/v1beta1 resource.k8s.io/v1beta2',
    'ResourceClaim ResourceClaimTemplate',
  ],
  [
    'resource.k8s.io/v1 resource.k8s.io/v1alpha2 resource.k8s.io/v1alpha3 resource.k8s.io/v1beta1 resource.k8s.io/v1beta2',
    'ResourceSlice',
  ],
  ['resource.k8s.io/v1 resource.k8s.io/v1alpha3 resource.k8s.io/v1beta1 resource.k8s.io/v1beta2', 'DeviceClass'],
  ['resource.k8s.io/v1 resource.k8s.io/v1alpha3 resource.k8s.io/v1beta2', 'DeviceTaintRule'],
  ['resource.k8s.io/v1alpha1 resource.k8s.io/v1alpha2', 'ResourceClass'],
  ['resource.k8s.io/v1alpha2 resource.k8s.io/v1alpha3', 'PodSchedulingContext'],
  ['scheduling.k8s.io/v1 scheduling.k8s.io/v1alpha1 scheduling.k8s.io/v1beta1', 'PriorityClass'],
  [
    'scheduling.k8s.io/v1alpha1 scheduling.k8s.io/v1alpha2 scheduling.k8s.io/v1alpha3 scheduling.k8s.io/v1beta1',
    'Workload',
  ],
  ['scheduling.k8s.io/v1alpha2 scheduling.k8s.io/v1alpha3 scheduling.k8s.io/v1beta1', 'PodGroup'],
  [
    'storage.k8s.io/v1 storage.k8s.io/v1alpha1 storage.k8s.io/v1beta1',
    'CSIStorageCapacity VolumeAttachment VolumeAttributesClass',
  ],
  ['storage.k8s.io/v1 storage.k8s.io/v1beta1', 'CSIDriver CSINode StorageClass'],
  [
    'storagemigration.k8s.io/v1 storagemigration.k8s.io/v1alpha1 storagemigration.k8s.io/v1beta1',
    'StorageVersionMigration',
  ],
];
