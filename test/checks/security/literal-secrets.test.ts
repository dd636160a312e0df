import {
  secretsInAnnotations,
  secretsInArguments,
  secretsInConfigMaps,
  secretsInEnvironment,
} from '../../../lib/checks/security/literal-secrets';
import type { Finding } from '../../../lib/manifest/finding';
import type { Json } from '../../../lib/manifest/json';
import { core, pod } from '../../manifest/inventory-of';
import { judged } from '../judged';

// Put together here, so that nothing that looks for secrets in repositories finds any.
const letters = 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0';
const KEY = `-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA\n-----END RSA PRIVATE KEY-----`;
const FORMATS: readonly [what: string, secret: string, start: string][] = [
  ['a private key', KEY, '----'],
  ['a private key', KEY.replaceAll('\n', String.raw`\n`), '----'],
  ['a private key', KEY.replaceAll('\n', String.raw`\r\n`), '----'],
  ['a private key', `PuTTY-User-Key-File-2: ssh-rsa\nPrivate-Lines: 1\n${letters}`, 'PuTT'],
  ['a Mailgun key', `key-${'0123456789abcdef'.repeat(2)}`, 'key-'],
  ['an AWS access key', `AKIA${letters.toUpperCase().slice(0, 16)}`, 'AKIA'],
  ['a GitHub token', `ghp_${letters.slice(0, 36)}`, 'gh'],
  ['a GitHub token', `github_pat_${letters}`, 'gith'],
  ['a GitLab token', `glpat-${letters.slice(0, 20)}`, 'glpa'],
  ['a Slack token', `xoxb-${letters.slice(0, 24)}`, 'xox'],
  ['a Stripe key', `sk_live_${letters.slice(0, 24)}`, 'sk_'],
  ['a Google API key', `AIza${letters.slice(0, 35)}`, 'AIza'],
  ['an npm token', `npm_${letters.slice(0, 36)}`, 'npm_'],
  ['a JSON Web Token', `eyJ${letters}.eyJ${letters}.${letters}`, 'eyJ'],
  ['a SendGrid key', `SG.${letters.slice(0, 22)}.${letters}`, 'SG.'],
  ['an OpenAI key', `sk-proj-${letters}`, 'sk-'],
  ['an AWS access key', `ASIA${letters.toUpperCase().slice(0, 16)}`, 'ASIA'],
  ['a Slack token', `xapp-1-${letters}`, 'xapp'],
  ['the address of a Slack webhook', `https://hooks.slack.com/services/T0123456/B0123456/${letters}`, 'http'],
  ['a Google OAuth secret', `GOCSPX-${letters.slice(0, 28)}`, 'GOCS'],
  ['a PyPI token', `pypi-AgE${letters}${letters}`, 'pypi'],
  ['a Twilio key', `SK${'0123456789abcdef'.repeat(2)}`, 'SK'],
  ['an Anthropic key', `sk-ant-${letters}`, 'sk-a'],
  ['an OpenAI key', `sk-${letters}`, 'sk-'],
  ['a Vault token', `hvs.${letters}`, 'hvs.'],
  ['a DigitalOcean token', `dop_v1_${'0123456789abcdef'.repeat(4)}`, 'do'],
  ['a Docker Hub token', `dckr_pat_${letters}`, 'dckr'],
  ['a Grafana token', `glsa_${letters}`, 'gl'],
  ['a Shopify token', `shpat_${'0123456789abcdef'.repeat(2)}`, 'shp'],
  ['a Databricks token', `dapi${'0123456789abcdef'.repeat(2)}`, 'dapi'],
  ['an age key', `AGE-SECRET-KEY-1${`${letters}${letters}`.toUpperCase().slice(0, 58)}`, 'AGE-'],
  ['a Hugging Face token', `hf_${letters.slice(0, 34)}`, 'hf_'],
];

