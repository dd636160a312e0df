import * as kplus from 'cdk8s-plus-27';
import {
  Config,
  DevelopmentSecret,
  ExistingSecret,
  field,
  prefixed,
  resourceField,
  SecretKey,
  Worker,
  type Environment,
  type SecretSource,
  type Stack,
} from 'stackwright';
import { container, expectMistake, image, only, rendered, resources } from '../support/rendered';

function consumer(environment: (stack: Stack) => Environment) {
  const objects = rendered((stack) => {
    new Worker(stack, 'worker', { image, resources, environment: environment(stack) });
  });
  return container(only(objects, 'Deployment'));
}

const config = (stack: Stack) =>
  new Config(stack, 'config', { data: { LEVEL: 'info', PORT: '80' }, onChange: 'nothing' });

describe('the environment of a container', () => {
  it('has variables by name, from values, keys, fields and resources', () => {
    const { env } = consumer((stack) => [
      {
        LOG: 'json',
        LEVEL: config(stack).key('LEVEL'),
        PASSWORD: new ExistingSecret('db').key('password'),
        POD_IP: field('status.podIP'),
        MEMORY: resourceField('limits.memory', { divisor: '1Mi' }),
        CPU: resourceField('requests.cpu', { containerName: 'worker' }),
      },
    ]);
    expect(env).toEqual([
      { name: 'LOG', value: 'json' },
      { name: 'LEVEL', valueFrom: { configMapKeyRef: { name: 'config', key: 'LEVEL' } } },
      { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
      { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
      { name: 'MEMORY', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } } },
      { name: 'CPU', valueFrom: { resourceFieldRef: { resource: 'requests.cpu', containerName: 'worker' } } },
    ]);
  });

  it('has all keys of ConfigMaps and Secrets, in the order in which they are given', () => {
    const { envFrom } = consumer((stack) => [new ExistingSecret('first'), config(stack), new ExistingSecret('last')]);
    expect(envFrom).toEqual([
      { secretRef: { name: 'first' } },
      { configMapRef: { name: 'config' } },
      { secretRef: { name: 'last' } },
    ]);
  });

  it('has all keys under a prefix where one is given', () => {
    const { envFrom } = consumer((stack) => [
      prefixed('APP_', config(stack)),
      prefixed('DB_', new ExistingSecret('db')),
    ]);
    expect(envFrom).toEqual([
      { prefix: 'APP_', configMapRef: { name: 'config' } },
      { prefix: 'DB_', secretRef: { name: 'db' } },
    ]);
  });

  it('lets the later of two variables win, in the place of the later', () => {
    const environment: Environment = [{ A: '1', B: '2' }, { A: '$(B)3' }];
    const { env } = consumer(() => environment);
    expect(env).toEqual([
      { name: 'B', value: '2' },
      { name: 'A', value: '$(B)3' },
    ]);
  });

  it('keeps a variable whose value is empty', () => {
    expect(consumer(() => [{ EMPTY: '' }])['env']).toEqual([{ name: 'EMPTY', value: '' }]);
  });

  it('takes ConfigMaps and Secrets of cdk8s-plus as a whole', () => {
    const { envFrom } = consumer((stack) => [
      new kplus.ConfigMap(stack, 'plus', { metadata: { name: 'plus' } }),
      kplus.Secret.fromSecretName(stack, 'imported', 'imported'),
    ]);
    expect(envFrom).toEqual([{ configMapRef: { name: 'plus' } }, { secretRef: { name: 'imported' } }]);
  });

  it('takes values of cdk8s-plus, with what they hold as classes', () => {
    const { env } = consumer((stack) => [
      {
        PLAIN: kplus.EnvValue.fromValue('x'),
        KEY: kplus.EnvValue.fromConfigMap(kplus.ConfigMap.fromConfigMapName(stack, 'plus', 'plus'), 'key'),
        IP: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_IP),
        MEMORY: kplus.EnvValue.fromResource(kplus.ResourceFieldPaths.MEMORY_LIMIT, { divisor: '1Mi' }),
      },
    ]);
    expect(env).toMatchObject([
      { name: 'PLAIN', value: 'x' },
      { name: 'KEY', valueFrom: { configMapKeyRef: { name: 'plus', key: 'key' } } },
      { name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
      { name: 'MEMORY', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } } },
    ]);
  });

  it('takes any Secret that says that it is one', () => {
    const elsewhere: SecretSource = {
      kind: 'Secret',
      name: 'vault',
      keys: undefined,
      key: (key) => new SecretKey(elsewhere, key),
    };
    const { env, envFrom } = consumer(() => [elsewhere, { TOKEN: elsewhere.key('token') }]);
    expect(envFrom).toEqual([{ secretRef: { name: 'vault' } }]);
    expect(env).toEqual([{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'vault', key: 'token' } } }]);
  });

  it.each(['LEVEL', 'log-level', 'app.name', '_x', '.x'])('may name a variable %s', (name) => {
    expect(consumer(() => [{ [name]: 'x' }])['env']).toEqual([{ name, value: 'x' }]);
  });

  const illegalName = (name: string) => ({
    rule: 'environment/illegal-name',
    path: 'shop/worker',
    message: `'${name}' cannot name an environment variable.`,
    want: "letters, digits, '-', '_' and '.', starting neither with a digit nor with '..'",
    fix: 'Rename it. A key of a ConfigMap or Secret can be given another name: `{ NAME: config.key(…) }`.',
    line: "new Worker(stack, 'worker'",
  });

  it.each(['1ST', 'A B', 'A=B', '', '.', '..', '..A'])("fails when a variable is called '%s'", (name) => {
    const environment = [{ [name]: 'x' }];
    expectMistake((stack) => new Worker(stack, 'worker', { image, resources, environment }), illegalName(name));
  });

  it('fails when all keys are taken and one cannot name a variable', () => {
    const environment = [new ExistingSecret('db', ['user', '1st'])];
    expectMistake((stack) => new Worker(stack, 'worker', { image, resources, environment }), illegalName('1st'));
  });

  it('fails when a key of a secret of the program cannot name a variable', () => {
    expectMistake((stack) => {
      const environment = [new DevelopmentSecret(stack, 'db', { literals: { '1st': 'x' } })];
      new Worker(stack, 'worker', { image, resources, environment });
    }, illegalName('1st'));
  });

  it('takes keys that start with a digit where the prefix does not', () => {
    const { envFrom } = consumer(() => [prefixed('NUMBER_', new ExistingSecret('db', ['1st']))]);
    expect(envFrom).toMatchObject([{ prefix: 'NUMBER_' }]);
  });

  it('fails when a secret is known not to have the key', () => {
    const environment = [{ PASSWORD: new ExistingSecret('db', ['user', 'password']).key('pasword') }];
    expectMistake((stack) => new Worker(stack, 'worker', { image, resources, environment }), {
      rule: 'configuration/unknown-key',
      path: 'shop/worker',
      message: "The secret 'db' has no key 'pasword'.",
      want: "'user' or 'password'",
      fix: "Did you mean 'password'?",
      line: "new Worker(stack, 'worker'",
    });
  });
});

it('fails when a value that comes from the environment of the program is not set', () => {
  const environment: Environment = [Object.assign({ URL: '' }, { URL: undefined })];
  expectMistake((stack) => new Worker(stack, 'worker', { image, resources, environment }), {
    rule: 'environment/illegal-value',
    path: 'shop/worker',
    line: 'new Worker(stack',
    message: "The variable 'URL' is undefined.",
    want: 'text, or the key of a configuration or secret, a field or a resource',
    fix: 'Pass text. Where it comes from the environment of the program, say what holds when it is not set.',
  });
});
