import { allowing, danger, exampleRole, given, isForNames, resourcesAt, type Power } from './role-rule';

const WRITE = ['create', 'update', 'patch'];

/** Every kind that makes pods, and how. Of Pods and Jobs that are there, nobody changes the ServiceAccount. */
export const POD_MAKERS: readonly Power[] = [
  { group: '', resources: ['pods'], verbs: ['create'] },
  { group: '', resources: ['replicationcontrollers'], verbs: WRITE },
  { group: 'apps', resources: ['deployments', 'daemonsets', 'statefulsets', 'replicasets'], verbs: WRITE },
  { group: 'batch', resources: ['jobs'], verbs: ['create'] },
  { group: 'batch', resources: ['cronjobs'], verbs: WRITE },
];

/** Permission to make pods. */
export const createPods = danger(
  {
    id: 'rbac/create-pods',
    severity: 'warning',
    title: 'Only roles that are meant for it allow creating pods.',
    why: 'A pod can run as any ServiceAccount of its namespace, and mount any Secret there: whoever creates pods has both.',
    fix: 'Remove the verb or, to update some workloads, name them in `resourceNames`.',
    fails: exampleRole('apiGroups: [apps], resources: [deployments], verbs: [get, patch]'),
    passes: exampleRole('apiGroups: [apps], resources: [deployments], verbs: [get, patch], resourceNames: [web]'),
  },
  (entry) => {
    const found = given(entry, ...POD_MAKERS);
    if (!found || isForNames(entry)) return undefined;
    return {
      at: resourcesAt(entry),
      message: `${allowing(entry, found)}.`,
      want: 'workloads by their names, or only to read',
    };
  },
);

const SHELLS: readonly Power[] = [
  { group: '', resources: ['pods/exec', 'pods/attach'], verbs: ['create', 'get'] },
  { group: '', resources: ['pods/ephemeralcontainers'], verbs: ['update', 'patch'] },
];

/** Permission to run commands in pods that are there. */
export const exec = danger(
  {
    id: 'rbac/exec',
    severity: 'error',
    title: 'Nobody runs commands in running pods.',
    why: 'Whoever can has the files, the Secrets and the ServiceAccount of each pod, and nobody sees what they did.',
    fix: 'Remove the resource; for a look at a pod, pods/log is enough.',
    fails: exampleRole("apiGroups: [''], resources: [pods, pods/exec], verbs: [get, create]"),
    passes: exampleRole("apiGroups: [''], resources: [pods/log], verbs: [get]"),
  },
  (entry) => {
    const found = given(entry, ...SHELLS);
    if (found) return { at: resourcesAt(entry), message: `${allowing(entry, found)}.`, want: 'pods/log' };
    const forwarded = given(entry, { group: '', resources: ['pods/portforward'], verbs: ['create', 'get'] });
    if (!forwarded) return undefined;
    return {
      at: resourcesAt(entry),
      message: `${allowing(entry, forwarded)}: every port of every pod, past every NetworkPolicy.`,
      want: 'a Service',
      fix: 'Remove the resource, and reach the pods through a Service.',
      severity: 'warning',
    };
  },
);
