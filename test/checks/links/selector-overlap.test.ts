import { App, Job, Stack, WebApp } from 'stackwright';
import { synthesize } from '../../../lib/synthesis';
import { object, stream, told } from './told';

const image = 'registry.example/app:1.0.0';
const resources = { cpu: '100m', memory: '128Mi' };

function overlaps(build: (stack: Stack) => void): readonly string[] {
  const app = new App();
  build(new Stack(app, 'shop', { namespace: 'shop' }));
  return synthesize(app)
    .findings.filter(({ rule }) => rule === 'selector/overlap')
    .map(({ object, message }) => `${object ?? ''}: ${message}`);
}

test('a job that has the name, and so the labels, of an app is told of', () => {
  const found = overlaps((stack) => {
    const web = new WebApp(stack, 'web', { image, resources, ports: { http: 80 } });
    new Job(stack, 'job', { image, resources, name: 'web', serviceAccount: web });
  });

  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(
    /^Deployment shop\/web: The selector .* matches the pods of Job shop\/web-\w+, which shop\/job\/Job makes\.$/,
  );
});

test('workloads with names of their own leave each other alone', () => {
  const found = overlaps((stack) => {
    new WebApp(stack, 'web', { image, resources, ports: { http: 80 } });
    new Job(stack, 'job', { image, resources });
  });

  expect(found).toEqual([]);
});

const workload = (kind: string, name: string): string => {
  const template = 'template: { metadata: { labels: { app: web } } }';
  return kind === 'Job'
    ? object('batch/v1/Job', name, `spec: { ${template} }`)
    : object(
        `apps/v1/${kind}`,
        name,
        `spec: { serviceName: '', selector: { matchLabels: { app: web } }, ${template} }`,
      );
};
const labelled = (yaml: string): string => yaml.replace('namespace: shop', 'namespace: shop, labels: { app: web }');
const overlap = (...objects: readonly string[]) =>
  told(stream(...objects)).filter(({ rule }) => rule === 'selector/overlap');

test.each(['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'])(
  'two controllers of the same pods are warned of, as each keeps to its own: %s',
  (kind) => {
    expect(overlap(workload('Deployment', 'a'), workload(kind, 'b'))).toMatchObject([{ severity: 'warning' }]);
  },
);

test('pods that no controller made fail, as the one that selects them takes them over', () => {
  const pod = labelled(object('Pod', 'b'));

  expect(overlap(workload('Deployment', 'a'), pod)).toMatchObject([{ severity: 'error' }]);
});

test('a ReplicaSet of nobody fails where a Deployment selects the ReplicaSet itself', () => {
  const spec = 'selector: { matchLabels: { app: web } }, template: { metadata: { labels: { app: web } } }';
  const replicaSet = labelled(object('apps/v1/ReplicaSet', 'b', `spec: { ${spec} }`));

  expect(overlap(workload('Deployment', 'a'), replicaSet)).toMatchObject([{ severity: 'error' }]);
});

test('a controller that also counts the pods of a job is warned of', () => {
  expect(overlap(workload('Deployment', 'a'), workload('Job', 'b'))).toMatchObject([{ severity: 'warning' }]);
});

test('a controller that matches the pods of several is told once', () => {
  const messages = overlap(...['a', 'b', 'c'].map((name) => workload('Deployment', name))).map(
    ({ message }) => message,
  );

  expect(messages).toEqual([
    'The selector of Deployment shop/a matches the pods of Deployment shop/b, which stack/b makes, and 1 more.',
    'The selector of Deployment shop/b matches the pods of Deployment shop/c, which stack/c makes.',
  ]);
});