function inEnvironment(name: string, value: Json): readonly Finding[] {
  return judged(secretsInEnvironment, pod('web', { containers: [{ name: 'web', env: [{ name, value }] }] }));
}

function inArguments(...args: readonly string[]): readonly Finding[] {
  return judged(secretsInArguments, pod('web', { containers: [{ name: 'web', args }] }));
}

function inConfigMap(data: Record<string, Json>): readonly Finding[] {
  return judged(secretsInConfigMaps, core('ConfigMap', 'config', { data }));
}

function inAnnotation(key: string, value: Json): readonly Finding[] {
  return judged(secretsInAnnotations, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', annotations: { [key]: value } },
  });
}

describe('whatever it is called', () => {
  test.each(FORMATS)('%s is found', (what, secret, start) => {
    expect(inEnvironment('SETTING', secret)).toMatchObject([
      {
        severity: 'error',
        message: `Container 'web' has ${what} ('${start}…') in the environment variable 'SETTING'.`,
        pointer: '/spec/containers/0/env/0/value',
      },
    ]);
  });

  test.each(FORMATS)('%s is found within a text', (_what, secret) => {
    expect(inArguments('sh', '-c', `run --with "${secret}" && exit`)).toMatchObject([{ severity: 'error' }]);
    expect(inConfigMap({ 'app.conf': `one\n  two: ${secret}\nthree` })).toMatchObject([{ severity: 'error' }]);
    expect(inAnnotation('example.com/setting', secret)).toMatchObject([{ severity: 'error' }]);
  });

  test.each(FORMATS)('%s is never in the report', (_what, secret) => {
    const report = JSON.stringify([
      inEnvironment('PASSWORD', secret),
      inArguments(`--password=${secret}`),
      inConfigMap({ password: secret }),
      inAnnotation('password', secret),
    ]);

    expect(report).not.toContain(letters.slice(0, 8));
    expect(report).not.toContain('MIIE');
    expect(report).not.toContain('"got"');
  });

  test('a private key in base64 is found', () => {
    expect(inEnvironment('SETTING', Buffer.from(KEY).toString('base64'))).toMatchObject([{ severity: 'error' }]);
  });

  test.each([
    ['the key of an Azure account', `AccountName=shop;AccountKey=${letters}${letters}==`],
    ['a Telegram bot token', `123456789:AA${letters.slice(0, 33)}`],
    ['the key of an Azure account', `Endpoint=sb://shop.example/;SharedAccessKey=${letters}${letters}=`],
    ['a login in a header', `Authorization: Bearer ${letters}`],
    ['a login in a header', `proxy_set_header Authorization "Basic ${letters}";`],
    ['a login in a header', `Bearer ${letters}`],
    ['a database password', "CREATE USER 'shop' IDENTIFIED BY 'root'"],
    ['a database password', "ALTER ROLE shop WITH LOGIN PASSWORD 'changeme';"],
  ])('%s is found', (what, secret) => {
    expect(inEnvironment('SETTING', secret)).toMatchObject([
      { severity: 'error', message: `Container 'web' has ${what} in the environment variable 'SETTING'.` },
    ]);
  });

  test('a key of Laravel is found', () => {
    const key = `base64:${Buffer.from(letters.slice(0, 32)).toString('base64')}`;

    expect(inEnvironment('APP_KEY', key)).toMatchObject([{ severity: 'error' }]);
  });

  test('a private key in base64 is found behind a certificate', () => {
    const [certificate, key] = [KEY.replaceAll('RSA PRIVATE KEY', 'CERTIFICATE'), KEY].map((pem) =>
      Buffer.from(pem).toString('base64'),
    );
    const config = `user:\n  client-certificate-data: ${certificate}\n  client-key-data: ${key}\n`;

    expect(inConfigMap({ kubeconfig: config })).toMatchObject([{ severity: 'error' }]);
  });

  test('a login to a registry is found', () => {
    const auths = JSON.stringify({
      auths: { 'registry.example': { auth: Buffer.from('a:secret').toString('base64') } },
    });

    expect(inConfigMap({ 'config.json': auths })).toMatchObject([{ severity: 'error' }]);
  });

  test.each([
    `ghp_${'x'.repeat(36)}`,
    'AKIAXXXXXXXXXXXXXXXX',
    `glpat-${'0'.repeat(20)}`,
    `-----BEGIN CERTIFICATE-----\nMIIEowIBAAKCAQEA\n-----END CERTIFICATE-----`,
    `-----BEGIN PRIVATE KEY-----\nREDACTED\n-----END PRIVATE KEY-----`,
    `-----BEGIN PRIVATE KEY-----\nxxxxxxxxxxxx\n-----END PRIVATE KEY-----`,
    `-----BEGIN PUBLIC KEY-----\nMIIEowIBAAKCAQEA`,
    `grep -q "BEGIN PRIVATE KEY" /tls/key`,
    'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleExampleExampleExampleExampleExam web@example',
    'task-list-for-the-next-big-release-of-our-shop',
  ])('%j is nothing secret', (text) => {
    expect(inEnvironment('SETTING', text)).toEqual([]);
    expect(inConfigMap({ 'app.conf': text })).toEqual([]);
  });
});

