import { inspect } from 'node:util';
import { DevelopmentSecret, ExistingSecret, WebApp, Worker, type SecretSource, type Stack } from 'stackwright';
import { at, count, expectMistake, image, only, rendered, resources } from '../support/rendered';

const VALUE = 'incognito';

const development = (stack: Stack) => new DevelopmentSecret(stack, 'db', { literals: { password: VALUE } });

describe('a secret that exists', () => {
  it('renders nothing of its own', () => {
    const objects = rendered((stack) => {
      new Worker(stack, 'worker', { image, resources, environment: [new ExistingSecret('db')] });
    });
    expect(count(objects, 'Secret')).toBe(0);
  });

  it('knows the keys that it is said to have, and no others', () => {
    expect(new ExistingSecret('db', ['user']).keys).toEqual(['user']);
    expect(new ExistingSecret('db').keys).toBeUndefined();
  });

  it('keeps the keys that it was given, whatever becomes of the list', () => {
    const keys = ['user'];
    const secret = new ExistingSecret('db', keys);
    keys.push('password');
    expect(secret.keys).toEqual(['user']);
  });
});

describe('a secret for development', () => {
  it('is rendered with its values, marked, immutable and named by its content', () => {
    const secret = only(rendered(development), 'Secret');
    expect(secret).toMatchObject({
      metadata: { annotations: { 'stackwright.dev/development-only': 'true' } },
      type: 'Opaque',
      stringData: { password: VALUE },
      immutable: true,
    });
    expect(at(secret, 'metadata', 'name')).toMatch(/^db-[a-z0-9]{10}$/);
  });

  it('has the labels of its stack', () => {
    expect(at(only(rendered(development), 'Secret'), 'metadata', 'labels')).toEqual({
      'app.kubernetes.io/managed-by': 'stackwright',
      'app.kubernetes.io/part-of': 'shop',
    });
  });

  it('is consumed under the name that its content gives it', () => {
    const objects = rendered((stack) => {
      new Worker(stack, 'worker', { image, resources, environment: [development(stack)] });
    });
    const envFrom = at(only(objects, 'Deployment'), 'spec', 'template', 'spec', 'containers', 0, 'envFrom');
    expect(envFrom).toEqual([{ secretRef: { name: at(only(objects, 'Secret'), 'metadata', 'name') } }]);
  });

  it('fails when a key is illegal', () => {
    expectMistake((stack) => new DevelopmentSecret(stack, 'db', { literals: { 'a/b': VALUE } }), {
      rule: 'configuration/illegal-key',
      path: 'shop/db',
      message: "'a/b' cannot be a key.",
      want: "1 to 253 letters, digits, '-', '_' and '.', other than '.' and not starting with '..'",
      fix: 'Rename it; `file(path, key)` takes a file under another key.',
      line: "new DevelopmentSecret(stack, 'db'",
    });
  });
});

describe('a secret as text', () => {
  const sources: readonly (readonly [string, (stack: Stack) => SecretSource])[] = [
    ['exists', () => new ExistingSecret('db', ['password'])],
    ['is for development', development],
  ];

  it.each(sources)('does not show its values where it %s', (_, make) => {
    rendered((stack) => {
      const secret = make(stack);
      const shown = [
        // eslint-disable-next-line @typescript-eslint/no-base-to-string -- a slip of a user's, which must not tell either
        String(secret),
        JSON.stringify({ secret }),
        inspect(secret, { depth: Infinity, showHidden: true }),
      ];
      for (const text of shown) expect(text).not.toContain(VALUE);
      expect(shown[1]).toContain('"name":"db"');
    });
  });

  it.each(sources)('does not show the value of a key where it %s', (_, make) => {
    rendered((stack) => {
      const key = make(stack).key('password');
      const shown = [String(key), JSON.stringify({ key }), inspect({ key }, { depth: Infinity, showHidden: true })];
      for (const text of shown) {
        expect(text).not.toContain(VALUE);
        expect(text).toContain('db/password');
      }
    });
  });

  it('of an app does not show the values of the secrets that it consumes', () => {
    rendered((stack) => {
      const environment = [development(stack)];
      const worker = new Worker(stack, 'worker', { image, resources, environment });
      expect(inspect(worker.pod, { depth: Infinity })).not.toContain(VALUE);
    });
  });

  it.each(sources)('fails when a key of one that %s is put into a string', (_, make) => {
    expectMistake(
      (stack) => {
        const environment = [{ URL: `postgres://shop:${make(stack).key('password').toString()}@db` }];
        new WebApp(stack, 'web', { image, resources, ports: { http: 8080 }, environment });
      },
      {
        rule: 'secret/as-text',
        path: 'shop/web/Deployment',
        message: "The value of the secret 'db/password' is used as plain text.",
        want: 'a secret key as the whole value of an environment variable, or mounted as a file',
        fix: 'Pass the key itself, as in `environment: [{ PASSWORD: secret.key(…) }]`, and let the container refer to it as $(PASSWORD).',
        line: "new WebApp(stack, 'web'",
      },
    );
  });
});
