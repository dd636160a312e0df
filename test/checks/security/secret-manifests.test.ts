import { secretsInManifests } from '../../../lib/checks/security/secret-manifests';
import type { JsonObject } from '../../../lib/manifest/json';
import { core } from '../../manifest/inventory-of';
import { judged } from '../judged';

test('fails for the values of a Secret, without telling them', () => {
  const findings = judged(
    secretsInManifests,
    core('Secret', 'database', { stringData: { password: 'hunter2', user: 'app' }, data: { key: 'aHVudGVyMg==' } }),
  );

  expect(findings).toMatchObject([
    { message: "The manifest holds the value of 'password', 'user', 'key'.", pointer: '/stringData/password' },
  ]);
  expect(JSON.stringify(findings)).not.toMatch(/hunter2|aHVudGVyMg/);
});

test.each<[string, JsonObject]>([
  ['one without data', {}],
  ['one with empty data', { data: {} }],
  ['one with empty values', { data: { password: '' } }],
  ['one with odd data', { data: 'x', stringData: { a: null, b: 5 } }],
  ['the token of a ServiceAccount', { type: 'kubernetes.io/service-account-token', data: { extra: 'YQ==' } }],
  ['a certificate alone', { data: { 'ca.crt': 'LS0t' } }],
  ['one with placeholders', { stringData: { password: '<password>' } }],
  ['one that SOPS encrypted', { stringData: { password: 'ENC[AES256_GCM,data:x]' }, sops: { version: '3.9.0' } }],
])('%s is fine', (_what, fields) => {
  expect(judged(secretsInManifests, core('Secret', 'database', fields))).toEqual([]);
});

test('one for development only is fine', () => {
  const annotations = { 'stackwright.dev/development-only': 'true' };

  expect(
    judged(secretsInManifests, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'database', annotations },
      stringData: { password: 'hunter2' },
    }),
  ).toEqual([]);
});