describe('URLs', () => {
  test.each([
    'postgres://app:hunter2@database/shop',
    'redis://:hunter2@redis:6379/0',
    'https://probe:hunter2@web.example/health',
    'jdbc:postgresql://database/shop?user=app&password=hunter2',
    'Server=database;Database=shop;User Id=app;Password=hunter2;',
    'app:hunter2@tcp(database:3306)/shop?parseTime=true',
    'app:hunter2@(database:3306)/',
    'jdbc:oracle:thin:app/hunter2@//database:1521/shop',
  ])('%s holds a password', (url) => {
    expect(inEnvironment('DATABASE', url)).toMatchObject([{ severity: 'error' }]);
    expect(JSON.stringify(inEnvironment('DATABASE', url))).not.toContain('hunter2');
  });

  test.each([
    'postgres://app:$(PASSWORD)@database/shop',
    'postgres://app:${PASSWORD}@database/shop',
    'postgres://app:{{ .Password }}@database/shop',
    'postgres://USER:PASSWORD@HOST/shop',
    'postgres://app:<password>@database/shop',
    'postgres://app:***@database/shop',
    'postgres://app@database/shop',
    'app:$(PASSWORD)@tcp(database:3306)/shop',
    'app@tcp(database:3306)/shop',
    'https://web.example:8443/a@b',
    'http://web:80/path:x@y',
  ])('%s holds none', (url) => {
    expect(inEnvironment('DATABASE', url)).toEqual([]);
  });

  test('one in a comment shows how to write it', () => {
    expect(inConfigMap({ 'app.conf': '# proxy: http://user:pass@proxy:3128\nproxy: none' })).toEqual([]);
  });
});

