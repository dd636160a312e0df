import { podTemplateOf, podTemplatePath } from '../../lib/manifest/pods';

test.each([
  ['Pod', []],
  ['Deployment.apps', ['spec', 'template']],
  ['StatefulSet.apps', ['spec', 'template']],
  ['DaemonSet.apps', ['spec', 'template']],
  ['Job.batch', ['spec', 'template']],
  ['CronJob.batch', ['spec', 'jobTemplate', 'spec', 'template']],
])('a %s keeps its pods at %j', (kind, path) => {
  expect(podTemplatePath(kind)).toEqual(path);
});

test('a kind without pods has no template', () => {
  expect([podTemplatePath('Service'), podTemplateOf('Service', {})]).toEqual([undefined, undefined]);
});

test('a template is read with its metadata and spec', () => {
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [] } };

  expect(podTemplateOf('Deployment.apps', { spec: { template } })).toBe(template);
});

test('a template that is missing is empty', () => {
  expect(podTemplateOf('CronJob.batch', { spec: {} })).toEqual({});
});
