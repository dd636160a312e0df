import { declaredReplacements, saysReplacement } from '../../../lib/pulumi/plan/declared/replacements';

const FOLDER = process.cwd();

test.each([
  'Name. Changing this forces a new resource to be created.',
  'Name. Changing this value will re-create the resource.',
  'Forces replacement if changed.',
  'Forces replacement when modified. The following arguments are optional:',
  'If `suffix` is changed, creates a new resource.',
  'Changing this will force Terraform to create a new resource.',
  'Can be empty. Changing this value requires creating a new resource. May be long.',
  '> **NOTE:** Changing the value of `x` will cause the resource to be destroyed and re-created.',
  'Changing this forces a new resource, because the service API does not support renaming.',
  'Changing this value will force a new cluster to be created.',
])('a change makes a new resource: %s', (doc) => {
  expect(saysReplacement(doc)).toBe(true);
});

test.each([
  'Changing this does not force a new resource.',
  'Whether to retain the old version when the resource is destroyed or replacement is necessary.',
  'Enable to force a new task deployment of the service.',
  'When decreased, this will force a recreation of the resource.',
  'Changing this argument with an `engineVersion` < `7.0.5` will force a replacement.',
  'If `vpcEndpointType` is anything other than `Interface`, changing this value forces a new resource.',
  'For Memcached, changing this value will re-create the resource.',
  'The block takes: * `name` - (Required, Forces new resource) The name.',
  'Downgrading an `Advanced` tier parameter to `Standard` will recreate the resource.',
  'The replacement strategy to use.',
  'Changes are applied in the next maintenance window.',
  '',
])('no change, or not every change, makes a new resource: %s', (doc) => {
  expect(saysReplacement(doc)).toBe(false);
});

test('the documentation of the installed SDK is read, input by input', () => {
  const cluster = declaredReplacements('aws:eks/cluster:Cluster', FOLDER);
  expect(cluster).toContain('bootstrapSelfManagedAddons');
  expect(cluster).not.toContain('vpcConfig');
  expect(declaredReplacements('aws:elasticache/cluster:Cluster', FOLDER)).toContain('port');
  // What is said of an output is nothing that a program can change.
  expect([...declaredReplacements('aws:rds/instance:Instance', FOLDER)]).toEqual([]);
  expect(declaredReplacements('acme:index:Thing', FOLDER).size).toBe(0);
});
