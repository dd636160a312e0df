import {
  App,
  Config,
  DevelopmentSecret,
  field,
  httpGet,
  Job,
  KubeObject,
  parameter,
  Stack,
  SynthesisError,
  synthesize,
  WebApp,
  type JsonObject,
} from 'stackwright';
import { objectAt, valueAt } from '../../lib/manifest/json';
import { image, only, podSpec, podTemplate, resources } from '../support/rendered';

function tree(values?: JsonObject, build: (stack: Stack) => unknown = database) {
  const app = new App({ platform: { pack: 'baseline' }, ...(values ? { values } : {}) });
  build(new Stack(app, 'shop', { namespace: 'shop' }));
  return synthesize(app);
}

function database(stack: Stack): void {
  const config = new Config(stack, 'config', {
    data: { DATABASE_URL: `ecto://app@${parameter('database.address')}:${parameter.number('database.port')}/shop` },
  });
  new WebApp(stack, 'web', {
    image,
    resources,
    ports: { http: parameter.number('port') },
    environment: [config, { ADDRESS: parameter('database.address'), IP: field('status.podIP') }],
    args: ['--hosts', ...parameter.list('hosts'), '--verbose'],
    readiness: httpGet('/', 'http'),
  });
}

const VALUES = { 'database.address': 'db.example', database: { port: 5432 }, port: 8080, hosts: ['a', 'b'] };

function manifests(values?: JsonObject) {
  return tree(values).ordered.map(({ manifest }) => manifest);
}

function errorOf(action: () => unknown): SynthesisError {
  try {
    action();
  } catch (error) {
    if (error instanceof SynthesisError) return error;
    throw error;
  }
  throw new Error('Nothing was wrong.');
}

test('values take the places of tokens: alone, within text, as numbers, as items of a list', () => {
  const { findings } = tree(VALUES);
  const objects = manifests(VALUES);
  const [container] = podSpec(only(objects, 'Deployment'))['containers'] as JsonObject[];

  expect(findings).toEqual([]);
  expect(objectAt(only(objects, 'ConfigMap'), 'data')).toEqual({ DATABASE_URL: 'ecto://app@db.example:5432/shop' });
  expect(container?.['args']).toEqual(['--hosts', 'a', 'b', '--verbose']);
  expect(container?.['ports']).toEqual([expect.objectContaining({ containerPort: 8080 })]);
  expect(container?.['env']).toContainEqual({ name: 'ADDRESS', value: 'db.example' });
});

test('names do not change with the values, and the pods that use them do', () => {
  const [one, other] = [manifests(VALUES), manifests({ ...VALUES, 'database.address': 'other.example' })];
  const name = (objects: readonly JsonObject[]) => valueAt(only(objects, 'ConfigMap'), ['metadata', 'name']);
  const annotations = (objects: readonly JsonObject[]) =>
    objectAt(podTemplate(only(objects, 'Deployment')), 'metadata', 'annotations')[
      'stackwright.dev/configuration-checksum'
    ];

  expect(name(one)).toBe(name(other));
  expect(only(one, 'ConfigMap')).not.toHaveProperty('immutable');
  expect(annotations(one)).toMatch(/^[a-z0-9]{10}$/);
  expect(annotations(one)).not.toBe(annotations(other));
});

test('what is needed is told with its type and its fields, whether it is given or not', () => {
  const { requiredValues } = tree(VALUES);

  expect(Object.keys(requiredValues)).toEqual(['database.address', 'database.port', 'hosts', 'port']);
  expect(requiredValues['hosts']).toEqual({
    type: 'list',
    fields: ['Deployment shop/web /spec/template/spec/containers/0/args/1'],
  });
  expect(tree().requiredValues).toEqual(requiredValues);
});

test('every value that is missing is an error for plain manifests, with path and field', () => {
  const app = new App({ platform: { pack: 'baseline' }, values: { hosts: ['a'] } });
  database(new Stack(app, 'shop', { namespace: 'shop' }));

  const { findings } = errorOf(() => app.synthYaml());

  expect(findings).toContainEqual(
    expect.objectContaining({
      rule: 'token/unresolved',
      path: 'shop/web/Deployment',
      pointer: '/spec/template/spec/containers/0/ports/0/containerPort',
      message: "The value of 'port' is not known.",
    }),
  );
  expect(findings).toContainEqual(
    expect.objectContaining({ rule: 'token/unresolved', path: 'shop/config/Resource', pointer: '/data/DATABASE_URL' }),
  );
});

test('a value of the wrong type is an error, with the field, and is not told', () => {
  const { findings } = tree({ ...VALUES, port: 'the password', hosts: 'a', 'database.address': { a: 1 } });
  const wrong = findings.filter(({ rule }) => rule === 'token/wrong-type');

  expect(wrong.map(({ message }) => message)).toEqual(
    expect.arrayContaining([
      "The value of 'port' is a text.",
      "The value of 'hosts' is a text.",
      "The value of 'database.address' is an object.",
    ]),
  );
  expect(JSON.stringify(wrong)).not.toContain('the password');
});

