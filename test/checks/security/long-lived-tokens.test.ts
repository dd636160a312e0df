import { longLivedTokens } from '../../../lib/checks/security/long-lived-tokens';
import type { Json, JsonObject } from '../../../lib/manifest/json';
import { pod } from '../../manifest/inventory-of';
import { judged } from '../judged';

const token = (expirationSeconds?: Json): JsonObject => {
  const seconds: JsonObject = expirationSeconds === undefined ? {} : { expirationSeconds };
  const sources: JsonObject[] = [{ configMap: { name: 'a' } }, { serviceAccountToken: seconds }];
  return pod('web', { volumes: [null, { name: 'a', projected: { sources } }] });
};

test('a token of a week is told, at the number', () => {
  expect(judged(longLivedTokens, token(604_800))).toMatchObject([
    {
      severity: 'warning',
      message: 'A token of the ServiceAccount is good for 168 hours.',
      pointer: '/spec/volumes/1/projected/sources/1/serviceAccountToken/expirationSeconds',
      got: '604800',
    },
  ]);
});

test.each([undefined, null, '604800', 600, 3607, 86_400])('a token of %j seconds is left alone', (seconds) => {
  expect(judged(longLivedTokens, token(seconds))).toEqual([]);
});

test('one second more than a day is too long', () => {
  expect(judged(longLivedTokens, token(86_401))).toHaveLength(1);
});

const ACCOUNT = 'kubernetes.io/service-account.name';
const ACCOUNT_ID = 'kubernetes.io/service-account.uid';

function secret(name: string, annotations: JsonObject, type = 'kubernetes.io/service-account-token'): JsonObject {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'shop', annotations }, type };
}

test('the token of a Secret never expires, which is told at its type', () => {
  expect(judged(longLivedTokens, secret('ci-token', { [ACCOUNT]: 'ci' }))).toMatchObject([
    {
      severity: 'warning',
      message: "The token of the ServiceAccount 'ci' in the Secret never expires.",
      pointer: '/type',
      want: '86400 seconds at most',
    },
  ]);
});

test.each<[string, JsonObject]>([
  ['of another type', secret('ci', { [ACCOUNT]: 'ci' }, 'Opaque')],
  ['that the API server refuses', secret('ci', {})],
  ['with odd annotations', secret('ci', { [ACCOUNT]: 5 })],
  ['that an old cluster made', secret('ci-token-x7k2p', { [ACCOUNT]: 'ci', [ACCOUNT_ID]: 'e2d6' })],
])('a Secret %s is left alone', (_what, manifest) => {
  expect(judged(longLivedTokens, manifest)).toEqual([]);
});

test.each<[string, JsonObject]>([
  ['was read from a cluster', secret('ci', { [ACCOUNT]: 'ci', [ACCOUNT_ID]: 'e2d6' })],
  ['is only named like one that a cluster made', secret('ci-token-x7k2p', { [ACCOUNT]: 'ci' })],
  ['is for another account', secret('web-token-x7k2p', { [ACCOUNT]: 'ci', [ACCOUNT_ID]: 'e2d6' })],
])('a Secret that somebody wrote counts, also where it %s', (_what, manifest) => {
  expect(judged(longLivedTokens, manifest)).toHaveLength(1);
});
