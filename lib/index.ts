export { App, Stack, type AppProps, type StackProps } from './stack';
export { synthesize, type Synthesis } from './synthesis';

export { type Acknowledged } from './checks/acknowledgements';
export { checkManifests, type CheckOptions } from './checks/input/check-manifests';
export { type Verdict } from './checks/judge';
export { type KubernetesVersion, type NodePool, type Platform } from './checks/platform';
export { StackwrightValidation, type StackwrightValidationProps } from './cli/validation-plugin';

export { after, type After } from './manifest/after';
export { type Kind, type KubeManifest } from './manifest/api-types';
export { external, type External } from './manifest/external';
export { SynthesisError, type Finding, type Mistake, type Severity } from './manifest/finding';
export { Inventory, type Declarations, type Identity, type InventoryObject } from './manifest/inventory';
export { type Json, type JsonObject, type JsonPath } from './manifest/json';
export { parameter } from './manifest/parameter';
export { type PatchOperation } from './manifest/json-patch';
export { type KindName } from './manifest/kinds';
export { KubeObject } from './manifest/kube-object';
export { override, type Override, type OverrideTarget } from './manifest/override';
export { acknowledge, usePack, type Acknowledgement, type PackName, type Policy } from './manifest/policy';
export { type Reference, type ReferenceGraph } from './manifest/references';
export { type Selection } from './manifest/selections';
export { sourceOf, type Source, type Trace } from './manifest/source';

export { Config, type ConfigKey, type ConfigProps } from './configuration/config';
export { directory, envFile, file, type ConfigFiles } from './configuration/files';
export {
  DevelopmentSecret,
  ExistingSecret,
  SecretKey,
  type DevelopmentSecretProps,
  type SecretSource,
} from './configuration/secret';

export { type ContainerProps } from './workload/container';
export { CronJob, type CronJobProps } from './workload/cron-job';
export { DaemonSet, type DaemonSetProps } from './workload/daemon-set';
export { field, prefixed, resourceField, type Environment, type EnvironmentValue } from './workload/environment';
export { Job, type JobProps } from './workload/job';
export { sleep, type Lifecycle } from './workload/lifecycle';
export { type PodProps } from './workload/pod';
export { type Port, type Ports } from './network/port';
export { exec, grpc, httpGet, tcpSocket, type Probe, type ProbeTiming } from './workload/probe';
export { type Quantity } from './workload/quantity';
export { type Autoscaling, type DisruptionBudget, type Replicas } from './workload/replicas';
export { type RequestAndLimit, type Resources } from './workload/resources';
export { type Recreate, type RollingUpdate, type Rollout } from './workload/rollout';
export { type Scheduling, type Spread } from './workload/scheduling';
export { type PodSecurity, type Security } from './workload/security';
export { StatefulSet, type ClaimTemplate, type StatefulSetProps } from './workload/stateful-set';
export {
  claim,
  configFiles,
  downwardFiles,
  emptyDir,
  hostPath,
  projected,
  secretFiles,
  Volume,
  volume,
  type FileOptions,
  type Mount,
  type Mounts,
} from './workload/volume';
export { WebApp, type WebAppProps } from './workload/web-app';
export { Worker, type WorkerProps } from './workload/worker';

export { Migration, type MigrationProps } from './database/migration';
export { Route, type RouteOptions } from './network/route';
export { type ServiceOptions } from './network/service';
export { ServiceAccount, type ServiceAccountProps } from './access/service-account';
