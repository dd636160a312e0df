import { Context } from '../../../lib/checks/context';
import { may, namesFor, policyRule } from '../../../lib/checks/policy-rules';
import { permissionsIn, type Permissions, type Subject } from '../../../lib/checks/rbac/permissions';
import type { JsonObject } from '../../../lib/manifest/json';
import { referencesIn } from '../../../lib/manifest/references';
import { inventoryOf } from '../../manifest/inventory-of';
import { binding, clusterRole, entry, role } from './objects';

const rules = (...entries: readonly JsonObject[]) => entries.map(policyRule);

function permissionsOf(...manifests: readonly JsonObject[]): Permissions {
  const inventory = inventoryOf(manifests);
  return permissionsIn(new Context(inventory, referencesIn(inventory)));
}

test.each<[string, string, boolean]>([
  ['get /pods', 'get /pods', true],
  ['* /pods', 'get /pods', true],
  ['get */pods', 'get apps/pods', true],
  ['get /*', 'get /pods', true],
  ['get /*', 'get /pods/exec', true],
  ['get /*/exec', 'get /pods/exec', true],
  ['list /pods', 'get /pods', false],
  ['get apps/pods', 'get /pods', false],
  ['get /pods', 'get /pods/exec', false],
  ['get /pods/exec', 'get /pods', false],
  ['get /pods/*', 'get /pods/exec', false],
  ['get /*/*', 'get /pods/exec', false],
  ['get /*/exec', 'get /exec', false],
  ['get /*/log', 'get /pods/exec', false],
])('who may %s may %s: %j', (allowed, asked, expected) => {
  const [verb = '', what = ''] = asked.split(' ');
  const slash = what.indexOf('/');
  const action = { verb, group: what.slice(0, slash), resource: what.slice(slash + 1) };

  expect(may(rules(entry(allowed)), action)).toBe(expected);
});

test.each<[string, string, boolean]>([
  ['/metrics', '/metrics', true],
  ['/metrics', '/metrics/a', false],
  ['/debug/*', '/debug/a', true],
  ['/debug/*', '/debug', false],
  ['/debug*', '/debugger', true],
  ['*', '/', true],
])('who may ask for %s may ask for %s: %j', (pattern, url, expected) => {
  const allowed = rules({ nonResourceURLs: [pattern], verbs: ['get'] });

  expect(may(allowed, { verb: 'get', url })).toBe(expected);
  expect(may(allowed, { verb: 'post', url })).toBe(false);
});

test('an entry for some names allows nothing to others, and nothing that has no name', () => {
  const action = { verb: 'get', group: '', resource: 'secrets' };
  const allowed = rules(entry('get /secrets', 'web'));

  expect(may(allowed, { ...action, name: 'web' })).toBe(true);
  expect(may(allowed, { ...action, name: 'db' })).toBe(false);
  expect(may(allowed, action)).toBe(false);
  expect(namesFor(allowed, action)).toEqual(['web']);
  expect(namesFor(rules(entry('get /secrets', 'web'), entry('get /secrets')), action)).toBe('any');
});

test('an entry of which fields are missing, or are no lists, allows nothing', () => {
  const all: readonly JsonObject[] = [
    {},
    { verbs: '*' },
    { verbs: ['*'], apiGroups: [''] },
    { verbs: [1], resources: {} },
  ];
  for (const odd of all) expect(may(rules(odd), { verb: 'get', group: '', resource: 'pods' })).toBe(false);
});

const web: Subject = { kind: 'ServiceAccount', namespace: 'shop', name: 'web' };
const read = { verb: 'get', group: '', resource: 'pods', namespace: 'shop' };

test.each<[string, string]>([
  ['its name', 'ServiceAccount shop/web'],
  ['its name as a user', 'User system:serviceaccount:shop:web'],
  ['its namespace', 'Group system:serviceaccounts:shop'],
  ['all ServiceAccounts', 'Group system:serviceaccounts'],
  ['everybody', 'Group system:authenticated'],
])('a ServiceAccount may do what is bound to %s', (_, subject) => {
  const permissions = permissionsOf(role('shop/read', 'get /pods'), binding('shop/read', 'Role read', subject));

  expect(permissions.may(web, read)).toBe(true);
  expect(permissions.may(web, { ...read, namespace: 'other' })).toBe(false);
});

