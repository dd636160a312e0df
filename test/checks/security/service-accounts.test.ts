import { defaultServiceAccounts, serviceAccountTokens } from '../../../lib/checks/security/service-accounts';
import type { JsonObject } from '../../../lib/manifest/json';
import { core, inventoryOf, pod } from '../../manifest/inventory-of';
import { judged, judgedBy } from '../judged';

const account = (name: string, fields: JsonObject = {}): JsonObject => core('ServiceAccount', name, fields);
const web = pod('web', { serviceAccountName: 'web' });

function binding(subject: JsonObject, kind = 'RoleBinding'): JsonObject {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    metadata: { name: 'web', ...(kind === 'RoleBinding' ? { namespace: 'shop' } : {}) },
    subjects: [null, subject],
  };
}

describe('security/service-account-token', () => {
  test('fails where a token is mounted that nothing needs', () => {
    expect(judged(serviceAccountTokens, account('web'), web)).toMatchObject([
      {
        severity: 'warning',
        object: 'Pod shop/web',
        message: "The pod has a token of the ServiceAccount 'web', to which nothing here binds a role.",
        pointer: '/spec/automountServiceAccountToken',
      },
    ]);
  });

  test('without a ServiceAccount, it is that of default', () => {
    expect(judged(serviceAccountTokens, pod('web', {}))).toMatchObject([
      {
        message:
          "The pod has a token of the ServiceAccount 'default', as all have that name no other; nothing here binds a role to it.",
      },
    ]);
  });

  test.each([
    [undefined, undefined, 1],
    [undefined, false, 0],
    [undefined, true, 1],
    [false, undefined, 0],
    [false, true, 0],
    [true, false, 1],
  ])('of the flags %j of the pod and %j of its account, that of the pod counts', (own, ofAccount, times) => {
    const flag = (value?: boolean): JsonObject => (value === undefined ? {} : { automountServiceAccountToken: value });
    const pods = pod('web', { serviceAccountName: 'web', ...flag(own) });

    expect(judged(serviceAccountTokens, account('web', flag(ofAccount)), pods)).toHaveLength(times);
  });

  test.each<[JsonObject, string]>([
    [{ kind: 'ServiceAccount', name: 'web', namespace: 'shop' }, 'RoleBinding'],
    [{ kind: 'ServiceAccount', name: 'web' }, 'RoleBinding'],
    [{ kind: 'ServiceAccount', name: 'web', namespace: 'shop' }, 'ClusterRoleBinding'],
    [{ kind: 'User', name: 'system:serviceaccount:shop:web' }, 'RoleBinding'],
    [{ kind: 'Group', name: 'system:serviceaccounts' }, 'RoleBinding'],
    [{ kind: 'Group', name: 'system:serviceaccounts:shop' }, 'RoleBinding'],
    [{ kind: 'Group', name: 'system:authenticated' }, 'RoleBinding'],
  ])('a binding of %j needs it', (subject, kind) => {
    expect(judged(serviceAccountTokens, account('web'), web, binding(subject, kind))).toEqual([]);
  });

  test.each<JsonObject>([
    { kind: 'ServiceAccount', name: 'web', namespace: 'other' },
    { kind: 'ServiceAccount', name: 'other', namespace: 'shop' },
    { kind: 'User', name: 'system:serviceaccount:other:web' },
    { kind: 'User', name: 'web' },
    { kind: 'Group', name: 'system:serviceaccounts:other' },
  ])('a binding of %j does not', (subject) => {
    expect(judged(serviceAccountTokens, account('web'), web, binding(subject))).toHaveLength(1);
  });

  test('a subject without a namespace is of that of its binding', () => {
    const elsewhere = {
      ...binding({ kind: 'ServiceAccount', name: 'web' }),
      metadata: { name: 'a', namespace: 'other' },
    };

    expect(judged(serviceAccountTokens, account('web'), web, elsewhere)).toHaveLength(1);
  });

  test('where the namespace is left open, any binding of the name counts', () => {
    const open = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { serviceAccountName: 'web' } };

    expect(
      judged(serviceAccountTokens, open, binding({ kind: 'ServiceAccount', name: 'web', namespace: 'default' })),
    ).toEqual([]);
  });

  test('an account that is made elsewhere may be bound elsewhere', () => {
    const externals = [{ kind: 'ServiceAccount', name: 'web' }];

    expect(judgedBy(serviceAccountTokens, inventoryOf([web]), { externals })).toEqual([]);
  });

  test('a cloud may take it as a proof', () => {
    const annotations = { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/web' };
    const ofCloud = {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'web', namespace: 'shop', annotations },
    };

    expect(judged(serviceAccountTokens, ofCloud, web)).toEqual([]);
  });

  test('Vault may take it as a proof', () => {
    const annotations = { 'vault.hashicorp.com/agent-inject': 'true' };

    expect(judged(serviceAccountTokens, { ...web, metadata: { name: 'web', namespace: 'shop', annotations } })).toEqual(
      [],
    );
  });
});

describe('security/default-service-account', () => {
  const forDefault = binding({ kind: 'ServiceAccount', name: 'default' });

  test.each<JsonObject>([
    {},
    { serviceAccountName: 'default' },
    { serviceAccount: 'default' },
    { serviceAccountName: '' },
  ])('fails for %j', (spec) => {
    expect(judged(defaultServiceAccounts, pod('web', spec), forDefault)).toMatchObject([
      { pointer: '/spec/serviceAccountName' },
    ]);
  });

  test.each<JsonObject>([{ serviceAccountName: 'web' }, { automountServiceAccountToken: false }])(
    '%j is fine',
    (spec) => {
      expect(judged(defaultServiceAccounts, pod('web', spec), forDefault)).toEqual([]);
    },
  );

  test('the default account may give no token', () => {
    expect(
      judged(
        defaultServiceAccounts,
        pod('web', {}),
        account('default', { automountServiceAccountToken: false }),
        forDefault,
      ),
    ).toEqual([]);
  });

  test('a token that nobody takes is told once', () => {
    const manifests = [pod('web', {})];

    expect(judged(serviceAccountTokens, ...manifests)).toHaveLength(1);
    expect(judged(defaultServiceAccounts, ...manifests)).toEqual([]);
  });

  test('the default account may be made, and bound, elsewhere', () => {
    const externals = [{ kind: 'ServiceAccount', name: 'default' }];

    expect(judgedBy(defaultServiceAccounts, inventoryOf([pod('web', {})]), { externals })).toHaveLength(1);
  });
});