describe('by name', () => {
  test('a literal value is a warning', () => {
    expect(inEnvironment('POSTGRES_PASSWORD', 'changeme')).toMatchObject([
      {
        severity: 'warning',
        message: "Container 'web' has a literal value in the environment variable 'POSTGRES_PASSWORD'.",
      },
    ]);
    expect(inEnvironment('MYSQL_ROOT_PASSWORD', '123456')).toHaveLength(1);
  });

  test('a random value is an error', () => {
    expect(inEnvironment('POSTGRES_PASSWORD', 'Ue7hLq2xTz9mRk4w')).toMatchObject([{ severity: 'error' }]);
  });

  test.each([
    'host=database user=app password=changeme dbname=shop',
    'cache.example:6380,password=changeme,ssl=True',
    '-Xmx512m -Ddatabase.password=changeme -Dport=80',
    '--verbose --database-password changeme',
    '{"database":{"user":"app","password":"changeme"}}',
    'org.example.LoginModule required username="app" password="changeme";',
    'api-key=Ue7hLq2xTz9mRk4w',
  ])('a password among settings in one variable is found: %s', (value) => {
    expect(inEnvironment('SETTINGS', value)).toMatchObject([{ message: expect.stringMatching(/'[\w.-]+' in the/) }]);
    expect(JSON.stringify(inEnvironment('SETTINGS', value))).not.toMatch(/changeme|Ue7h/);
  });

  test.each([
    'host=database user=app password=$(PASSWORD)',
    '-Djavax.net.ssl.trustStore=/etc/trust.jks --token-ttl=1h --secret-name web',
    'user=string&token=string',
    'service.name=web,service.version=1.0',
    '{"spring":{"datasource":{"password":"${PASSWORD}"}}}',
    '{"token_ttl":"1h","passwordFile":"/run/secrets/password"}',
  ])('settings in one variable may be about secrets without holding any: %s', (value) => {
    expect(inEnvironment('SETTINGS', value)).toEqual([]);
  });

  test('a long random value is a warning, whatever it is called', () => {
    expect(inEnvironment('SETTING', 'kJ8fQ2mZ7vX4cN1bL6hG9dS3aP5oI0uYtReWqT+/')).toMatchObject([
      { severity: 'warning' },
    ]);
    expect(inEnvironment('CONFIG_HASH', 'kJ8fQ2mZ7vX4cN1bL6hG9dS3aP5oI0uYtReWqT+/')).toEqual([]);
  });

  test.each([
    ['PASSWORD', ''],
    ['PASSWORD', '$(OTHER)'],
    ['PASSWORD_FILE', '/run/secrets/password'],
    ['TLS_SECRET', 'web'],
    ['WEBHOOK_SECRET', 'webhook-tls'],
    ['TOKEN', 'vault:secret/data/shop#token'],
    ['TOKEN_LIFETIME', '3600'],
    ['ENABLE_TOKEN', 'true'],
    ['PORT', '8080'],
  ])('%s=%j is nothing secret', (name, value) => {
    expect(inEnvironment(name, value)).toEqual([]);
  });

  test.each<Json>([null, 5, true, ['x'], { a: 1 }])('a value that is %j is nothing secret', (value) => {
    expect(inEnvironment('PASSWORD', value)).toEqual([]);
  });

  test('init and ephemeral containers count, too', () => {
    const env = [{ name: 'PASSWORD', value: 'changeme' }];
    const spec = { initContainers: [{ name: 'a', env }], ephemeralContainers: [{ name: 'b', env }] };

    expect(judged(secretsInEnvironment, pod('web', spec))).toHaveLength(2);
  });
});

