import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import {
  claim,
  configFiles,
  external,
  ExistingSecret,
  projected,
  secretFiles,
  ServiceAccount,
  Stack,
  volume,
  WebApp,
  Worker,
  type WorkerProps,
} from 'stackwright';
import { synthesize } from '../../../lib/synthesis';
import { app } from '../../support/objects';

/** What is said of the links in a stack. */
function links(build: (stack: Stack) => unknown): readonly string[] {
  const root = app();
  build(new Stack(root, 'shop', { namespace: 'shop' }));
  const { findings } = synthesize(root);
  return findings.filter(({ rule }) => /^(link|configuration)\//.test(rule)).map(({ rule }) => rule);
}

const worker =
  (props: Partial<WorkerProps>) =>
  (stack: Stack): unknown =>
    new Worker(stack, 'worker', {
      image: 'registry.example/worker:1.0.0',
      resources: { cpu: '100m', memory: '64Mi' },
      ...props,
    });

const secret = new ExistingSecret('db', ['password']);

test.each<[string, Partial<WorkerProps>]>([
  ['a variable', { environment: [{ PASSWORD: secret.key('password') }] }],
  ['all variables', { environment: [secret] }],
  ['files', { mounts: { '/secret': secret } }],
  ['some files', { mounts: { '/secret': secretFiles(secret, { items: { password: 'password' } }) } }],
  ['a projection', { mounts: { '/secret': projected([secretFiles(secret)]) } }],
  ['images', { imagePullSecrets: [secret] }],
  ['images, by its name', { imagePullSecrets: [{ name: 'registry' }] }],
  ['a claim by its name', { mounts: { '/data': claim('data') } }],
  ['an account by its name', { serviceAccount: { name: 'existing' } }],
])('what exists elsewhere may be used: %s', (_what, props) => {
  expect(links(worker(props))).toEqual([]);
});

test('a Secret that exists elsewhere has the certificate of a route', () => {
  const build = (stack: Stack): void => {
    const web = new WebApp(stack, 'web', {
      image: 'registry.example/web:1.0.0',
      ports: { http: 8080 },
      resources: { cpu: '100m', memory: '64Mi' },
    });
    web.route({ host: 'shop.example', tls: new ExistingSecret('tls'), ingressClassName: 'nginx' });
  };

  expect(links(build)).toEqual([]);
});

test('images of an account may be pulled with a Secret that exists elsewhere', () => {
  expect(links((stack) => new ServiceAccount(stack, 'a', { imagePullSecrets: [{ name: 'registry' }] }))).toEqual([]);
});

test.each<[string, Partial<WorkerProps>]>([
  ['a variable', { environment: [{ PASSWORD: secret.key('passwort') }] }],
  ['a file', { mounts: { '/secret': secretFiles(secret, { items: { passwort: 'password' } }) } }],
])('a key that it does not have is told once: %s', (_what, props) => {
  expect(links(worker(props))).toEqual(['configuration/unknown-key']);
});

test('what is declared for a stack holds in its namespace', () => {
  const build = worker({ mounts: { '/secret': volume({ secret: { secretName: 'raw' } }) } });

  expect(links(build)).toEqual(['link/secret']);
  expect(
    links((stack) => {
      external(stack, { kind: 'Secret', name: 'raw' });
      build(stack);
    }),
  ).toEqual([]);
});

test('what has no namespace is declared for a stack that has one', () => {
  const build = (stack: Stack): void => {
    worker({ priorityClassName: 'urgent' })(stack);
  };

  expect(links(build)).toEqual(['link/priority-class']);
  expect(
    links((stack) => {
      external(stack, { kind: 'PriorityClass.scheduling.k8s.io', name: 'urgent' });
      build(stack);
    }),
  ).toEqual([]);
});

test('what cdk8s-plus imports by its name exists elsewhere', () => {
  const build = (stack: Stack): void => {
    const account = kplus.ServiceAccount.fromServiceAccountName(stack, 'account', 'existing');
    const role = kplus.ClusterRole.fromClusterRoleName(stack, 'role', 'existing-role');
    const config = kplus.ConfigMap.fromConfigMapName(stack, 'config', 'existing-config');
    const pod = new kplus.Pod(stack, 'pod', {
      serviceAccount: account,
      containers: [{ image: 'a:1', portNumber: 80 }],
    });
    pod.containers[0]?.env.copyFrom(kplus.Env.fromConfigMap(config));
    new kplus.ClusterRoleBinding(stack, 'binding', { role });
    worker({ mounts: { '/config': configFiles(config) } })(stack);
  };

  expect(links(build)).toEqual([]);
});

test('what a construct of cdk8s-plus makes is nothing that exists elsewhere', () => {
  const root = app();
  new kplus.Secret(new Chart(root, 'chart'), 'made');

  expect(synthesize(root).inventory.externals).toEqual([]);
});