test('values are judged like any others', () => {
  const { findings } = tree({ ...VALUES, port: 70000 });

  expect(findings.map(({ rule, pointer }) => `${rule} ${pointer}`)).toContain(
    'validation/container-port /spec/template/spec/containers/0/ports/0/containerPort',
  );
});

test.each([
  ['in a name', 'token/in-name', (stack: Stack) => configMap(stack, { name: parameter('x') })],
  ['as a key', 'token/in-name', (stack: Stack) => configMap(stack, { labels: { [parameter('x')]: 'y' } })],
  ['in an id', 'token/in-id', (stack: Stack) => new Config(stack, parameter('x'), { name: 'x', data: { A: 'b' } })],
  [
    'in the name of a construct',
    'name/illegal',
    (stack: Stack) => new Config(stack, 'a', { name: parameter('x'), data: { A: 'b' } }),
  ],
  ['as a number of pods', 'token/in-count', (stack: Stack) => deployment(stack)],
  [
    'encoded',
    'token/changed',
    (stack: Stack) => configMap(stack, { annotations: { a: encodeURIComponent(parameter('x')) } }),
  ],
])('a token is refused %s, by its name', (_, rule, build) => {
  const { findings } = tree(undefined, build);
  const [finding] = findings.filter((each) => each.rule === rule);

  expect(finding?.path).toMatch(/^shop\//);
  expect(JSON.stringify(finding)).not.toContain('{{');
});

function configMap(stack: Stack, metadata: object): KubeObject {
  return new KubeObject(stack, 'map', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'map', ...metadata },
    data: { A: 'b' },
  });
}

function deployment(stack: Stack): KubeObject {
  return new KubeObject(stack, 'deployment', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas: parameter.number('x'),
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image }] } },
    },
  });
}

test('a name that would break a placeholder is refused', () => {
  for (const name of ['', 'a b', '{{a}}', '.a', 'é']) expect(() => parameter(name)).toThrow(TypeError);
});

describe('a Job', () => {
  const job = (stack: Stack) => {
    const config = new Config(stack, 'config', { data: { HOST: parameter('host') } });
    const secret = new DevelopmentSecret(stack, 'secret', { literals: { PASSWORD: parameter('password') } });
    new Job(stack, 'migrate', { image, resources, args: [parameter('mode')], environment: [config, secret] });
  };
  const nameOf = (values?: JsonObject) => {
    const objects = tree(values, job).ordered.map(({ manifest }) => manifest);
    return valueAt(only(objects, 'Job'), ['metadata', 'name']);
  };
  const values = { host: 'a', password: 'b', mode: 'c' };

  test('is another one where manifests give its configuration or arguments other values', () => {
    expect(nameOf({ ...values, host: 'x' })).not.toBe(nameOf(values));
    expect(nameOf({ ...values, mode: 'x' })).not.toBe(nameOf(values));
    expect(nameOf(values)).toMatch(/^migrate-[a-z0-9]{10}$/);
  });

  test('is the same with another password: it has done its work', () => {
    expect(nameOf({ ...values, password: 'x' })).toBe(nameOf(values));
  });

  test('is named whatever its tokens are called, where their values are not known', () => {
    const other = (stack: Stack) => {
      const config = new Config(stack, 'config', { data: { HOST: parameter('elsewhere') } });
      new Job(stack, 'migrate', { image, resources, args: [parameter('x')], environment: [config] });
    };
    const named = (build: (stack: Stack) => unknown) =>
      tree(undefined, build).ordered.map(({ kind, name }) => [kind, name]);
    const first = (stack: Stack) => {
      const config = new Config(stack, 'config', { data: { HOST: parameter('host') } });
      new Job(stack, 'migrate', { image, resources, args: [parameter('y')], environment: [config] });
    };

    expect(named(other).filter(([kind]) => kind === 'ConfigMap')).toEqual(
      named(first).filter(([kind]) => kind === 'ConfigMap'),
    );
  });
});

test('an image and the host of a route may be known later, and are judged then', () => {
  const build = (stack: Stack) => {
    const app = new WebApp(stack, 'web', {
      image: parameter('image'),
      resources,
      ports: { http: 8080 },
      readiness: httpGet('/', 'http'),
    });
    app.route({ host: parameter('host') });
  };
  const found = (values?: JsonObject) => tree(values, build).findings.map(({ rule }) => rule);

  expect(found()).toEqual([]);
  expect(found({ image, host: 'shop.example' })).toEqual([]);
  expect(found({ image: 'Not An Image', host: 'shop.example' })).toContain('image/illegal');
  expect(found({ image, host: 'not a host' }).length).toBeGreaterThan(0);
});
