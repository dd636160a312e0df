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

const inBase64 = (text: string): string => Buffer.from(text).toString('base64');
const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----\n';

test.each<[string, JsonObject]>([
  ['a certificate beside its key', { stringData: { 'all.pem': CERTIFICATE + CERTIFICATE.replace(/CERT\w+/g, 'KEY') } }],
  ['JSON with a placeholder in it', { data: { config: inBase64('{"a":"${B}","c":"d"}') } }],
  ['a script that refers to variables', { data: { run: inBase64('export A=${B}\npassword=hunter2\n') } }],
  ['data that are no base64', { data: { password: 'hunter2' } }],
])('%s is no placeholder', (_what, fields) => {
  expect(judged(secretsInManifests, core('Secret', 'database', fields))).toHaveLength(1);
});

test.each<[string, JsonObject]>([
  ['a chain of certificates', { data: { 'root.pem': inBase64(CERTIFICATE + CERTIFICATE) } }],
  ['one with a placeholder in base64', { data: { password: inBase64('<path:secret/data/shop#password>') } }],
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
