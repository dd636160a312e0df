import fc, { type Arbitrary } from 'fast-check';
import type { Action } from '../../../lib/checks/policy-rules';
import type { Subject } from '../../../lib/checks/rbac/permissions';
import type { JsonObject } from '../../../lib/manifest/json';
import type { Manifest, ManifestMetadata } from '../support/manifest';

/** What may be asked of an API server, in a namespace or in none. */
export type Asked = Action & { readonly namespace?: string };

/** Who asks what. */
export interface Question {
  readonly subject: Subject;
  readonly action: Asked;
}

const GROUP = 'rbac.authorization.k8s.io';
const NAMES = ['red', 'green', 'blue'];

const some = (...values: readonly string[]) =>
  fc.subarray([...values], { minLength: 1, maxLength: Math.min(3, values.length) });

const resourceRule = fc.record({
  apiGroups: some('', 'apps', '*', 'batch'),
  resources: some(
    'pods',
    'pods/exec',
    'secrets',
    'deployments',
    'deployments/scale',
    '*',
    '*/scale',
    '*/exec',
    'pods/*',
  ),
  verbs: some('get', 'list', 'create', 'update', '*'),
  resourceNames: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: some('web', 'db') }),
});

// Everybody may ask for what tells of the server: its version and its health.
const urlRule = fc.record({
  nonResourceURLs: some('/metrics', '/debug/*', '/debug*', '*', '/logs'),
  verbs: some('get', 'post', '*'),
});

function rbac(kind: string, metadata: ManifestMetadata, fields: JsonObject): Manifest {
  return { apiVersion: `${GROUP}/v1`, kind, metadata, ...fields };
}

/** The two namespaces of one case. */
export function namespacesOf(prefix: string): readonly [string, string] {
  return [`${prefix}-a`, `${prefix}-b`];
}

function subjectOf(prefix: string): Arbitrary<Subject> {
  const [first, second] = namespacesOf(prefix);
  return fc.constantFrom<Subject>(
    { kind: 'ServiceAccount', name: 'web', namespace: first },
    { kind: 'ServiceAccount', name: 'web', namespace: second },
    { kind: 'ServiceAccount', name: 'db', namespace: first },
    { kind: 'User', name: `${prefix}-ann` },
    { kind: 'User', name: `system:serviceaccount:${second}:db` },
    { kind: 'Group', name: `system:serviceaccounts:${first}` },
    { kind: 'Group', name: `system:serviceaccounts:${second}` },
    { kind: 'Group', name: `${prefix}-team` },
  );
}

function roles(prefix: string): Arbitrary<readonly Manifest[]> {
  const role = fc.record({
    namespace: fc.constantFrom(...namespacesOf(prefix)),
    name: fc.constantFrom(...NAMES),
    rules: fc.array(resourceRule, { minLength: 1, maxLength: 3 }),
  });
  return fc
    .uniqueArray(role, { minLength: 4, maxLength: 6, selector: ({ namespace, name }) => `${namespace}/${name}` })
    .map((all) => all.map(({ namespace, name, rules }) => rbac('Role', { name, namespace }, { rules })));
}

/** Some of them are parts of another one. */
function clusterRoles(prefix: string): Arbitrary<readonly Manifest[]> {
  const clusterRole = fc.record({
    name: fc.constantFrom(...NAMES),
    rules: fc.array(fc.oneof({ weight: 3, arbitrary: resourceRule }, { weight: 1, arbitrary: urlRule }), {
      maxLength: 2,
    }),
    isPart: fc.boolean(),
  });
  return fc.uniqueArray(clusterRole, { minLength: 2, selector: ({ name }) => name }).map((all) =>
    all.map(({ name, rules, isPart }) => {
      const labels: Record<string, string> = isPart ? { [prefix]: 'part' } : {};
      return rbac('ClusterRole', { name: `${prefix}-${name}`, labels }, { rules });
    }),
  );
}

function bindings(prefix: string): Arbitrary<readonly Manifest[]> {
  const roleRef = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...NAMES).map((name) => ({ kind: 'Role', name })) },
    {
      weight: 3,
      arbitrary: fc
        .constantFrom(...NAMES, 'sum', 'none')
        .map((name) => ({ kind: 'ClusterRole', name: `${prefix}-${name}` })),
    },
    { weight: 1, arbitrary: fc.constantFrom('view', 'edit').map((name) => ({ kind: 'ClusterRole', name })) },
  );
  const subjects = fc.array(subjectOf(prefix), { minLength: 1, maxLength: 3 });
  const namespace = fc.constantFrom(...namespacesOf(prefix), undefined);
  const binding = fc.record({ namespace, roleRef, subjects });
  return fc.array(binding, { minLength: 8, maxLength: 12 }).map((all) =>
    all.flatMap(({ namespace, roleRef, subjects }, index) => {
      const name = `${prefix}-${index}`;
      const fields = {
        roleRef: { apiGroup: GROUP, ...roleRef },
        subjects: subjects.map((subject) => ({ ...subject })),
      };
      if (namespace !== undefined) return rbac('RoleBinding', { name, namespace }, fields);
      return roleRef.kind === 'Role' ? [] : rbac('ClusterRoleBinding', { name }, fields);
    }),
  );
}

/** Roles and bindings of two namespaces and of the cluster. */
export function rolesAndBindings(prefix: string): Arbitrary<readonly Manifest[]> {
  const clusterRoleSelectors = [{ matchLabels: { [prefix]: 'part' } }];
  const sum = rbac('ClusterRole', { name: `${prefix}-sum` }, { aggregationRule: { clusterRoleSelectors }, rules: [] });
  return fc.tuple(roles(prefix), clusterRoles(prefix), bindings(prefix)).map((all) => [sum, ...all.flat()]);
}

const KINDS = [
  '/pods',
  '/pods/exec',
  '/pods/log',
  '/secrets',
  'apps/deployments',
  'apps/deployments/scale',
  'batch/jobs',
];

/** A question to which the roles and bindings may give an answer. */
export function questions(prefix: string): Arbitrary<Question> {
  const object: Arbitrary<Asked> = fc
    .record({
      verb: fc.constantFrom('get', 'list', 'create', 'update', 'delete'),
      kind: fc.constantFrom(...KINDS),
      name: fc.constantFrom({}, { name: 'web' }, { name: 'other' }),
      namespace: fc.constantFrom({}, ...namespacesOf(prefix).map((namespace) => ({ namespace }))),
    })
    .map(({ verb, kind, name, namespace }) => {
      const slash = kind.indexOf('/');
      return { verb, group: kind.slice(0, slash), resource: kind.slice(slash + 1), ...name, ...namespace };
    });
  const url: Arbitrary<Asked> = fc.record({
    verb: fc.constantFrom('get', 'post'),
    url: fc.constantFrom('/metrics', '/debug', '/debug/pprof', '/debugger', '/logs', '/logs/a'),
  });
  const action = fc.oneof({ weight: 6, arbitrary: object }, { weight: 1, arbitrary: url });
  return fc.record({ subject: subjectOf(prefix), action });
}
