import type { Field, Struct, Type } from './types';

/*
 * Where the server thinks otherwise than the specification, found by comparing them field by field on a live one.
 * Fields are called by the type they are in: `Container.image`.
 */

/** What the specification requires and the server does without. */
const OPTIONAL: ReadonlySet<string> = new Set([
  ...['RoleRef.apiGroup'], // has a default
  ...['CSINodeSpec.drivers', 'LimitRangeSpec.limits', 'PodFailurePolicy.rules'], // may be empty lists
  ...['HTTPHeader.value', 'Sysctl.value'], // may be empty texts
  ...['ISCSIVolumeSource.lun', 'ISCSIPersistentVolumeSource.lun', 'SleepAction.seconds', 'EventSeries.count'], // 0 will do
  ...['ResourcePool.generation', 'ForZone.name', 'ForNode.name'],
  ...['TokenRequest.audience', 'DeviceCapacity.value'], // the server itself, and an amount of 0
]);

/** What the specification leaves open and the server asks for. */
const REQUIRED: ReadonlySet<string> = new Set([
  ...['Container.image', 'EphemeralContainer.image', 'ExecAction.command', 'PodDNSConfigOption.name'],
  ...['ConfigMapVolumeSource.name', 'SecretVolumeSource.secretName', 'ConfigMapEnvSource.name', 'SecretEnvSource.name'],
  ...['ConfigMapKeySelector.name', 'SecretKeySelector.name', 'ConfigMapProjection.name', 'SecretProjection.name'],
  ...['PersistentVolumeClaimSpec.accessModes', 'PersistentVolumeSpec.accessModes', 'PersistentVolumeSpec.capacity'],
  ...['VolumeNodeAffinity.required', 'AggregationRule.clusterRoleSelectors'],
  ...['ServiceReference.name', 'ServiceReference.namespace', 'IngressClassSpec.controller'],
  ...['ValidatingAdmissionPolicySpec.matchConstraints', 'MutatingAdmissionPolicySpec.matchConstraints'],
  ...['RuleWithOperations', 'NamedRuleWithOperations'].flatMap((rule) =>
    ['operations', 'apiGroups', 'apiVersions', 'resources'].map((field) => `${rule}.${field}`),
  ),
  ...['MutatingAdmissionPolicySpec.mutations', 'MutatingAdmissionPolicySpec.reinvocationPolicy'],
  ...['MutatingAdmissionPolicyBindingSpec.policyName', 'ApplyConfiguration.expression', 'JSONPatch.expression'],
  ...['ParamKind.apiVersion', 'ParamKind.kind', 'ParamRef.parameterNotFoundAction'],
  ...['ServiceCIDRSpec.cidrs', 'CertificateSigningRequestSpec.usages'],
  ...['CustomResourceDefinitionVersion.schema', 'CustomResourceValidation.openAPIV3Schema'],
]);

/** Closed sets of values that the specification does not name. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  'LabelSelectorRequirement.operator': ['In', 'NotIn', 'Exists', 'DoesNotExist'],
  'CustomResourceDefinitionSpec.scope': ['Cluster', 'Namespaced'],
  'CustomResourceConversion.strategy': ['None', 'Webhook'],
  'CustomResourceColumnDefinition.type': ['boolean', 'date', 'integer', 'number', 'string'],
  'JSONSchemaProps.type': ['array', 'boolean', 'integer', 'number', 'object', 'string'],
  'JSONSchemaProps.x-kubernetes-list-type': ['atomic', 'map', 'set'],
  'JSONSchemaProps.x-kubernetes-map-type': ['atomic', 'granular'],
  'MetricSpec.type': ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'],
  'MetricTarget.type': ['Utilization', 'Value', 'AverageValue'],
  'HPAScalingPolicy.type': ['Pods', 'Percent'],
  'HPAScalingRules.selectPolicy': ['Max', 'Min', 'Disabled'],
  'Container.restartPolicy': ['Always', 'Never', 'OnFailure'],
  'ContainerResizePolicy.resourceName': ['cpu', 'memory'],
  'ContainerResizePolicy.restartPolicy': ['NotRequired', 'RestartContainer'],
  'VolumeMount.recursiveReadOnly': ['Disabled', 'Enabled', 'IfPossible'],
  'PodSecurityContext.seLinuxChangePolicy': ['MountOption', 'Recursive'],
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted': ['Delete', 'Retain'],
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled': ['Delete', 'Retain'],
  'StorageClass.reclaimPolicy': ['Delete', 'Retain'], // a volume may be recycled, and no class makes such ones
  'PodOS.name': ['linux', 'windows'],
  'Subject.kind': ['User', 'Group', 'ServiceAccount'],
  'Subject.apiGroup': ['rbac.authorization.k8s.io'],
  'RoleRef.kind': ['Role', 'ClusterRole'],
  'RoleRef.apiGroup': ['rbac.authorization.k8s.io'],
  'FlowDistinguisherMethod.type': ['ByUser', 'ByNamespace'],
  'PriorityLevelConfigurationSpec.type': ['Exempt', 'Limited'],
  'LimitResponse.type': ['Queue', 'Reject'],
  'CSIDriverSpec.fsGroupPolicy': ['ReadWriteOnceWithFSType', 'File', 'None'],
  'CSIDriverSpec.volumeLifecycleModes': ['Persistent', 'Ephemeral'],
  'ValidatingWebhook.sideEffects': ['None', 'NoneOnDryRun'], // others were of v1beta1
  'MutatingWebhook.sideEffects': ['None', 'NoneOnDryRun'],
  'ParamRef.parameterNotFoundAction': ['Allow', 'Deny'],
  'Validation.reason': ['Unauthorized', 'Forbidden', 'Invalid', 'RequestEntityTooLarge'],
  'IngressClassParametersReference.scope': ['Cluster', 'Namespace'],
  'PodFailurePolicyOnPodConditionsPattern.status': ['True', 'False', 'Unknown'],
};

/** Those of them that stand behind a pointer. */
const POINTERS: ReadonlySet<string> = new Set([
  'Container.restartPolicy',
  'HPAScalingRules.selectPolicy',
  'CSIDriverSpec.fsGroupPolicy',
  'VolumeMount.recursiveReadOnly',
  'PodSecurityContext.seLinuxChangePolicy',
  'JSONSchemaProps.x-kubernetes-list-type',
  'JSONSchemaProps.x-kubernetes-map-type',
  'StorageClass.reclaimPolicy',
  'ValidatingWebhook.sideEffects',
  'MutatingWebhook.sideEffects',
  'ParamRef.parameterNotFoundAction',
  'IngressClassParametersReference.scope',
  'Validation.reason',
]);

/** The type of a field as the server takes it. */
export function restated(field: string, type: Type): Type {
  const values = VALUES[field];
  if (!values) return type;
  if (type.is === 'list') return { is: 'list', of: { is: 'enum', values } };
  return { is: 'enum', values, isPointer: POINTERS.has(field) };
}

/** The fields without which the server refuses an object of this type. */
export function neededIn(struct: Struct): readonly Field[] {
  return [...struct.fields.values()].filter((field) => {
    const name = `${struct.name}.${field.name}`;
    if (OPTIONAL.has(name)) return false;
    if (REQUIRED.has(name)) return true;
    const { type, isRequired } = field;
    // Written or not, it is there: what counts is what is in it.
    if (type.is === 'struct' && type.isValue) return !type.of().isStatus && type.of().needed.length > 0;
    return isRequired && type.is !== 'boolean' && type.is !== 'microtime';
  });
}
