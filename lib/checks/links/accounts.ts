import { exampleContainer, examplePod } from '../example-objects';
import { exampleObject } from './examples';
import { missing } from './missing';

/** ServiceAccounts that pods run as. */
export const serviceAccounts = missing(
  {
    id: 'link/service-account',
    pack: 'baseline',
    severity: 'error',
    title: 'The ServiceAccount of a pod is in its namespace.',
    why: 'The API server refuses pods without their ServiceAccount, so that the workload never gets any.',
    fix: 'Make the ServiceAccount, or correct the name.',
    fails: examplePod(`{ serviceAccountName: web, containers: [${exampleContainer()}] }`),
    passes: `${examplePod(`{ serviceAccountName: web, containers: [${exampleContainer()}] }`)}${exampleObject('ServiceAccount', 'web')}`,
  },
  { kinds: ['ServiceAccount'], when: ({ at }) => !at.includes('subjects') },
);

const binding = (roleKind: string, role: string, subject: string): string => `
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: { name: deploy, namespace: shop }
      roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ${roleKind}, name: ${role} }
      subjects: [{ kind: ServiceAccount, name: ${subject}, namespace: shop }]${exampleObject('ServiceAccount', 'deployer')}`;

const ROLE = `
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: { name: deploy, namespace: shop }
      rules: [{ apiGroups: [apps], resources: [deployments], verbs: [get] }]`;

/** Roles that are bound. */
export const roles = missing(
  {
    id: 'link/role',
    pack: 'baseline',
    severity: 'error',
    title: 'The role of a binding exists: a Role in its namespace, or a ClusterRole.',
    why: 'The binding grants nothing.',
    fix: 'Make the role, or correct its kind and name.',
    fails: binding('Role', 'deploy', 'deployer'),
    passes: `${binding('Role', 'deploy', 'deployer')}${ROLE}`,
  },
  {
    kinds: ['Role.rbac.authorization.k8s.io', 'ClusterRole.rbac.authorization.k8s.io'],
    hint: ({ from, kind, name }, targets) => {
      const isRole = kind.startsWith('Role.');
      const other = isRole ? 'ClusterRole' : 'Role';
      const wanted = { kind: `${other}.rbac.authorization.k8s.io`, name, stack: from.stack };
      const isThere = targets.find({ ...wanted, namespace: isRole ? undefined : from.namespace });
      return isThere && `There is a ${other} of that name: did you mean \`kind: ${other}\`?`;
    },
  },
);

/** ServiceAccounts that rights are granted to. */
export const subjects = missing(
  {
    id: 'link/subject',
    pack: 'baseline',
    severity: 'error',
    title: 'Every ServiceAccount that permissions are granted to exists.',
    why: 'Nobody gets the permissions, until somebody creates an account of that name.',
    fix: 'Make the ServiceAccount, or correct its name and namespace.',
    fails: `${binding('Role', 'deploy', 'deploy')}${ROLE}`,
    passes: `${binding('Role', 'deploy', 'deployer')}${ROLE}`,
  },
  {
    kinds: ['ServiceAccount'],
    // Without a namespace, the API refuses it.
    when: ({ from, at, namespace }) =>
      at.includes('subjects') && (namespace !== undefined || from.kind === 'RoleBinding.rbac.authorization.k8s.io'),
    // Of namespaces that are others' business, little is known.
    severity: ({ from, namespace }, targets) =>
      namespace === from.namespace || targets.hasNamespace(namespace) ? 'error' : 'warning',
  },
);
