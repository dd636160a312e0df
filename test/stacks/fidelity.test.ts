import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runtime } from '@pulumi/pulumi';
import { App, type JsonObject } from 'stackwright';
import { deploy, type Cluster } from 'stackwright/pulumi';
import { planProgram, SECRET, type Plan } from 'stackwright/pulumi/plan';
import { synth } from '../../lib/cli/synth';
import { isObject, objectAt, text, valueAt, type Json } from '../../lib/manifest/json';
import { declaredOutputs } from '../../lib/pulumi/plan/declared/outputs';
import { synthesize } from '../../lib/synthesis';
import { environmentNamed, environments } from '../../stacks/environments';
import { addSystems } from '../../stacks/systems';
import { stackwrightPlan } from '../cli/run';
import { temporaryFolder } from '../support/folder';
import { parse } from '../support/objects';

const cluster: Cluster = { name: 'test', kubeconfig: 'apiVersion: v1' };
const CHECKSUM = 'stackwright.dev/configuration-checksum';

/** What is said to the engine about an object, and is not part of it. */
const TO_THE_ENGINE = 'pulumi.com/';

function withoutEngine(manifest: JsonObject): JsonObject {
  const metadata = objectAt(manifest, 'metadata');
  const { annotations, ...rest } = metadata;
  const own = Object.entries(objectAt(annotations)).filter(([key]) => !key.startsWith(TO_THE_ENGINE));
  return { ...manifest, metadata: { ...rest, ...(own.length > 0 ? { annotations: Object.fromEntries(own) } : {}) } };
}

function byIdentity(manifests: readonly JsonObject[]): Readonly<Record<string, JsonObject>> {
  const entries = manifests.map((manifest) => {
    const { name, namespace } = objectAt(manifest, 'metadata');
    return [`${text(manifest['kind'])} ${text(namespace)}/${text(name)}`, withoutEngine(manifest)] as const;
  });
  return Object.fromEntries(entries);
}

function app(name: string): App {
  const environment = environmentNamed(name);
  const made = new App({ platform: environment.platform });
  addSystems(made, environment);
  return made;
}

/** Mocks see secrets in the wrapping in which they go to the engine: under a key that is always the same. */
function unwrapped(value: Json): Json {
  if (Array.isArray(value)) return value.map(unwrapped);
  if (!isObject(value)) return value;
  if ('4dabf18193072939515e22adb298388d' in value) return value['value'] ?? null;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, unwrapped(child)]));
}

/** What `deploy` registers, secrets as they are. */
async function registered(name: string): Promise<readonly JsonObject[]> {
  const objects: JsonObject[] = [];
  await runtime.setMocks({
    newResource: ({ type, name: resource, inputs }) => {
      if (type.startsWith('kubernetes:')) objects.push(unwrapped(inputs as JsonObject) as JsonObject);
      return { id: resource, state: inputs as object };
    },
    call: ({ inputs }) => inputs as object,
  });
  const { resources } = deploy(app(name), { cluster });
  await Promise.all([...resources.values()].map(({ urn }) => new Promise((resolve) => urn.apply(resolve))));
  return objects;
}

test.each(Object.keys(environments))('what is registered for %s is the YAML, field by field', async (name) => {
  const yaml = parse(app(name).synthYaml());

  expect(yaml.length).toBeGreaterThan(10);
  expect(byIdentity(await registered(name))).toEqual(byIdentity(yaml));
});

test('a manifest differs from what is registered where a field is changed', async () => {
  const [first, ...others] = synthesize(app('production')).ordered.map(({ manifest }) => manifest);
  const changed = { ...first, metadata: { ...objectAt(first, 'metadata'), labels: { changed: 'yes' } } };

  expect(byIdentity(await registered('production'))).not.toEqual(byIdentity([changed, ...others]));
});

/** What the database of a plan answers, by the tokens of the program. */
function valuesFrom({ resources }: Plan, folder: string): JsonObject {
  const database = resources.find(({ type }) => type === 'aws:rds/instance:Instance');
  if (!database) throw new Error('There is no database.');
  const { type, name, urn, inputs } = database;
  const { address, port, masterUserSecrets } = declaredOutputs({ type, name, urn, inputs, folder });
  const secretArn = valueAt(masterUserSecrets, [0, 'secretArn']) ?? null;
  const secrets = ['DATABASE_URL', 'ERLANG_COOKIE', 'SECRET_KEY_BASE'];
  return {
    database: { host: address ?? null, port: port ?? null, 'secret-arn': secretArn },
    ...Object.fromEntries(secrets.map((key) => [`kube-native.kube-native-env-secret.${key}`, `value-of-${key}`])),
  };
}

/** A Job of which values are known only later is named by them where they are known, and else not. */
function withoutJobHash(objects: Json): Json {
  return JSON.parse(JSON.stringify(objects).replaceAll(/(kube-native-(?:migrate|seed))-[a-z0-9]{10}/g, '$1')) as Json;
}

/** Without the checksum of secret values, and these themselves. */
function withoutSecrets(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, child]) => [
    key,
    key === 'stringData' || key === CHECKSUM ? SECRET : withoutSecrets(child),
  ]);
  return Object.fromEntries(entries) as JsonObject;
}

test('what stacks/aws.ts registers is the YAML of the same program with the same values', async () => {
  const root = join(__dirname, '../..');
  const folder = temporaryFolder();
  const plan = await planProgram({ folder: root, stack: 'prod', mode: 'known' });
  const objects = plan.resources.filter(({ type }) => type.startsWith('kubernetes:')).map(({ inputs }) => inputs);
  writeFileSync(join(folder, 'values.json'), JSON.stringify(valuesFrom(plan, root)));
  const argv = ['synth', root, '--stack', 'prod', '--values', 'values.json', '--output', 'out/dist'];
  const { code, stderr } = await stackwrightPlan(argv, { folder, programs: { synth: () => synth } });

  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('Manifests are written to') });
  const yaml = readdirSync(join(folder, 'out/dist'))
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => parse(readFileSync(join(folder, 'out/dist', file), 'utf8')));
  const comparable = (manifests: readonly JsonObject[]) => withoutJobHash(withoutSecrets(byIdentity(manifests)));
  expect(comparable(objects)).toEqual(comparable(yaml));
  expect(Object.keys(JSON.parse(readFileSync(join(folder, 'out/required-values.json'), 'utf8')) as object)).toContain(
    'database.host',
  );
}, 60_000);
