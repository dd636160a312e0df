import { output, type Output } from '@pulumi/pulumi';
import { App, Config, httpGet, KubeObject, Stack, synthesize, WebApp, type WebAppProps } from 'stackwright';

/** What a program without a type-check hands over. */
function raw<T>(value: T): T {
  const unknown: unknown = output(value);
  return unknown as T;
}

const props: WebAppProps = {
  image: 'registry.example/web:1.0.0',
  resources: { cpu: '100m', memory: '64Mi' },
  ports: { http: 8080 },
  readiness: httpGet('/', 'http'),
};

function findings(build: (stack: Stack) => unknown) {
  const app = new App({ platform: { pack: 'baseline' } });
  build(new Stack(app, 'shop', { namespace: 'shop' }));
  return synthesize(app).findings;
}

test.each<[string, (stack: Stack) => unknown]>([
  ['image', (stack) => new WebApp(stack, 'web', { ...props, image: raw('a:1') })],
  ['argument', (stack) => new WebApp(stack, 'web', { ...props, args: [raw('--verbose')] })],
  ['environment', (stack) => new WebApp(stack, 'web', { ...props, environment: [{ A: raw('b') }] })],
  ['port', (stack) => new WebApp(stack, 'web', { ...props, ports: { http: raw(8080) } })],
  ['replicas', (stack) => new WebApp(stack, 'web', { ...props, replicas: raw(2) })],
  ['name', (stack) => new WebApp(stack, 'web', { ...props, name: raw('web') })],
  ['data', (stack) => new Config(stack, 'web', { data: { A: raw('b') } })],
  ['text', (stack) => new Config(stack, 'web', { data: { A: `x${raw('b')}` } })],
  ['host', (stack) => new WebApp(stack, 'web', props).route({ host: raw('a.example') })],
  ['field', (stack) => new KubeObject(stack, 'web', { apiVersion: 'v1', kind: 'ConfigMap', data: { A: raw('b') } })],
  [
    'label',
    (stack) =>
      new KubeObject(stack, 'web', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { labels: { a: raw('b') } } }),
  ],
])('an Output put in raw as %s is an error that names it and the construct', (_, build) => {
  const found = findings(build);
  const texts = found.map(({ path, message, fix }) => `${path}: ${message} ${fix}`);

  expect(texts).toContainEqual(expect.stringMatching(/^shop\/web.*Output of Pulumi.*token\(output\)/s));
  expect(texts.join('\n')).not.toContain('Calling [toString]');
});

test('the namespace of a stack is plain, too', () => {
  const app = new App({ platform: { pack: 'baseline' } });
  new Config(new Stack(app, 'shop', { namespace: raw('shop') }), 'config', { data: { A: 'b' } });

  expect(synthesize(app).findings).toMatchObject([
    { rule: 'token/raw-output', path: 'shop', message: 'The property namespace is an Output of Pulumi.' },
  ]);
});

test('a promise is told likewise, with its field', () => {
  const promise: unknown = Promise.resolve('b');
  const [finding] = findings(
    (stack) => new KubeObject(stack, 'web', { apiVersion: 'v1', kind: 'ConfigMap', data: { A: promise as string } }),
  );

  expect(finding).toMatchObject({
    rule: 'token/raw-output',
    path: 'shop/web',
    pointer: '/data/A',
    message: 'The field is a promise.',
  });
});

test('an Output is known by its mark', () => {
  const known: Output<string> = output('a');
  expect(Reflect.get(known, '__pulumiOutput')).toBe(true);
});
