import { checkManifests, type JsonObject } from 'stackwright';

const IMAGE = 'registry.example/web:latest';

function config(name: string, fields: JsonObject = {}, container: JsonObject = {}): JsonObject {
  const labels = { app: name };
  return {
    apiVersion: 'apps.openshift.io/v1',
    kind: 'DeploymentConfig',
    metadata: { name, namespace: 'shop' },
    spec: {
      replicas: 2,
      selector: labels,
      template: { metadata: { labels }, spec: { containers: [{ name, image: IMAGE, ...container }] } },
      ...fields,
    },
  };
}

const rulesOf = (...manifests: readonly JsonObject[]): readonly string[] =>
  checkManifests(manifests, { pack: 'production' }).findings.map(({ rule }) => rule);

test('the pods of a DeploymentConfig are judged as those of a Deployment', () => {
  expect(rulesOf(config('web', {}, { securityContext: { privileged: true } }))).toEqual(
    expect.arrayContaining([
      'image/mutable-tag',
      'pod-security/privileged',
      'reliability/spread-missing',
      'reliability/liveness-missing',
      'network/uncovered-pod',
    ]),
  );
});

test('Services find them', () => {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
  };

  expect(rulesOf(config('web'), service)).not.toContain('link/service-selector');
  expect(rulesOf(config('other'), service)).toContain('link/service-selector');
});

test('one that does not select its own pods is told', () => {
  const other = config('web', { selector: { app: 'other' } });

  expect(rulesOf(other)).toContain('validation/selector');
  expect(rulesOf(config('web'))).not.toContain('validation/selector');
  expect(rulesOf(config('web', { selector: null }))).not.toContain('validation/selector');
});

test('two that select the same pods are told', () => {
  const other = config('other');

  expect(rulesOf(config('web'), other)).not.toContain('selector/overlap');
  expect(rulesOf(config('web'), { ...config('web'), metadata: { name: 'other', namespace: 'shop' } })).toContain(
    'selector/overlap',
  );
});

test('an image that a trigger replaces is not judged', () => {
  const triggers = [null, { type: 'ImageChange', imageChangeParams: { automatic: true, containerNames: ['web'] } }];

  expect(rulesOf(config('web', { triggers }))).not.toContain('image/mutable-tag');
  expect(rulesOf(config('web', { triggers: [{ type: 'ConfigChange' }] }))).toContain('image/mutable-tag');
});
