import type { JsonObject } from '../../../lib/manifest/json';
import { destroyFindings } from '../../../lib/pulumi/plan/destroy/destroy';
import type { Plan, PlanFinding, PlannedResource } from '../../../lib/pulumi/plan/plan';

/** A resource of a test: its URN is its type and name. */
export type TestResource = Partial<PlannedResource> & { readonly type: string };

export function resource({ type, name = 'main', ...rest }: TestResource): PlannedResource {
  const made = Object.values(rest.propertyDependencies ?? {}).flat();
  return {
    urn: `${type}::${name}`,
    type,
    name,
    custom: true,
    read: false,
    remote: false,
    parent: undefined,
    provider: undefined,
    inputs: {},
    propertyDependencies: {},
    protect: false,
    retainOnDelete: false,
    deletedWith: undefined,
    deleteBeforeReplace: false,
    ignoreChanges: [],
    replaceOnChanges: [],
    additionalSecretOutputs: [],
    aliases: [],
    customTimeouts: {},
    importId: undefined,
    version: undefined,
    ...rest,
    dependencies: [...new Set([...(rest.dependencies ?? []), ...made])].sort(),
  };
}

export function plan(...resources: readonly PlannedResource[]): Plan {
  return { format: 1, project: 'shop', stack: 'dev', resources, outputs: {}, messages: [] };
}

/** The findings of a plan of one rule, as `severity: message`. */
export function found(rule: string, resources: readonly PlannedResource[]): readonly string[] {
  return of(rule, destroyFindings(plan(...resources)));
}

export function of(rule: string, findings: readonly PlanFinding[]): readonly string[] {
  return findings.filter((each) => each.rule === rule).map(({ severity, message }) => `${severity}: ${message}`);
}

const GROUPS: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  Ingress: 'networking.k8s.io/v1',
  StorageClass: 'storage.k8s.io/v1',
  ClusterRoleBinding: 'rbac.authorization.k8s.io/v1',
  CustomResourceDefinition: 'apiextensions.k8s.io/v1',
  ValidatingWebhookConfiguration: 'admissionregistration.k8s.io/v1',
  APIService: 'apiregistration.k8s.io/v1',
  NodePool: 'karpenter.sh/v1',
  ScaledObject: 'keda.sh/v1alpha1',
  Bucket: 's3.services.k8s.aws/v1alpha1',
  Widget: 'example.com/v1',
};

const CLUSTER_SCOPED =
  /^(Namespace|StorageClass|Cluster.*|CustomResource.*|.*Configuration|APIService|NodePool|PersistentVolume)$/;

/** An object that depends on the Namespace `shop`, where it is in it, and is made by the provider of `eks()`. */
export function object(
  kind: string,
  manifest: JsonObject = {},
  options: Partial<PlannedResource> = {},
): PlannedResource {
  const apiVersion = GROUPS[kind] ?? 'v1';
  const { metadata, ...rest } = manifest;
  const { name = 'web' } = options;
  const home: JsonObject = CLUSTER_SCOPED.test(kind) ? {} : { namespace: 'shop' };
  return resource({
    provider: PROVIDER,
    ...options,
    name,
    type: `kubernetes:${apiVersion.includes('/') ? apiVersion : `core/${apiVersion}`}:${kind}`,
    inputs: { apiVersion, kind, metadata: { name, ...home, ...(metadata as JsonObject | undefined) }, ...rest },
  });
}

export const PROVIDER = 'pulumi:providers:kubernetes::shop';
export const CLUSTER = 'aws:eks/cluster:Cluster::shop';
export const NODE_GROUP = 'aws:eks/nodeGroup:NodeGroup::shop';
export const NAMESPACE = 'kubernetes:core/v1:Namespace::shop';

export const namespace = (options: Partial<PlannedResource> = {}) =>
  object('Namespace', {}, { name: 'shop', ...options });

/** A cluster with nodes, and the provider that reaches it when both are there. */
export function eks(inputs: JsonObject = {}): readonly PlannedResource[] {
  return [
    resource({ type: 'aws:eks/cluster:Cluster', name: 'shop', inputs: { name: 'shop', ...inputs } }),
    resource({
      type: 'aws:eks/nodeGroup:NodeGroup',
      name: 'shop',
      inputs: { clusterName: 'shop' },
      propertyDependencies: { clusterName: [CLUSTER] },
    }),
    resource({
      type: 'pulumi:providers:kubernetes',
      name: 'shop',
      inputs: { kubeconfig: JSON.stringify({ args: ['eks', 'get-token', '--cluster-name', 'shop'] }) },
      dependencies: [NODE_GROUP],
      propertyDependencies: { kubeconfig: [CLUSTER] },
    }),
  ];
}

/** The template of pods with one container. */
export function pods(image: string, spec: JsonObject = {}): JsonObject {
  return {
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image }], ...spec } },
    },
  };
}
