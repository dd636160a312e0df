import { readFileSync } from 'node:fs';
import type { JsonObject } from '../../../lib/manifest/json';
import { deletesFirst, replacementPaths } from '../../../lib/pulumi/plan/diff/replacements';
import { awsReplacements, awsTypes } from '../../../lib/pulumi/plan/diff/replacements-aws';
import { SECRET, type PlannedResource } from '../../../lib/pulumi/plan/plan';
import { resource } from './diff-plans';

/** The paths that replace a resource as it is. */
function paths(type: string, inputs: JsonObject = {}, settings: JsonObject = {}): readonly string[] {
  const same = resource(type, 'a', { inputs });
  return replacementPaths({ before: same, after: same, settings }, () => []);
}

describe('for AWS', () => {
  const declarations = (path: string) => readFileSync(require.resolve(`@pulumi/aws/${path}.d.ts`), 'utf8');

  test.each(awsTypes())('each path of %s is an input of the installed SDK', (type) => {
    const [file = '', name = ''] = type.split(':');
    const args = declarations(file).split(`export interface ${name}Args {`)[1] ?? '';

    // Services that are in no region have none.
    const inputs = awsReplacements(type).flatMap((path) => (path === 'region' ? [] : (path.split('.')[0] ?? [])));
    expect(inputs.length).toBeGreaterThan(0);
    expect(inputs.filter((input) => !new RegExp(`^ {4}${input}\\??: `, 'm').test(args))).toEqual([]);
  });

  test('what a database or cluster survives is not told as a replacement', () => {
    expect(paths('aws:rds/instance:Instance')).toEqual(expect.arrayContaining(['engine', 'kmsKeyId', 'username']));
    for (const survived of ['identifier', 'dbSubnetGroupName', 'instanceClass', 'engineVersion', 'password']) {
      expect(paths('aws:rds/instance:Instance')).not.toContain(survived);
    }
    expect(paths('aws:eks/cluster:Cluster', { encryptionConfig: {} })).not.toContain('encryptionConfig');
    expect(paths('aws:eks/cluster:Cluster')).toContain('encryptionConfig');
    expect(paths('aws:eks/cluster:Cluster').filter((path) => path.startsWith('vpcConfig'))).toEqual([]);
  });
});

describe('for Kubernetes', () => {
  test('every object is replaced for another name or namespace', () => {
    expect(paths('kubernetes:acme.io/v1:Shop')).toEqual(['metadata.name', 'metadata.namespace']);
  });

  test.each<[string, JsonObject, JsonObject, boolean]>([
    ['ConfigMap', {}, {}, true],
    ['ConfigMap', {}, { enableConfigMapMutable: 'true' }, false],
    ['ConfigMap', {}, { enableConfigMapMutable: 'false', enableSecretMutable: 'true' }, true],
    ['ConfigMap', { immutable: true }, { enableConfigMapMutable: 'true' }, true],
    ['Secret', {}, {}, true],
    ['Secret', {}, { enableSecretMutable: true }, false],
    ['Secret', { immutable: true }, { enableSecretMutable: 'true' }, true],
  ])('the data of a %s with %j under a provider with %j: %j', (kind, inputs, settings, isReplaced) => {
    expect(paths(`kubernetes:core/v1:${kind}`, inputs, settings).includes('data')).toBe(isReplaced);
  });

  test('an object that was immutable stays so', () => {
    const type = 'kubernetes:core/v1:ConfigMap';
    const [before, after] = [resource(type, 'a', { inputs: { immutable: true } }), resource(type, 'a')];
    const pair = { before, after, settings: { enableConfigMapMutable: 'true' } };

    expect(replacementPaths(pair, () => [])).toContain('data');
  });

  test('what is in a pod is replaced, and in its template is not', () => {
    expect(paths('kubernetes:core/v1:Pod')).toContain('spec.containers[*].image');
    expect(paths('kubernetes:apps/v1:Deployment')).toEqual(['metadata.name', 'metadata.namespace', 'spec.selector']);
    expect(paths('kubernetes:batch/v1:Job')).toContain('spec.template');
  });
});

describe('for other packages', () => {
  test('only what the program and the documentation say is known, and nothing of components', () => {
    const some = resource('random:index/randomId:RandomId', 'a', { replaceOnChanges: ['x'] });
    const pair = { before: some, after: some, settings: {} };

    expect(replacementPaths(pair, () => ['keepers', 'x'])).toEqual(['x', 'keepers']);
    expect(replacementPaths({ ...pair, after: { ...some, custom: false } }, () => ['keepers'])).toEqual([]);
  });
});

test('a provider for another cluster replaces what it manages; with an identifier, only that tells', () => {
  const type = 'pulumi:providers:kubernetes';

  expect(paths(type, { kubeconfig: SECRET })).toContain('kubeconfig');
  expect(paths(type, { kubeconfig: SECRET, clusterIdentifier: 'dev' })).toEqual(['clusterIdentifier']);
  const [before, after] = [resource(type, 'a'), resource(type, 'a', { inputs: { clusterIdentifier: 'dev' } })];
  expect(replacementPaths({ before, after, settings: {} }, () => [])).toContain('kubeconfig');
});

test.each<[string, JsonObject, JsonObject, Partial<PlannedResource>, boolean]>([
  ['kubernetes:batch/v1:Job', { metadata: { name: 'a' } }, { metadata: { name: 'a' } }, {}, true],
  ['kubernetes:batch/v1:Job', { metadata: { name: 'a' } }, { metadata: { name: 'b' } }, {}, false],
  ['kubernetes:batch/v1:Job', { metadata: { name: 'a' } }, { metadata: { name: 'a', namespace: 'b' } }, {}, false],
  ['kubernetes:batch/v1:Job', { metadata: { generateName: 'a' } }, { metadata: { generateName: 'a' } }, {}, false],
  ['aws:iam/role:Role', { name: 'a' }, { name: 'a', path: '/x/' }, {}, true],
  ['aws:iam/role:Role', {}, { path: '/x/' }, {}, false],
  ['aws:iam/role:Role', { name: 'a' }, { name: 'b' }, {}, false],
  ['aws:rds/clusterInstance:ClusterInstance', { clusterIdentifier: 'a' }, { clusterIdentifier: 'a' }, {}, false],
  ['aws:ec2/instance:Instance', { keyName: 'a' }, { keyName: 'a' }, {}, false],
  ['aws:ec2/vpc:Vpc', {}, {}, { deleteBeforeReplace: true }, true],
  ['x:y:Z', { name: 'a' }, { name: 'a' }, {}, false],
])('whether %s goes before it comes again, from %j to %j with %j: %j', (type, before, after, options, isFirst) => {
  const pair = {
    before: resource(type, 'a', { inputs: before }),
    after: resource(type, 'a', { inputs: after, ...options }),
    settings: {},
  };
  expect(deletesFirst(pair)).toBe(isFirst);
});
