import type { k8s } from 'cdk8s-plus-27';
import type { JsonObject } from './json';

/** Names that the generated types spell in another way than the API does. */
interface Spelling {
  clientIp: 'clientIP';
  clusterIp: 'clusterIP';
  datasetUuid: 'datasetUUID';
  diskUri: 'diskURI';
  downwardApi: 'downwardAPI';
  externalId: 'externalID';
  hostIp: 'hostIP';
  hostIpc: 'hostIPC';
  hostPid: 'hostPID';
  insecureSkipTlsVerify: 'insecureSkipTLSVerify';
  loadBalancerIp: 'loadBalancerIP';
  nodeId: 'nodeID';
  nonResourceUrLs: 'nonResourceURLs';
  openApiv3Schema: 'openAPIV3Schema';
  pdId: 'pdID';
  podCidr: 'podCIDR';
  podCidRs: 'podCIDRs';
  providerId: 'providerID';
  scaleIo: 'scaleIO';
  setHostnameAsFqdn: 'setHostnameAsFQDN';
  storagePolicyId: 'storagePolicyID';
  targetWwNs: 'targetWWNs';
  volumeId: 'volumeID';
}

type Spelled<K> = K extends keyof Spelling ? Spelling[K] : K;

/** The classes IntOrString and Quantity, known by their only member. */
type IsUnionClass<T> = T extends { readonly value: unknown } ? ([keyof T] extends ['value'] ? true : false) : false;

/** An API type as the API takes it: plain numbers and strings, its own spelling, nothing to be dropped on the way. */
export type Plain<T> = T extends string | number | boolean | null | undefined
  ? T
  : IsUnionClass<T> extends true
    ? number | string
    : T extends Date
      ? string
      : T extends readonly (infer Item)[]
        ? readonly Plain<Item>[]
        : T extends object
          ? { readonly [K in keyof T as Spelled<K>]: Spelled<K> extends 'openAPIV3Schema' ? JsonObject : Plain<T[K]> }
          : T;

/** The built-in kinds with their stable version and their fields. */
export interface Kinds {
  ClusterRole: ['rbac.authorization.k8s.io/v1', k8s.KubeClusterRoleProps];
  ClusterRoleBinding: ['rbac.authorization.k8s.io/v1', k8s.KubeClusterRoleBindingProps];
  ConfigMap: ['v1', k8s.KubeConfigMapProps];
  CronJob: ['batch/v1', k8s.KubeCronJobProps];
  CustomResourceDefinition: ['apiextensions.k8s.io/v1', k8s.KubeCustomResourceDefinitionProps];
  DaemonSet: ['apps/v1', k8s.KubeDaemonSetProps];
  Deployment: ['apps/v1', k8s.KubeDeploymentProps];
  HorizontalPodAutoscaler: ['autoscaling/v2', k8s.KubeHorizontalPodAutoscalerV2Props];
  Ingress: ['networking.k8s.io/v1', k8s.KubeIngressProps];
  IngressClass: ['networking.k8s.io/v1', k8s.KubeIngressClassProps];
  Job: ['batch/v1', k8s.KubeJobProps];
  LimitRange: ['v1', k8s.KubeLimitRangeProps];
  MutatingWebhookConfiguration: ['admissionregistration.k8s.io/v1', k8s.KubeMutatingWebhookConfigurationProps];
  Namespace: ['v1', k8s.KubeNamespaceProps];
  NetworkPolicy: ['networking.k8s.io/v1', k8s.KubeNetworkPolicyProps];
  PersistentVolume: ['v1', k8s.KubePersistentVolumeProps];
  PersistentVolumeClaim: ['v1', k8s.KubePersistentVolumeClaimProps];
  Pod: ['v1', k8s.KubePodProps];
  PodDisruptionBudget: ['policy/v1', k8s.KubePodDisruptionBudgetProps];
  PriorityClass: ['scheduling.k8s.io/v1', k8s.KubePriorityClassProps];
  ResourceQuota: ['v1', k8s.KubeResourceQuotaProps];
  Role: ['rbac.authorization.k8s.io/v1', k8s.KubeRoleProps];
  RoleBinding: ['rbac.authorization.k8s.io/v1', k8s.KubeRoleBindingProps];
  RuntimeClass: ['node.k8s.io/v1', k8s.KubeRuntimeClassProps];
  Secret: ['v1', k8s.KubeSecretProps];
  Service: ['v1', k8s.KubeServiceProps];
  ServiceAccount: ['v1', k8s.KubeServiceAccountProps];
  StatefulSet: ['apps/v1', k8s.KubeStatefulSetProps];
  StorageClass: ['storage.k8s.io/v1', k8s.KubeStorageClassProps];
  ValidatingWebhookConfiguration: ['admissionregistration.k8s.io/v1', k8s.KubeValidatingWebhookConfigurationProps];
}

export type Kind = keyof Kinds;

/** An object of a built-in kind, field by field as the API takes it. */
export type KubeManifest<K extends Kind> = {
  readonly apiVersion: Kinds[K][0];
  readonly kind: K;
} & Plain<Kinds[K][1]>;

export type Affinity = Plain<k8s.Affinity>;
export type HpaBehavior = Plain<k8s.HorizontalPodAutoscalerBehaviorV2>;
export type HpaMetric = Plain<k8s.MetricSpecV2>;
export type LabelSelector = Plain<k8s.LabelSelector>;
export type PodSpec = Plain<k8s.PodSpec>;
export type PodTemplate = Plain<k8s.PodTemplateSpec>;
export type Toleration = Plain<k8s.Toleration>;
export type TopologySpreadConstraint = Plain<k8s.TopologySpreadConstraint>;
export type VolumeManifest = Plain<k8s.Volume>;
export type VolumeMount = Plain<k8s.VolumeMount>;
export type ProbeManifest = Plain<k8s.Probe>;
export type EnvVar = Plain<k8s.EnvVar>;
export type EnvFromSource = Plain<k8s.EnvFromSource>;
/** With `restartPolicy`, which came after 1.27: an init container that keeps running is a sidecar. */
export type ContainerManifest = Plain<k8s.Container> & { readonly restartPolicy?: 'Always' };