describe('in arguments', () => {
  test.each([
    [['--db-password=changeme'], 0],
    [['--db-password', 'changeme'], 1],
    [['sh', '-c', 'run --db-password changeme --port 80'], 2],
    [['sh', '-c', 'PGPASSWORD=changeme psql'], 2],
    [['sh', '-c', "export API_KEY='changeme'; run"], 2],
    [['sh', '-c', 'curl -u admin:changeme http://web'], 2],
    [['sh', '-c', 'mysql -uroot -pchangeme'], 2],
    [['sh', '-c', 'redis-cli -a changeme ping'], 2],
    [['redis-server', '--masterauth', 'changeme'], 2],
    [['mongosh', '-u', 'root', '-p', 'changeme'], 4],
    [['sh', '-c', 'docker login -u app -p changeme registry.example'], 2],
    [['sh', '-c', 'ldapsearch -x -D cn=admin -w changeme'], 2],
    [['sh', '-c', 'openssl pkcs12 -export -passout pass:changeme'], 2],
    [['keytool', '-list', '-storepass', 'changeme'], 3],
    [['sh', '-c', 'run --verbose --password=changeme'], 2],
    [['--set', 'auth.password=changeme'], 1],
    [['--from-literal=password=changeme'], 0],
    [['--config={"password":"changeme"}'], 0],
    [['/usr/bin/mysqldump', '-u', 'changeme', '-pchangeme', 'shop'], 3],
  ])('%j holds a password', (args, index) => {
    expect(inArguments(...args)).toMatchObject([{ severity: 'warning', pointer: `/spec/containers/0/args/${index}` }]);
  });

  test.each([
    [['--db-password=$(PASSWORD)']],
    [['--db-password', '$(PASSWORD)']],
    [['--db-password-file=/run/secrets/password']],
    [['--password', '--verbose']],
    [['--tls-secret=web']],
    [['--webhook-secret=shop/webhook']],
    [['--default-token-ttl=24h']],
    [['--token-review', 'cluster']],
    [['--webhook-secret=my-webhook']],
    [['--set', 'auth.existingSecret=shop-database']],
    [['sh', '-c', 'PASSWORD=`cat /run/secrets/password` run']],
    [['sh', '-c', 'migrate -database "mysql://$DATABASE" -path /migrations up']],
    [['sh', '-c', 'PGPASSWORD="$PASSWORD" psql']],
    [['sh', '-c', 'PASSWORD=$(cat /run/secrets/password) run']],
    [['sh', '-c', 'curl -u "$USER:$PASSWORD" http://web']],
    [['sh', '-c', 'redis-cli -a "$PASSWORD" ping']],
    [['mongosh', '-p', '$(PASSWORD)']],
    [['mkdir', '-p', '/data/mongo']],
    [['openssl', 'req', '-passin', 'file:/run/secrets/password']],
  ])('%j holds none', (args) => {
    expect(inArguments(...args)).toEqual([]);
  });

  test('a URL in an option is no comment', () => {
    expect(inArguments('--database=postgres://app:hunter2@database/shop')).toMatchObject([{ severity: 'error' }]);
  });

  test('commands of probes count, too', () => {
    const exec = { command: ['redis-cli', '--password', 'changeme', 'ping'] };

    expect(
      judged(secretsInArguments, pod('web', { containers: [{ name: 'web', livenessProbe: { exec } }] })),
    ).toMatchObject([{ pointer: '/spec/containers/0/livenessProbe/exec/command/2' }]);
  });
});

