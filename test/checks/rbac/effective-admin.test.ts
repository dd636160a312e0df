import { effectiveAdmin } from '../../../lib/checks/rbac/effective-admin';
import type { JsonObject } from '../../../lib/manifest/json';
import { judged } from '../judged';
import { binding, entry, role } from './objects';

const told = (...manifests: readonly JsonObject[]) => judged(effectiveAdmin, ...manifests);
const messages = (...manifests: readonly JsonObject[]) => told(...manifests).map(({ message }) => message);

const GROUP = 'rbac.authorization.k8s.io';

/** A ServiceAccount `tools/operator` that may bind any role. */
const operator = [
  role('operator', `bind ${GROUP}/clusterroles`, `create ${GROUP}/clusterrolebindings`),
  binding('operator', 'ClusterRole operator', 'ServiceAccount tools/operator'),
];

const ci = (...rules: readonly (string | JsonObject)[]) => [
  role('tools/ci', ...rules),
  binding('tools/ci', 'Role ci', 'ServiceAccount tools/ci'),
];

function deployment(namespace: string, spec: JsonObject): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'it', namespace },
    spec: { template: { spec } },
  };
}

test('who makes pods beside an operator has what the operator has', () => {
  expect(told(...operator, ...ci('create apps/deployments'))).toMatchObject([
    {
      rule: 'rbac/effective-admin',
      severity: 'error',
      object: 'RoleBinding tools/ci',
      pointer: '/roleRef/name',
      message:
        "ServiceAccount tools/ci can get cluster-admin: it may make pods in namespace 'tools' (Role tools/ci), so act as ServiceAccount tools/operator, which may bind any ClusterRole (ClusterRole operator).",
    },
  ]);
});

test.each<[string, string | JsonObject]>([
  ['makes jobs', 'create batch/jobs'],
  ['makes its tokens', entry('create /serviceaccounts/token', 'operator')],
  ['impersonates it', entry('impersonate /serviceaccounts', 'operator')],
  ['makes and reads Secrets', 'create,get /secrets'],
])('who %s has it too', (_, rule) => {
  expect(told(...operator, ...ci(rule))).toHaveLength(1);
});

test.each<[string, string | JsonObject]>([
  ['reads pods', 'get /pods'],
  ['changes one Deployment', entry('patch apps/deployments', 'web')],
  ['makes tokens of another', entry('create /serviceaccounts/token', 'web')],
  ['makes Secrets', 'create /secrets'],
  ['runs commands where the operator does not run', 'create /pods/exec'],
  ['labels pods where the operator does not run', 'patch /pods'],
  ['resumes jobs', 'patch batch/jobs'],
])('who %s has not', (_, rule) => {
  expect(told(...operator, ...ci(rule))).toEqual([]);
});

test.each<[string, string]>([
  ['runs commands in', 'create /pods/exec'],
  ['changes the images of', 'patch /pods'],
])('who %s the pods of an operator has what it has, if its token is there', (_, rule) => {
  const shell = ci(rule);
  const running = (fields: JsonObject) =>
    told(...operator, ...shell, deployment('tools', { serviceAccountName: 'operator', ...fields }));

  expect(running({})).toHaveLength(1);
  expect(running({ automountServiceAccountToken: false })).toEqual([]);
});

test('the way may lead through several', () => {
  const all = [
    ...operator,
    role('tools/runner', 'create /pods'),
    binding('tools/runner', 'Role runner', 'ServiceAccount shop/runner'),
    role('shop/ci', 'create apps/deployments'),
    binding('shop/ci', 'Role ci', 'ServiceAccount shop/ci'),
    deployment('shop', { serviceAccountName: 'ci' }),
  ];

  expect(messages(...all)).toEqual([
    "ServiceAccount shop/runner can get cluster-admin: it may make pods in namespace 'tools' (Role tools/runner), so act as ServiceAccount tools/operator, which may bind any ClusterRole (ClusterRole operator).",
    "ServiceAccount shop/ci, with which Deployment shop/it runs, can get cluster-admin: it may make pods in namespace 'shop' (Role shop/ci), so act as ServiceAccount shop/runner, which may make pods in namespace 'tools' (Role tools/runner), so act as ServiceAccount tools/operator, which may bind any ClusterRole (ClusterRole operator).",
  ]);
});

test('who makes pods everywhere, or in kube-system, has the controllers of the cluster', () => {
  const runner = role('runner', 'create /pods');
  const bound = (title: string) => told(runner, binding(title, 'ClusterRole runner', 'ServiceAccount shop/web'));

  expect(bound('it')).toMatchObject([
    {
      severity: 'warning',
      message:
        'ServiceAccount shop/web can get cluster-admin, through the controllers in kube-system: it may make pods in any namespace (ClusterRole runner).',
    },
  ]);
  expect(bound('kube-system/it')).toHaveLength(1);
  expect(bound('shop/it')).toEqual([]);
});

test('what one rule tells of by itself is not told again', () => {
  expect(told(...operator)).toEqual([]);
  expect(told(binding('it', 'ClusterRole cluster-admin', 'ServiceAccount shop/web'))).toEqual([]);
  expect(told(role('read', 'get /secrets'), binding('it', 'ClusterRole read', 'ServiceAccount shop/web'))).toEqual([]);
});

test('who acts as a reader of all Secrets, or of those of another namespace, has them', () => {
  const read = role('read', 'list /secrets');
  const reader = (title: string) => [read, binding(title, 'ClusterRole read', 'ServiceAccount tools/reader')];

  expect(messages(...reader('it'), ...ci('create /pods'))).toEqual([
    "ServiceAccount tools/ci can get all Secrets of any namespace: it may make pods in namespace 'tools' (Role tools/ci), so act as ServiceAccount tools/reader, which may read them (ClusterRole read).",
  ]);
  expect(told(...reader('shop/it'), ...ci('create /pods'))).toMatchObject([{ severity: 'warning' }]);
  expect(told(...reader('tools/it'), ...ci(entry('create /serviceaccounts/token', 'reader')))).toHaveLength(1);
  // Whoever makes pods in a namespace may mount its Secrets anyway.
  expect(told(...reader('tools/it'), ...ci('create /pods'))).toEqual([]);
});

test('a ServiceAccount that is bound as a user is looked at as one', () => {
  const bound = binding('tools/ci', 'Role ci', 'User system:serviceaccount:tools:ci');

  expect(messages(...operator, role('tools/ci', 'create /pods'), bound)).toEqual([
    expect.stringContaining('ServiceAccount tools/ci can get cluster-admin'),
  ]);
});

test('the ServiceAccounts of a namespace may have been bound together', () => {
  const bound = binding('it', 'ClusterRole cluster-admin', 'Group system:serviceaccounts:tools');

  expect(
    told(bound, role('tools/x', 'create /pods'), binding('tools/x', 'Role x', 'ServiceAccount shop/ci')),
  ).toMatchObject([{ severity: 'error', object: 'RoleBinding tools/x' }]);
});

test('hundreds of operators take little time', () => {
  const many = Array.from({ length: 400 }, (_, index) => [
    role(`r${index}`, 'create /pods', '* /secrets'),
    binding(`b${index}`, `ClusterRole r${index}`, `ServiceAccount n${index}/it`),
    role(`n${index}/r`, 'create apps/deployments', 'create /serviceaccounts/token'),
    binding(`n${index}/b`, 'Role r', `ServiceAccount n${(index + 1) % 400}/it`),
  ]).flat();
  const start = performance.now();

  expect(told(...many)).toHaveLength(400);
  // Looking at each from each takes minutes.
  expect(performance.now() - start).toBeLessThan(5000);
});
