import { load } from 'js-yaml';
import { exampleText } from '../../../lib/checks/example';
import { checkManifests } from '../../../lib/checks/input/check-manifests';
import { documentsIn } from '../../../lib/checks/input/stream';
import { rulesById } from '../../../lib/checks/rules';
import { withoutSecrets } from '../../../lib/checks/secrets/told';
import { isList, isObject, type Json, type JsonObject } from '../../../lib/manifest/json';

test.each([
  ["'user:S3cretX@db' is no host", "'user:…@db' is no host"],
  ['Service shop/user:S3cretX@db:5432', 'Service shop/user:…@db:5432'],
  ["to 'amqp://admin:admin1@mq'", "to 'amqp://admin:…@mq'"],
  ['postgres://postgres:postgres@db', 'postgres://postgres:…@db'],
  ["the label 'ghp_0123456789abcdefghijABCD'", "the label 'ghp_…'"],
  ["'app: web, password: hunter2X!', matches", "'app: web, password: …', matches"],
  ['DB_PASSWORD=hunter2X', 'DB_PASSWORD=…'],
])('a report withholds what looks secret in: %s', (sentence, told) => {
  expect(withoutSecrets(sentence)).toBe(told);
});

test.each([
  'registry.example/web:1.4.2@sha256:0b8bd9fd04e3a1e3cf5f9e6d',
  'Web:V1@sha512:0b8bd9fd04e3a1e3cf5f9e6d',
  "the user 'oidc:Jane2@example.com'",
  'mailto:Jane2@example.com',
  "the user 'team:jane.doe@example.com'",
  'https://$(USER):$(PASSWORD)@db',
  'http://web:8080',
  "the key 'password' of Secret shop/db-password, which does not have it",
  'the pods of Deployment shop/web have no `password`: add it',
  'secretKeyRef: { name: shop-database, key: password }',
  'existingSecret: database-login',
  "'app: web, tier: token'",
])('a report tells: %s', (sentence) => {
  expect(withoutSecrets(sentence)).toBe(sentence);
});

test.each(['password: x', 'a:b@', ':', 'a.', 'ghp_', 'A1b:c@'])(
  'a sentence of a megabyte of %j is read once',
  (part) => {
    expect(withoutSecrets(`${part.repeat(200_000)}@`).length).toBeGreaterThan(0);
  },
);

const LOGIN = 'user:S3cretX9@db';

/** The object again and again, each time with another text in it that is `LOGIN`. */
function withLogins(value: Json): readonly Json[] {
  if (typeof value === 'string') return [LOGIN];
  if (isList(value)) return value.flatMap((item, index) => withLogins(item).map((other) => value.with(index, other)));
  if (!isObject(value)) return [];
  return Object.entries(value)
    .filter(([key]) => key !== 'apiVersion' && key !== 'kind')
    .flatMap(([key, child]) => withLogins(child).map((other) => ({ ...value, [key]: other })));
}

/** Where a report shows the password. */
function shownIn(manifests: readonly JsonObject[]): readonly string[] {
  return checkManifests(manifests, { pack: 'production' })
    .findings.map(({ trace, ...finding }) => JSON.stringify(finding))
    .filter((finding) => /s3cretx9/i.test(finding));
}

test('no rule shows a login, wherever it stands', () => {
  for (const { fails } of rulesById().values()) {
    const manifests = documentsIn(exampleText(fails))
      .map(({ text }) => load(text) as Json)
      .filter(isObject);
    for (const [index, manifest] of manifests.entries())
      for (const other of withLogins(manifest))
        if (isObject(other)) expect(shownIn(manifests.with(index, other))).toEqual([]);
  }
}, 120_000);

const POD = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' } };

describe('with a container', () => {
  const reported = (container: JsonObject) => {
    const spec = { containers: [{ name: 'web', image: 'registry.example/web:1', ...container }] };
    return JSON.stringify(checkManifests([{ ...POD, spec }]).findings.map(({ trace, ...finding }) => finding));
  };

  test.each(['--password=$(NOPE)S3cretX', '--password=S3cretX$(NOPE)', '--password=$(NOPE)S3cretX$(OTHER)'])(
    'what is around a variable is withheld: %s',
    (argument) => {
      const report = reported({ args: [argument] });
      expect(report).toContain("the variable 'NOPE'");
      expect(report).not.toContain('S3cretX');
    },
  );

  test.each(['--password=$(NOPE)', 'redis://:$(NOPE)@cache', '--token=$(NOPE)/token', '--host=$(NOPE)x'])(
    'a variable on its own is told: %s',
    (argument) => {
      expect(reported({ args: [argument] })).toContain(JSON.stringify(JSON.stringify(argument)).slice(1, -1));
    },
  );

  test('its image is told, also where the container is called like a secret', () => {
    expect(reported({ name: 'vault-token', image: 'Nginx:1' })).toContain(String.raw`"got":"\"Nginx:1\""`);
  });
});

test.each<JsonObject>([{ password: 'hunter2X!' }, { 'db-password': 'hunter2X!', app: 'web' }])(
  'a selector has its names told, and not its secrets: %j',
  (selector) => {
    const service = { ...POD, kind: 'Service', spec: { selector, ports: [{ port: 80 }] } };
    const { findings } = checkManifests([service], { pack: 'baseline' });
    const { message } = findings.find(({ rule }) => rule === 'link/service-selector') ?? {};

    expect(message).toContain('password: …');
    expect(JSON.stringify(findings.map(({ trace, ...finding }) => finding))).not.toContain('hunter2');
  },
);

test('a name that is a login makes no proposal of one', () => {
  const { findings } = checkManifests([{ ...POD, kind: 'ConfigMap', metadata: { name: 'user:S3cretX@db' } }]);

  expect(findings).toContainEqual(
    expect.objectContaining({ rule: 'name/illegal', fix: rulesById().get('name/illegal')?.fix }),
  );
});