describe('in ConfigMaps', () => {
  test.each([
    [{ PASSWORD: 'changeme' }, 'PASSWORD'],
    [{ 'app.properties': 'host=database\ndb.password=changeme\n' }, 'app.properties'],
    [{ 'app.yaml': 'database:\n  host: x\n  password: "changeme"\n' }, 'app.yaml'],
    [{ 'app.json': '{\n  "host": "x",\n  "apiKey": "changeme"\n}' }, 'app.json'],
    [{ 'compact.json': '{"user":"x","password":"changeme","port":5432}' }, 'compact.json'],
    [{ 'app.toml': '[database]\npassword = "changeme"\n' }, 'app.toml'],
    [{ netrc: 'machine web.example login bob password changeme\n' }, 'netrc'],
    [{ pgpass: 'database:5432:shop:shop:changeme\n' }, 'pgpass'],
    [{ 'app.yaml': 'host: x\npassword: changeme # for now\n' }, 'app.yaml'],
    [{ 'app.yaml': 'users:\n- password: changeme\r\n' }, 'app.yaml'],
    [{ 'app.yaml': 'a: b\ndatabase: { user: app, password: changeme }\n' }, 'app.yaml'],
    [{ 'users.xml': '<users>\n<user name="app" password="changeme"/>\n</users>\n' }, 'users.xml'],
    [{ 'users.xml': '<users>\n<password>changeme</password>\n</users>\n' }, 'users.xml'],
    [{ 'hive.xml': '<a>\n<name>db.password</name>\n<value>changeme</value>\n</a>\n' }, 'hive.xml'],
    [{ 'fluent.conf': '<match x>\n  user app\n  password changeme\n</match>\n' }, 'fluent.conf'],
    [{ 'logstash.conf': 'output {\n  password => "changeme"\n}\n' }, 'logstash.conf'],
    [{ 'super.conf': '[program:x]\nenvironment=PASSWORD="changeme",HOST="x"\n' }, 'super.conf'],
    [{ 'rabbitmq.conf': 'default_user = app\ndefault_pass = changeme\n' }, 'rabbitmq.conf'],
  ])('%j holds a password', (data, key) => {
    expect(inConfigMap(data)).toMatchObject([{ severity: 'warning', pointer: `/data/${key}` }]);
  });

  test.each<[Record<string, Json>]>([
    [{ PASSWORD_FILE: '/run/secrets/password' }],
    [{ 'app.properties': '# db.password=changeme\nhost=database\n' }],
    [{ 'app.properties': 'db.password=${PASSWORD}\nhost=database\n' }],
    [{ 'app.yaml': 'passwordSecret: database\nsecretName: web-tls\nexistingSecret: x\n' }],
    [{ 'app.yaml': 'password:\n  secretKeyRef:\n    name: database\n' }],
    [{ 'run.py': 'import os\npassword = config.password\n' }],
    [{ 'init.sh': 'set -e\npassword=changeme_later\n' }],
    [{ 'schema.yaml': 'properties:\n  password: string\n' }],
    [{ 'labels.json': '{"login.password": "Password", "login.forgot": "Forgot password?"}' }],
    [{ 'app.yaml': '# "password": "changeme"\nhost: database\n' }],
    [{ 'labels.json': '{"login": {"password": "Kennwort", "newPassword": "New"}}' }],
    [{ 'fields.yaml': 'columns:\n  password: user_password\n  apiKey: apiKeyHash\n' }],
    [{ 'external.yaml': 'data:\n- secretKey: password\n  key: shop\n' }],
    [{ 'values.yaml': 'secretKeys:\n  adminPasswordKey: postgres-password\n' }],
    [{ 'api.graphql': 'type Login {\n  password: String!\n}\n' }],
    [{ '.htpasswd': 'app:$apr1$ruca84Hq$mbjdMZBAG.KWn7vfN/SNK/\n' }],
    [{ 'server.xml': '<Server>\n<Connector keystorePassword="${PASSWORD}"/>\n</Server>\n' }],
    [{ 'hosts.txt': 'a:b:c:d:e\npassword-less\n' }],
    [{ PORT: 5, HOST: null }],
  ])('%j holds none', (data) => {
    expect(inConfigMap(data)).toEqual([]);
  });

  test('a token in a file of settings is one where it looks random', () => {
    const held = (value: string) => inConfigMap({ 'app.env': `export API_TOKEN=${value}\n` });

    expect(held('8f7e6d5c4b3a29181716151413121110')).toMatchObject([{ severity: 'error' }]);
    expect(held('web')).toEqual([]);
  });

  test('the login of npm to a registry is found', () => {
    expect(inConfigMap({ '.npmrc': '//registry.example/:_authToken=Ue7hLq2xTz9mRk4w\nx=y\n' })).toMatchObject([
      { severity: 'error' },
    ]);
  });

  test('in a program, what is quoted is secret where it looks random', () => {
    const held = (value: string) => inConfigMap({ 'settings.py': `DEBUG = False\nSECRET_KEY = '${value}'\n` });

    expect(held('Ue7hLq2xTz9mRk4w')).toMatchObject([{ severity: 'error' }]);
    expect(held('changeme')).toEqual([]);
  });

  test('texts in base64 are read', () => {
    const inBinary = (text: string) =>
      judged(
        secretsInConfigMaps,
        core('ConfigMap', 'web', { binaryData: { file: Buffer.from(text).toString('base64') } }),
      );

    expect(inBinary(KEY)).toMatchObject([{ severity: 'error', pointer: '/binaryData/file' }]);
    expect(inBinary(KEY.replaceAll('RSA PRIVATE KEY', 'CERTIFICATE'))).toEqual([]);
    expect(inBinary('\u00ff\u0000\u0001')).toEqual([]);
  });

  test('odd ConfigMaps hold none', () => {
    expect(judged(secretsInConfigMaps, core('ConfigMap', 'a', { data: 'x' }), core('ConfigMap', 'b'))).toEqual([]);
  });
});

