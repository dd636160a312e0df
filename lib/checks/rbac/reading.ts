import { allowing, danger, exampleRole, given, isForNames, resourcesAt } from './role-rule';

/** Permission to read every Secret there is. */
export const secrets = danger(
  {
    id: 'rbac/secrets',
    severity: 'warning',
    title: 'Roles that allow reading Secrets name them.',
    why: 'Whoever reads all Secrets has every password and token of the namespace; to list them is to read them.',
    fix: 'Name the Secrets in `resourceNames`, or mount them. For a controller that has to read any, acknowledge it.',
    fails: exampleRole("apiGroups: [''], resources: [secrets], verbs: [get]"),
    passes: exampleRole("apiGroups: [''], resources: [secrets], verbs: [get], resourceNames: [web]"),
  },
  (entry) => {
    const found = given(entry, { group: '', resources: ['secrets'], verbs: ['get', 'list', 'watch'] });
    if (!found || isForNames(entry)) return undefined;
    return {
      at: resourcesAt(entry),
      message: `${allowing(entry, found)}, whatever their names.`,
      want: 'Secrets by their names',
    };
  },
);

/** Permission to ask the kubelets of nodes. */
export const nodeProxy = danger(
  {
    id: 'rbac/node-proxy',
    severity: 'error',
    title: 'Nobody reaches the API of the kubelet through the API server.',
    why: 'Even `get` on nodes/proxy runs commands in every pod of a node, past admission and audit.',
    fix: 'Use nodes/metrics, nodes/stats, nodes/log or nodes/healthz instead.',
    fails: exampleRole("apiGroups: [''], resources: [nodes/proxy], verbs: [get]"),
    passes: exampleRole("apiGroups: [''], resources: [nodes/metrics], verbs: [get]"),
  },
  (entry) => {
    const verbs = ['get', 'create', 'update', 'patch', 'delete'];
    const found = given(entry, { group: '', resources: ['nodes/proxy'], verbs, isOfCluster: true });
    return (
      found && { at: resourcesAt(entry), message: `${allowing(entry, found)}.`, want: 'nodes/metrics or nodes/stats' }
    );
  },
);
