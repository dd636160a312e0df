import type { JsonObject } from '../../../lib/manifest/json';

const GROUP = 'rbac.authorization.k8s.io';

function named(kind: string, title: string, fields: JsonObject, labels: JsonObject = {}): JsonObject {
  const slash = title.indexOf('/');
  const metadata = {
    name: title.slice(slash + 1),
    labels,
    ...(slash < 0 ? {} : { namespace: title.slice(0, slash) }),
  };
  return { apiVersion: `${GROUP}/v1`, kind, metadata, ...fields };
}

/** An entry of a role: `get,list /secrets` and `create apps/deployments,statefulsets`, with the names it is for. */
export function entry(text: string, ...resourceNames: readonly string[]): JsonObject {
  const [verbs = '', what = ''] = text.split(' ');
  const slash = what.indexOf('/');
  return {
    verbs: verbs.split(','),
    apiGroups: [what.slice(0, slash)],
    resources: what.slice(slash + 1).split(','),
    ...(resourceNames.length > 0 ? { resourceNames } : {}),
  };
}

/** A Role, called `namespace/name`, or a ClusterRole. */
export function role(title: string, ...rules: readonly (string | JsonObject)[]): JsonObject {
  const entries = rules.map((rule) => (typeof rule === 'string' ? entry(rule) : rule));
  return named(title.includes('/') ? 'Role' : 'ClusterRole', title, { rules: entries });
}

/** A ClusterRole that is part of others, or is made of parts. */
export function clusterRole(name: string, labels: JsonObject, fields: JsonObject): JsonObject {
  return named('ClusterRole', name, fields, labels);
}

/** A RoleBinding, called `namespace/name`, or a ClusterRoleBinding: of `Role web` to `ServiceAccount shop/web`. */
export function binding(title: string, roleTitle: string, ...subjects: readonly string[]): JsonObject {
  const [kind = '', name = ''] = roleTitle.split(' ');
  return named(title.includes('/') ? 'RoleBinding' : 'ClusterRoleBinding', title, {
    roleRef: { apiGroup: GROUP, kind, name },
    subjects: subjects.map(subject),
  });
}

function subject(title: string): JsonObject {
  const [kind = '', name = ''] = title.split(' ');
  if (kind !== 'ServiceAccount') return { apiGroup: GROUP, kind, name };
  const [namespace = '', own = ''] = name.split('/');
  return { kind, namespace, name: own };
}