test.each(['ServiceAccount other/web', 'User web', 'Group web', 'Group system:serviceaccounts:other', 'Other web'])(
  'a ServiceAccount may not do what is bound to %s',
  (subject) => {
    const permissions = permissionsOf(role('shop/read', 'get /pods'), binding('shop/read', 'Role read', subject));

    expect(permissions.may(web, read)).toBe(false);
  },
);

test('a user is one of everybody, and the anonymous one of nobody', () => {
  const permissions = permissionsOf(
    role('shop/read', 'get /pods'),
    binding('shop/read', 'Role read', 'Group system:authenticated'),
    role('shop/log', 'get /pods/log'),
    binding('shop/log', 'Role log', 'Group system:unauthenticated'),
  );
  const ask = (name: string) =>
    ['pods', 'pods/log'].map((resource) => permissions.may({ kind: 'User', name }, { ...read, resource }));

  expect(ask('ann')).toEqual([true, false]);
  expect(ask('system:anonymous')).toEqual([false, true]);
});

test('a ClusterRole holds where it is bound: in a namespace, or everywhere', () => {
  const here = permissionsOf(
    role('read', 'get /pods'),
    binding('shop/read', 'ClusterRole read', 'ServiceAccount shop/web'),
  );
  const everywhere = permissionsOf(
    role('read', 'get /pods'),
    binding('read', 'ClusterRole read', 'ServiceAccount shop/web'),
  );
  const { namespace: _, ...inNone } = read;

  expect([here.may(web, read), here.may(web, { ...read, namespace: 'other' }), here.may(web, inNone)]).toEqual([
    true,
    false,
    false,
  ]);
  expect([everywhere.may(web, { ...read, namespace: 'other' }), everywhere.may(web, inNone)]).toEqual([true, true]);
});

test('a ClusterRoleBinding of a Role, or of a role that is nowhere, gives nothing', () => {
  const permissions = permissionsOf(
    role('shop/read', 'get /pods'),
    binding('read', 'Role read', 'ServiceAccount shop/web'),
    binding('shop/none', 'ClusterRole none', 'ServiceAccount shop/web'),
  );

  expect(permissions.of(web)).toEqual([]);
});

test('the rules of an aggregated ClusterRole are those of its parts, and of theirs', () => {
  const selecting = (label: string): JsonObject => ({
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [label]: 'true' } }] },
    rules: [entry('get /services')],
  });
  const permissions = permissionsOf(
    clusterRole('all', { b: 'true' }, selecting('a')),
    clusterRole('some', { a: 'true' }, selecting('b')),
    clusterRole('one', { b: 'true' }, { rules: [entry('get /pods')] }),
    binding('shop/all', 'ClusterRole all', 'ServiceAccount shop/web'),
  );

  expect(permissions.may(web, read)).toBe(true);
  expect(permissions.may(web, { ...read, resource: 'services' })).toBe(false);
});

test('the roles that every cluster has are known, with what the tree adds to them', () => {
  const extra = clusterRole(
    'extra',
    { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' },
    {
      rules: [entry('get example.com/shops')],
    },
  );
  const bound = (name: string) =>
    permissionsOf(extra, binding('shop/it', `ClusterRole ${name}`, 'ServiceAccount shop/web'));
  const actions = [
    { ...read, group: 'example.com', resource: 'shops' },
    { ...read, resource: 'secrets' },
    { ...read, group: 'rbac.authorization.k8s.io', resource: 'roles' },
    { ...read, resource: 'nodes' },
  ];
  const answers = (name: string) => actions.map((action) => bound(name).may(web, action));

  expect(answers('view')).toEqual([true, false, false, false]);
  expect(answers('edit')).toEqual([true, true, false, false]);
  expect(answers('admin')).toEqual([true, true, true, false]);
  expect(answers('cluster-admin')).toEqual([true, true, true, true]);
});
