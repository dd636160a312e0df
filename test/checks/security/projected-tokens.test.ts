import { longLivedTokens } from '../../../lib/checks/security/projected-tokens';
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
