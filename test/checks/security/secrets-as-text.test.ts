import { secretsAsText } from '../../../lib/checks/security/secrets-as-text';
import type { JsonObject } from '../../../lib/manifest/json';
import { secretMarker } from '../../../lib/manifest/secret-marker';
import { core, pod } from '../../manifest/inventory-of';
import { judged } from '../judged';

const password = secretMarker('db', 'password');

test.each<[string, JsonObject, string]>([
  ['an argument', pod('web', { containers: [{ args: ['--password', `x${password}y`] }] }), '/spec/containers/0/args/1'],
  [
    'a variable',
    pod('web', { containers: [{ env: [{ name: 'A', value: password }] }] }),
    '/spec/containers/0/env/0/value',
  ],
  ['a ConfigMap', core('ConfigMap', 'config', { data: { URL: `postgres://${password}@db` } }), '/data/URL'],
  ['a Secret', core('Secret', 'other', { stringData: { URL: password } }), '/stringData/URL'],
  [
    'an annotation',
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { annotations: { 'a/b': password } } },
    '/metadata/annotations/a~1b',
  ],
  ['a name', core('ConfigMap', password), '/metadata/name'],
  ['a key', core('Widget', 'it', { spec: { [password]: 1 } }), `/spec/${password.replaceAll('/', '~1')}`],
])('fails when a secret is in the text of %s', (_title, manifest, pointer) => {
  expect(judged(secretsAsText, manifest)).toMatchObject([
    { rule: 'secret/as-text', message: "The value of the secret 'db/password' is used as plain text.", pointer },
  ]);
});

test('fails for each secret in a text', () => {
  const url = `${secretMarker('db', 'user')}:${password}`;

  expect(judged(secretsAsText, core('ConfigMap', 'config', { data: { url } }))).toHaveLength(2);
});

test('text without secrets is fine', () => {
  expect(judged(secretsAsText, core('ConfigMap', 'config', { data: { url: 'postgres://$(PASSWORD)@db' } }))).toEqual(
    [],
  );
});
