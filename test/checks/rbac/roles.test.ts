import { ROLE_RULES } from '../../../lib/checks/rbac';
import type { JsonObject } from '../../../lib/manifest/json';
import { judged } from '../judged';
import { clusterRole, entry, role } from './objects';

const RBAC = 'rbac.authorization.k8s.io';

const told = (...manifests: readonly JsonObject[]): readonly string[] =>
  judged(ROLE_RULES, ...manifests).map(({ rule, severity }) => `${severity} ${rule.replace('rbac/', '')}`);

test.each<[string, string]>([
  ['* apps/deployments/scale', 'error wildcard'],
  ['get apps/*', 'error wildcard'],
  ['get */deployments', 'error wildcard'],
  [`escalate ${RBAC}/roles`, 'error escalation'],
  [`bind,get ${RBAC}/clusterroles`, 'error escalation'],
  ['impersonate /serviceaccounts', 'error escalation'],
  ['get /secrets', 'warning secrets'],
  ['watch /configmaps,secrets', 'warning secrets'],
  ['create /pods', 'warning create-pods'],
  ['patch apps/statefulsets', 'warning create-pods'],
  ['update batch/cronjobs', 'warning create-pods'],
  ['create /pods/exec', 'error exec'],
  ['get /pods/attach', 'error exec'],
  ['create /*/exec', 'error exec'],
  ['patch /pods/ephemeralcontainers', 'error exec'],
  ['create /pods/portforward', 'warning exec'],
  ['create /serviceaccounts/token', 'error token-creation'],
  ['update /namespaces', 'warning namespace-labels'],
  ['patch /services/status', 'warning service-status'],
  ['create discovery.k8s.io/endpointslices', 'warning service-status'],
])('to %s is an %s', (rule, expected) => {
  expect(told(role('it', rule))).toEqual([expected]);
  expect(told(role('shop/it', rule))).toEqual([expected]);
});

test.each<[string, string]>([
  ['impersonate /users', 'error escalation'],
  ['impersonate authentication.k8s.io/userextras/scopes', 'error escalation'],
  ['get /nodes/proxy', 'error node-proxy'],
  ['approve certificates.k8s.io/signers', 'error certificate-approval'],
  ['update certificates.k8s.io/certificatesigningrequests/approval', 'warning certificate-approval'],
  ['create admissionregistration.k8s.io/mutatingwebhookconfigurations', 'error webhook-configuration'],
  ['delete admissionregistration.k8s.io/validatingadmissionpolicybindings', 'error webhook-configuration'],
  ['create /persistentvolumes', 'warning persistent-volumes'],
  [`escalate ${RBAC}/clusterroles`, 'error escalation'],
])(
  'to %s is an %s of a ClusterRole, and of a Role nothing: what is of no namespace, it does not reach',
  (rule, expected) => {
    expect(told(role('it', rule))).toEqual([expected]);
    expect(told(role('shop/it', rule))).toEqual([]);
  },
);

test.each<string>([
  'get,list,watch /pods,configmaps,services',
  'delete /secrets',
  'create,update /secrets',
  'update,patch /pods',
  'patch batch/jobs',
  'get apps/secrets',
  'create /deployments',
  'get,list,delete apps/deployments',
  'update apps/deployments/scale',
  'update apps/deployments/status',
  'patch /*/scale',
  'create /pods/eviction',
  'get /pods/log',
  'get /nodes,nodes/metrics',
  'create certificates.k8s.io/certificatesigningrequests',
  'get,list admissionregistration.k8s.io/mutatingwebhookconfigurations',
  'patch /persistentvolumes',
  'get,create,delete /namespaces',
  'get /endpoints',
  'delete /pods/*',
  `get,create ${RBAC}/roles`,
])('to %s is nothing', (rule) => {
  expect(told(role('it', rule))).toEqual([]);
});

test.each<string>([
  'get /secrets',
  'patch apps/deployments',
  'create /serviceaccounts/token',
  'update /namespaces',
  'update /endpoints',
  'patch admissionregistration.k8s.io/mutatingwebhookconfigurations',
  'impersonate /users',
  `bind ${RBAC}/clusterroles`,
])('to %s of some names is nothing', (rule) => {
  expect(told(role('it', entry(rule, 'web')))).toEqual([]);
});

test.each<[string, string]>([
  [`bind ${RBAC}/clusterroles`, 'cluster-admin'],
  ['impersonate /groups', 'system:masters'],
  [`escalate ${RBAC}/clusterroles`, 'web'],
])('to %s %s is escalation all the same', (rule, name) => {
  expect(told(role('it', entry(rule, name)))).toEqual(['error escalation']);
});

test('certificates that are for no login are approved by whom you like', () => {
  const approval = entry('update certificates.k8s.io/certificatesigningrequests/approval');
  const signers = (name: string) => entry('approve certificates.k8s.io/signers', name);

  expect(told(role('it', approval, signers('example.com/*')))).toEqual([]);
  expect(told(role('it', approval, signers('kubernetes.io/kubelet-serving')))).toEqual([]);
  for (const name of ['kubernetes.io/kube-apiserver-client', 'kubernetes.io/*'])
    expect(told(role('it', approval, signers(name)))).toEqual(['error certificate-approval']);
});

