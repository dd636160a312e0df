import type { JsonObject } from '../../manifest/json';

const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];

const AGGREGATE = 'rbac.authorization.k8s.io/aggregate-to-';

const rule = (group: string, resources: readonly string[], verbs: readonly string[]): JsonObject => ({
  apiGroups: [group],
  resources,
  verbs,
});

const withStatus = (...resources: readonly string[]) => resources.flatMap((name) => [name, `${name}/status`]);

const ADMIN: readonly JsonObject[] = [
  rule('authorization.k8s.io', ['localsubjectaccessreviews'], ['create']),
  rule('rbac.authorization.k8s.io', ['rolebindings', 'roles'], [...READ, ...WRITE]),
];

const CONNECTIONS = ['pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy'];
const KEPT = ['configmaps', 'persistentvolumeclaims', 'replicationcontrollers', 'replicationcontrollers/scale'];
const SCALED = ['deployments', 'replicasets', 'statefulsets'].flatMap((name) => [name, `${name}/scale`]);
const INGRESSES = ['ingresses', 'networkpolicies'];

const EDIT: readonly JsonObject[] = [
  rule('', [...CONNECTIONS, 'secrets', 'services/proxy'], READ),
  rule('', ['serviceaccounts'], ['impersonate']),
  rule('', ['pods', ...CONNECTIONS], WRITE),
  rule('', ['pods/eviction', 'serviceaccounts/token'], ['create']),
  rule('', [...KEPT, 'secrets', 'serviceaccounts', 'services', 'services/proxy'], WRITE),
  rule('apps', ['daemonsets', 'deployments/rollback', ...SCALED], WRITE),
  rule('autoscaling', ['horizontalpodautoscalers'], WRITE),
  rule('batch', ['cronjobs', 'jobs'], WRITE),
  rule('policy', ['poddisruptionbudgets'], WRITE),
  rule('networking.k8s.io', INGRESSES, WRITE),
];

const OBSERVED = ['endpoints', 'persistentvolumeclaims/status', 'pods', 'serviceaccounts', ...withStatus('services')];
const STATUS = ['namespaces/status', 'pods/log', 'pods/status', 'replicationcontrollers/status'];

const VIEW: readonly JsonObject[] = [
  rule('', [...KEPT, ...OBSERVED, ...STATUS], READ),
  rule('', ['bindings', 'events', 'limitranges', 'namespaces', ...withStatus('resourcequotas')], READ),
  rule('discovery.k8s.io', ['endpointslices'], READ),
  rule('apps', ['controllerrevisions', ...SCALED], READ),
  rule('apps', withStatus('daemonsets', 'deployments', 'replicasets', 'statefulsets'), READ),
  rule('autoscaling', withStatus('horizontalpodautoscalers'), READ),
  rule('batch', withStatus('cronjobs', 'jobs'), READ),
  rule('policy', withStatus('poddisruptionbudgets'), READ),
  rule('networking.k8s.io', [...INGRESSES, 'ingresses/status'], READ),
];

const aggregated = (name: string, ...into: readonly string[]): JsonObject => ({
  metadata: { name, labels: labelled(into) },
  aggregationRule: { clusterRoleSelectors: [{ matchLabels: labelled([name]) }] },
});

const part = (name: string, rules: readonly JsonObject[]): JsonObject => ({
  metadata: { name: `system:aggregate-to-${name}`, labels: labelled([name]) },
  rules,
});

function labelled(roles: readonly string[]): JsonObject {
  return Object.fromEntries(roles.map((role) => [`${AGGREGATE}${role}`, 'true']));
}

/** ClusterRoles that every cluster has, with what every version gives them. */
export const KNOWN_ROLES: readonly JsonObject[] = [
  {
    metadata: { name: 'cluster-admin' },
    rules: [
      { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
      { nonResourceURLs: ['*'], verbs: ['*'] },
    ],
  },
  aggregated('admin'),
  aggregated('edit', 'admin'),
  aggregated('view', 'edit'),
  part('admin', ADMIN),
  part('edit', EDIT),
  part('view', VIEW),
];