describe('in annotations', () => {
  test('a password is found by its name', () => {
    expect(inAnnotation('example.com/db-password', 'changeme')).toMatchObject([
      {
        message: "The annotation 'example.com/db-password' holds a literal value.",
        pointer: '/metadata/annotations/example.com~1db-password',
      },
    ]);
  });

  test('labels, and the metadata of pods, count, too', () => {
    const metadata = { labels: { apiKey: 'changeme' } };
    const spec = { template: { metadata } };

    expect(judged(secretsInAnnotations, { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec })).toMatchObject([
      { pointer: '/metadata/labels/apiKey' },
      { pointer: '/spec/template/metadata/labels/apiKey' },
    ]);
  });

  test.each([
    ['nginx.ingress.kubernetes.io/auth-secret', 'basic'],
    ['vault.hashicorp.com/agent-inject-secret-config', 'secret/data/shop'],
    ['vault.hashicorp.com/agent-inject-token', 'true'],
    ['cert-manager.io/private-key-algorithm', 'ECDSA'],
    ['checksum/config', 'kJ8fQ2mZ7vX4cN1bL6hG9dS3aP5oI0uYtReWqT+/'],
    ['kubectl.kubernetes.io/last-applied-configuration', '{"url":"postgres://app:hunter2@database/shop"}'],
    ['git-commit', 'd41d8cd98f00b204e9800998ecf8427e01234567'],
  ])('%s: %s is nothing secret', (key, value) => {
    expect(inAnnotation(key, value)).toEqual([]);
  });
});

test.each<[string, number]>([
  ['spring.datasource.password=Tr0ub4dor3x', 1],
  ['spring.datasource.password=${DB_PASSWORD}', 0],
  ['password: Tr0ub4dor3x', 1],
  ['greeting=hello', 0],
])('a file of one line is read as one of many: %s', (line, times) => {
  const map = { ...core('ConfigMap', 'web'), data: { 'application.properties': `${line}\n` } };

  expect(judged(secretsInConfigMaps, map)).toHaveLength(times);
});

test.each<[string, number]>([
  ['port 6379\nrequirepass Tr0ub4dor3x\n', 1],
  ['port 6379\nmasterauth "Tr0ub4dor3x"\n', 1],
  ['port 6379\n# requirepass Tr0ub4dor3x\n', 0],
  ['port 6379\nrequirepass ${PASSWORD}\n', 0],
  ['rootdn cn=admin\nrootpw Tr0ub4dor3x\n', 1],
  ['rootdn cn=admin\nrootpw {SSHA}W6ih4qLqQz0xYzqU0W1k2v3b4n5m6l7k\n', 0],
])('the passwords of Redis and of OpenLDAP stand after a space: %j', (content, times) => {
  expect(judged(secretsInConfigMaps, { ...core('ConfigMap', 'web'), data: { 'redis.conf': content } })).toHaveLength(
    times,
  );
});

test.each<[string, number]>([
  ['Basic dXNlcjpwYXNzd29yZDEyMw==', 1],
  ['Basic authentication', 0],
  ['Basic xxxxxxxxxxxxxxxx', 0],
])('a value may be a header with a login: %s', (value, times) => {
  expect(judged(secretsInConfigMaps, { ...core('ConfigMap', 'web'), data: { header: value } })).toHaveLength(times);
});
