import { App, Job, Stack, WebApp } from 'stackwright';
import { synthesize } from '../../../lib/synthesis';

const image = 'registry.example/app:1.0.0';
const resources = { cpu: '100m', memory: '128Mi' };

function overlaps(build: (stack: Stack) => void): readonly string[] {
  const app = new App();
  build(new Stack(app, 'shop', { namespace: 'shop' }));
  return synthesize(app)
    .findings.filter(({ rule }) => rule === 'selector/overlap')
    .map(({ object, message }) => `${object ?? ''}: ${message}`);
}

test('fails when a job has the name, and so the labels, of an app', () => {
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
