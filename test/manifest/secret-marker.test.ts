import { secretMarker, secretsIn } from '../../lib/manifest/secret-marker';

test('every secret in a text is found', () => {
  const text = `postgres://${secretMarker('db', 'user')}:${secretMarker('db', 'password')}@host`;

  expect(secretsIn(text)).toEqual(['db/user', 'db/password']);
});

test('a secret is found as often as it occurs', () => {
  expect(secretsIn(secretMarker('db', 'user').repeat(2))).toEqual(['db/user', 'db/user']);
});

test.each(['', 'plain', 'secret db/user', '⟦secret', '⟧'])('there is no secret in %j', (text) => {
  expect(secretsIn(text)).toEqual([]);
});