test('a wildcard is told of once for its entry, with what it means', () => {
  const wild = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] };

  expect(judged(ROLE_RULES, role('shop/it', entry('get /pods'), wild))).toMatchObject([
    {
      rule: 'rbac/wildcard',
      pointer: '/rules/1/resources',
      message:
        "Role shop/it has '*' among its `resources`, `verbs` and `apiGroups`: it allows its subjects to do anything to everything, Secrets among it.",
    },
  ]);
  expect(judged(ROLE_RULES, role('it', entry('get,list /*')))).toMatchObject([
    {
      message:
        "ClusterRole it has '*' among its `resources`: it allows its subjects to get and list everything in the core API, Secrets among it.",
    },
  ]);
});

test('a resource that is named is told of, whatever the verb', () => {
  expect(judged(ROLE_RULES, role('it', '* /secrets'))).toMatchObject([
    { rule: 'rbac/wildcard' },
    {
      rule: 'rbac/secrets',
      message: 'ClusterRole it allows its subjects to do anything to secrets, whatever their names.',
    },
  ]);
});

test.each<[string, boolean]>([
  ['*', true],
  ['/*', true],
  ['/metrics', false],
  ['/debug/*', false],
])('to get the URL %s is a wildcard: %j', (url, expected) => {
  expect(told(role('it', { nonResourceURLs: [url], verbs: ['get'] }))).toEqual(expected ? ['error wildcard'] : []);
});

test('to do anything to a URL is a wildcard', () => {
  expect(judged(ROLE_RULES, role('it', { nonResourceURLs: ['/metrics', '/healthz'], verbs: ['*'] }))).toMatchObject([
    {
      pointer: '/rules/0/verbs',
      message:
        "ClusterRole it has '*' among its `verbs`: it allows its subjects to do anything to the URLs /metrics and /healthz.",
    },
  ]);
});

test('what a controller or the API server writes is nobody’s mistake', () => {
  const rules = [entry('* /secrets')];

  expect(told(clusterRole('it', {}, { aggregationRule: { clusterRoleSelectors: [] }, rules }))).toEqual([]);
  expect(told(clusterRole('it', { 'kubernetes.io/bootstrapping': 'rbac-defaults' }, { rules }))).toEqual([]);
  expect(told(clusterRole('system:it', {}, { rules }))).not.toEqual([]);
});

test('odd entries are nothing', () => {
  for (const rules of [null, 'a', [null, 1, 'a', [], {}], { a: 1 }, [{ verbs: '*', resources: 3, apiGroups: null }]])
    expect(told(clusterRole('it', {}, { rules }))).toEqual([]);
});

describe('what is added to the roles for people', () => {
  const added = (to: string, ...rules: readonly string[]): readonly string[] =>
    told(
      clusterRole(
        'web',
        { [`rbac.authorization.k8s.io/aggregate-to-${to}`]: 'true' },
        { rules: rules.map((rule) => entry(rule)) },
      ),
    );

  test.each([
    ['view', 'get,list,watch shop.example/orders'],
    ['view', 'get /pods/log'],
    ['edit', 'create,delete shop.example/orders'],
    ['edit', `get ${RBAC}/rolebindings`],
    // The role has them anyway.
    ['admin', 'create,delete /secrets'],
    ['admin', `create ${RBAC}/rolebindings`],
  ])('to %s may be to %s', (to, rule) => {
    expect(added(to, rule)).toEqual([]);
  });

  test.each([
    ['view', 'get,patch shop.example/orders'],
    ['view', '* shop.example/orders'],
    ['view', 'get /secrets'],
    ['edit', `create ${RBAC}/rolebindings`],
  ])('to %s is not to %s', (to, rule) => {
    expect(added(to, rule)).toContain('warning aggregation');
  });

  test('says what it is, and where', () => {
    const labels = { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' };
    const rules = [entry('get shop.example/orders'), entry('get,update,delete shop.example/orders')];

    expect(judged(ROLE_RULES, clusterRole('web', labels, { rules }))).toMatchObject([
      {
        message: 'ClusterRole web adds to `view` the permission to update and delete orders.',
        pointer: '/rules/1/verbs',
      },
    ]);
  });

  test('the label of a Role adds nothing', () => {
    const labels = { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' };
    const it = clusterRole('web', labels, { rules: [entry('delete shop.example/orders')] });

    expect(told({ ...it, kind: 'Role' })).toEqual([]);
  });

  test('a label that says false adds nothing', () => {
    const labels = { 'rbac.authorization.k8s.io/aggregate-to-view': 'false' };

    expect(told(clusterRole('web', labels, { rules: [entry('delete shop.example/orders')] }))).toEqual([]);
  });
});
