import { isOftenRandom, secretName } from '../../../lib/checks/secrets/names';

test.each([
  'PASSWORD',
  'DB_PASSWORD',
  'PGPASSWORD',
  'MYSQL_ROOT_PASSWORD',
  'dbPassword',
  'spring.datasource.password',
  'PASSWORD_2',
  'REDIS_PASSWD',
  'LDAP_BIND_PW',
  'bindPw',
  'KEY_PASSPHRASE',
  'API_KEY',
  'apiKey',
  'APIKEY',
  'OPENAI_API_KEY',
  'SECRET_KEY',
  'SECRET_KEY_BASE',
  'AWS_SECRET_ACCESS_KEY',
  'PRIVATE_KEY',
  'JWT_SIGNING_KEY',
  'CLIENT_SECRET',
  'clientSecret',
  'ENCRYPTION_KEY',
  'SMTP_PASS',
  'default_pass',
  'adminPasswort',
  'TOKEN_SIGNING_KEY',
])('%s is surely secret', (name) => {
  expect(secretName(name)).toBe('sure');
});

test.each([
  'SECRET',
  'TOKEN',
  'GITHUB_TOKEN',
  'K3S_CLUSTER_TOKEN',
  'AUTHTOKEN',
  'proxy_pass',
  'JWT_SECRET',
  'CREDENTIALS',
  'PASSWORD_SECRET',
])('%s is likely secret, or the name of a Secret', (name) => {
  expect(secretName(name)).toBe('likely');
});

test.each([
  '',
  'PORT',
  'initial-cluster-token',
  'ETCD_INITIAL_CLUSTER_TOKEN',
  'PASSWORD_FILE',
  'DB_PASSWORD_PATH',
  'SECRET_NAME',
  'SECRET_NAMESPACE',
  'TOKEN_URL',
  'TOKEN_TTL',
  'TOKEN_EXPIRATION_SECONDS',
  'AWS_ACCESS_KEY_ID',
  'API_KEY_HEADER',
  'ENABLE_PASSWORD',
  'ALLOW_EMPTY_PASSWORD',
  'PASSWORD_MIN_LENGTH',
  'PASSWORD_HASH',
  'DB_PASSWORD_KEY',
  'adminPasswordKey',
  'EXISTING_SECRET',
  'PUBLIC_API_KEY',
  'PUBLIC_KEY',
  'MAX_TOKENS',
  'TOKENIZER',
  'COMPASS',
  'KEY',
  'CACHE_KEY',
  'PARTITION_KEY',
  'IMAGE_PULL_SECRET',
  'TLS_SECRET',
  'KEYBOARD',
  'PASSENGER_POOL',
  'SECRETARY',
])('%j is not secret', (name) => {
  expect(secretName(name)).toBeUndefined();
});

test.each(['CONFIG_HASH', 'GIT_COMMIT', 'CA_BUNDLE', 'TLS_CERT', 'imageDigest', 'INSTANCE_ID', 'RECAPTCHA_SITE_KEY'])(
  'what is called %s may look random',
  (name) => {
    expect(isOftenRandom(name)).toBe(true);
  },
);

test('a setting rarely looks random', () => {
  expect(isOftenRandom('SETTING')).toBe(false);
});
