import { checkManifests } from '../../../lib/checks/input/check-manifests';
import type { JsonObject } from '../../../lib/manifest/json';

const PASSWORD = 'Ue7hLq2xTz9m"Rk4w';
const NUMBER = 99887766;

function secret(fields: JsonObject): JsonObject {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'login', namespace: 'shop' }, ...fields };
}

function configMap(fields: JsonObject): JsonObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web', namespace: 'shop' }, ...fields };
}

function container(fields: JsonObject): JsonObject {
  const spec = { containers: [{ name: 'web', image: 'registry.example/web:1', ...fields }] };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' }, spec };
}

/** What is reported of an object, as one text. */
function reported(manifest: JsonObject): string {
  return JSON.stringify(
    checkManifests([manifest], { pack: 'production' }).findings.map(({ trace, ...finding }) => finding),
  );
}

describe('what a report withholds', () => {
  test.each<readonly [string, JsonObject]>([
    ['data of a Secret that are no base64', secret({ data: { key: PASSWORD } })],
    ['a Secret whose data are a text', secret({ stringData: PASSWORD })],
    ['a Secret whose data are a list', secret({ data: [PASSWORD] })],
    ['data below a misspelled field', secret({ stringdata: { key: PASSWORD } })],
    ['data of a Secret that are a map', secret({ stringData: { key: { inner: PASSWORD } } })],
    ['a number in a Secret', secret({ stringData: { key: NUMBER } })],
    [
      'a variable with a misspelled field',
      container({ env: [{ nam: 'x', name: 'PASSWORD', valu: 1, value: PASSWORD }] }),
    ],
    ['a variable whose value is below a misspelled field', container({ env: [{ name: 'PASSWORD', valeu: PASSWORD }] })],
    ['a variable whose source is a text', container({ env: [{ name: 'API_TOKEN', valueFrom: PASSWORD }] })],
    ['variables below a misspelled field', container({ environment: [{ name: 'PASSWORD', value: PASSWORD }] })],
    ['variables that are a map', container({ env: { DB_PASSWORD: PASSWORD } })],
    ['a variable that is a number', container({ env: [{ name: 'API_TOKEN', value: NUMBER }] })],
    ['a variable that is a map', container({ env: [{ name: 'PASSWORD', value: { of: PASSWORD } }] })],
    ['arguments that are a text', container({ args: `--password=${PASSWORD}` })],
    ['an argument that is a number', container({ args: ['--password', NUMBER] })],
    ['a ConfigMap that is a text', configMap({ data: `password=${PASSWORD}` })],
    ['a number in a ConfigMap', configMap({ data: { PASSWORD: NUMBER } })],
    ['binary data', configMap({ binaryData: { password: PASSWORD } })],
    [
      'the copy that kubectl keeps',
      configMap({
        metadata: {
          name: 'web',
          namespace: 'shop',
          annotations: { 'kubectl.kubernetes.io/last-applied-configuration': [PASSWORD] },
        },
      }),
    ],
  ])('%s', (_, manifest) => {
    const report = reported(manifest);
    expect(report).toContain('"rule"');
    for (const part of ['Ue7hLq2xTz9m', 'Rk4w', String(NUMBER)]) expect(report).not.toContain(part);
  });

  test('only that: what is around it is told', () => {
    const report = reported(container({ environment: [{ name: 'PASSWORD', value: PASSWORD }] }));
    expect(report).toContain(JSON.stringify(JSON.stringify([{ name: 'PASSWORD', value: '…' }])));
  });

  test('what a variable refers to is told', () => {
    const valueFrom = { secretKeyRef: { name: 'shop-database', key: 'password', keey: 'x' } };
    expect(reported(container({ env: [{ name: 'DB_PASSWORD', valueFrom }] }))).toContain('shop-database');
  });

  test.each<readonly [string, JsonObject, string]>([
    ['a number in a ConfigMap', configMap({ data: { PORT: 8080 } }), "'data.PORT' is the number 8080."],
    ['a truth value in a Secret', secret({ stringData: { key: true } }), "'stringData.key' is the truth value true."],
    ['the type of a Secret', secret({ type: 5 }), "'type' is the number 5."],
  ])('not %s', (_, manifest, message) => {
    expect(reported(manifest)).toContain(message);
  });

  test.each(['*Ue7hLq2xTz9mRk4w', '!Ue7hLq2xTz9mRk4w', '!Ue7hLq2!xTz9mRk4w', '!Ue7hLq2<xTz9mRk4w', '!<Ue7hLq2 x> a'])(
    'a password that no YAML reader takes for a text: %s',
    (password) => {
      const { findings } = checkManifests(`password: ${password}`);
      expect(findings).toHaveLength(1);
      expect(findings[0]?.message).toMatch(/^This is no YAML: [a-z ]+\.$/);
    },
  );
});
