import { RBAC } from '../../../lib/checks/rbac';
import type { Json, JsonObject } from '../../../lib/manifest/json';
import { judged } from '../judged';
import { binding, role } from './objects';

/** What is wrong with bindings. */
function told(...manifests: readonly JsonObject[]) {
  return RBAC.flatMap((check) => judged(check, ...manifests)).filter(({ object }) => object?.includes('Binding'));
}

test.each<[string, string]>([
  [
    'it',
    'ClusterRoleBinding it gives ServiceAccount shop/web everything in the cluster, by ClusterRole cluster-admin.',
  ],
  [
    'shop/it',
    'RoleBinding shop/it gives ServiceAccount shop/web everything in its namespace, by ClusterRole cluster-admin.',
  ],
])('a binding %s of cluster-admin gives everything', (title, message) => {
  expect(told(binding(title, 'ClusterRole cluster-admin', 'ServiceAccount shop/web'))).toMatchObject([
    { rule: 'rbac/cluster-admin-binding', severity: 'error', pointer: '/roleRef/name', message },
  ]);
});

test('a binding of a role that allows everything gives everything, one of a part of it does not', () => {
  const bound = binding('it', 'ClusterRole all', 'User ann');

  expect(told(role('all', '* */*'), bound)).toMatchObject([{ rule: 'rbac/cluster-admin-binding' }]);
  const verbs = 'get,list,watch,create,update,patch,delete';
  expect(told(role('all', `${verbs} */*`), bound)).toMatchObject([{ rule: 'rbac/cluster-admin-binding' }]);
  for (const rule of ['* apps/*', 'get */*', '* */pods', `${verbs.replace(',create', '')} */*`])
    expect(told(role('all', rule), bound)).toEqual([]);
});

test.each([
  'User system:anonymous',
  'Group system:unauthenticated',
  'Group system:authenticated',
  'Group system:serviceaccounts',
  'Group system:masters',
])('nothing is bound to %s', (subject) => {
  expect(told(binding('shop/it', 'ClusterRole view', 'User ann', subject))).toMatchObject([
    { rule: 'rbac/system-group-binding', severity: 'error', pointer: '/subjects/1/name' },
  ]);
});

test.each<[string, string]>([
  ['ClusterRole view', 'Group developers'],
  ['ClusterRole view', 'Group system:serviceaccounts:shop'],
  ['ClusterRole view', 'User system:authenticated'],
  ['ClusterRole system:discovery', 'Group system:authenticated'],
  ['ClusterRole system:service-account-issuer-discovery', 'Group system:unauthenticated'],
  ['ClusterRole view', 'ServiceAccount shop/web'],
])('%s may be bound to %s', (roleTitle, subject) => {
  expect(told(binding('shop/it', roleTitle, subject))).toEqual([]);
});

test.each(['ServiceAccount shop/default', 'User system:serviceaccount:shop:default'])(
  'the default ServiceAccount gets nothing, as %s',
  (subject) => {
    expect(told(binding('shop/it', 'ClusterRole view', subject))).toMatchObject([
      {
        rule: 'rbac/default-service-account',
        severity: 'warning',
        message: "RoleBinding shop/it gives 'view' to every pod without a ServiceAccount of its own.",
      },
    ]);
  },
);

test('odd bindings are nothing', () => {
  const it = binding('it', 'ClusterRole cluster-admin');
  const odd: readonly Json[] = [null, 3, 'a', [], { kind: 'Group' }, { kind: 'ServiceAccount', name: 7 }];

  expect(told({ ...it, roleRef: null, subjects: odd }, { ...it, roleRef: 'a', subjects: {} })).toEqual([]);
});
