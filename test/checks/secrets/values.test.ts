import { createHash, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { isKeyLike, isLiteral, isNameLike, isPlaceholder, isRandom } from '../../../lib/checks/secrets/values';

test.each([
  '$(PASSWORD)',
  'x$(PASSWORD)y',
  '${PASSWORD}',
  '`cat /run/secrets/password`',
  '$PASSWORD',
  '{{ .Values.password }}',
  '<password>',
  '%PASSWORD%',
  '__PASSWORD__',
  '@PASSWORD@',
  'xxx',
  'XXXXXXXX',
  '****',
  '...',
  'your-password',
  'YOUR_API_KEY',
  'your-api-key-here',
  'REPLACE_ME',
  'placeholder',
  'TODO',
  'insert-your-token-here',
])('%s is the place of a value', (text) => {
  expect(isPlaceholder(text)).toBe(true);
  expect(isLiteral(text)).toBe(false);
});

test.each(['scram-sha-256', 'SHA-512', 'md5', 'argon2id', 'plaintext'])('%s says how a password is kept', (text) => {
  expect(isLiteral(text)).toBe(false);
});

test.each(['changeme', 'password', 'hunter2', 'admin', 'p$ssword', 'S3cr3t!', 'postgres', 'my pass phrase'])(
  '%s is a literal value',
  (text) => {
    expect(isLiteral(text)).toBe(true);
  },
);

test.each([
  '',
  ' ',
  'true',
  'False',
  'none',
  '5',
  '15m',
  '10MB',
  '/run/secrets/password',
  './password',
  'file:///run/secrets/password',
  'vault:secret/data/shop#password',
  'arn:aws:secretsmanager:eu-west-1:1:secret:shop',
  'https://login.example/token',
  'ENC[AES256_GCM,data:abc]',
  '$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy',
  '$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA',
  'admin:$apr1$ruca84Hq$mbjdMZBAG.KWn7vfN/SNK/',
  'sha256:0b8bd9fd04e3a1e3cf5f9e6d2a1c4b7f8e5d3c2b1a0f9e8d7c6b5a4938271605',
])('%j is no literal secret', (text) => {
  expect(isLiteral(text)).toBe(false);
});

test('a UUID is a name', () => {
  expect(isLiteral(randomUUID())).toBe(false);
});

test.each(['shop/database', 'database-login', 'web-tls', 'github-token', 'shop.credentials'])(
  '%s may be the name of a Secret',
  (text) => {
    expect(isNameLike(text)).toBe(true);
  },
);

test.each(['hunter2', 'Shop-Secret', 'super-secret-value', 'S3cr3t/x'])('%s is no name of a Secret', (text) => {
  expect(isNameLike(text)).toBe(false);
});

test.each(['Ue7hLq2xTz9mRk4w', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'd41d8cd98f00b204e9800998ecf8427e'])(
  '%s looks random',
  (text) => {
    expect(isRandom(text)).toBe(true);
  },
);

test.each(['changeme', 'correct-horse-battery-staple', 'aaaaaaaaaaaaaaaaaaaa', 'MyPassword12345678'])(
  '%s does not look random',
  (text) => {
    expect(isRandom(text)).toBe(false);
  },
);

test('long random base64 is like a key', () => {
  // Derived, so that the same values are tested each time.
  const keys = Array.from({ length: 200 }, (_, n) => createHash('sha256').update(String(n)).digest('base64'));

  expect(keys.filter(isKeyLike).length).toBeGreaterThan(170);
});

test.each([
  'com.example.shop.ApplicationConfiguration2Factory',
  'ThisIsAVeryLongCamelCaseIdentifier2WithDigits',
  'registry.example/team/application-with-a-long-name:1.4.2',
  '--enable-feature=One,Two,Three --another=Four4 --more',
  'd41d8cd98f00b204e9800998ecf8427e',
  '2001:0db8:85a3:0000:0000:8a2e:0370:7334',
  Buffer.from('server: { port: 8080, host: 0.0.0.0, Name: Shop1 }').toString('base64'),
])('%s is not like a key', (text) => {
  expect(isKeyLike(text)).toBe(false);
});

test('words are never like a key', () => {
  const words = fc.array(fc.constantFrom('Application', 'Server', 'Configuration', '2', 'Factory', '-', '_', '8080'));

  fc.assert(fc.property(words, (parts) => !isKeyLike(parts.join(''))));
});
