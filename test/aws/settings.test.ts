import { setAllConfig } from '@pulumi/pulumi/runtime/config';
import { readAwsSettings } from '../../stacks/aws-settings';

const RIGHT = {
  'aws:region': 'eu-central-1',
  'kube-native:network': JSON.stringify({ zones: ['eu-central-1a', 'eu-central-1b'] }),
  'kube-native:cluster': JSON.stringify({ administrators: ['arn:aws:iam::111122223333:role/deployer'] }),
  'kube-native:nodes': JSON.stringify({ instanceTypes: ['m7i.large'], minSize: 2, maxSize: 4 }),
  'kube-native:database': JSON.stringify({ instanceClass: 'db.t4g.micro' }),
  'kube-native:protect': 'true',
  'kube-native:erlangCookie': 'cookie',
  'kube-native:secretKeyBase': 'base',
};

function settingsOf(config: Readonly<Record<string, string>>) {
  setAllConfig(config);
  return readAwsSettings();
}

function refusal(config: Readonly<Record<string, string>>): string {
  try {
    settingsOf(config);
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  throw new Error('It was not refused.');
}

it('reads the settings of a stack with their types', () => {
  expect(settingsOf(RIGHT).settings).toEqual({
    network: { zones: ['eu-central-1a', 'eu-central-1b'] },
    cluster: { administrators: ['arn:aws:iam::111122223333:role/deployer'] },
    nodes: { instanceTypes: ['m7i.large'], minSize: 2, maxSize: 4 },
    database: { instanceClass: 'db.t4g.micro' },
    protect: true,
  });
});

it('tells of all that is not set, and how to set it', () => {
  expect(refusal({}).split('\n')).toEqual([
    expect.stringMatching(/^Pulumi\..*\.yaml lacks settings, or has wrong ones:$/),
    "  kube-native:network.zones: not set; want a list of texts. Set it: pulumi config set --path 'kube-native:network.zones[0]' eu-central-1a",
    "  kube-native:cluster.administrators: not set; want a list of texts. Set it: pulumi config set --path 'kube-native:cluster.administrators[0]' arn:aws:iam::123456789012:role/deployer",
    "  kube-native:nodes.instanceTypes: not set; want a list of texts. Set it: pulumi config set --path 'kube-native:nodes.instanceTypes[0]' m7i.large",
    "  kube-native:nodes.minSize: not set; want a whole number. Set it: pulumi config set --path 'kube-native:nodes.minSize' 3",
    "  kube-native:nodes.maxSize: not set; want a whole number. Set it: pulumi config set --path 'kube-native:nodes.maxSize' 6",
    "  kube-native:database.instanceClass: not set; want text. Set it: pulumi config set --path 'kube-native:database.instanceClass' db.t4g.medium",
    "  kube-native:protect: not set; want true or false. Set it: pulumi config set --path 'kube-native:protect' true",
    '  kube-native:erlangCookie: not set. Set it: pulumi config set --secret kube-native:erlangCookie',
    '  kube-native:secretKeyBase: not set. Set it: pulumi config set --secret kube-native:secretKeyBase',
  ]);
});

it.each([
  [
    'text where an object stands',
    { 'kube-native:nodes': 'three' },
    'kube-native:nodes: got "three"; want an object of instanceTypes, ',
  ],
  [
    'text that is no truth value',
    { 'kube-native:protect': 'yes' },
    'kube-native:protect: got "yes"; want true or false.',
  ],
  [
    'a setting that there is not',
    { 'kube-native:database': '{"instanceClass":"db.x.y","multiAZ":true}' },
    'kube-native:database.multiAZ: there is no such setting; there is instanceClass, ',
  ],
  [
    'another kind of gateway',
    { 'kube-native:network': '{"zones":["eu-central-1a"],"natGateways":"none"}' },
    "kube-native:network.natGateways: got \"none\"; want 'per-zone' or 'single'.",
  ],
])('refuses %s', (_, wrong, message) => {
  expect(refusal({ ...RIGHT, ...wrong })).toContain(message);
});

it.each([
  ['another region', 'eu-west-1', 'want zones of the region that aws:region says, which is eu-west-1.'],
  ['no region', undefined, 'which is not set. Set it: pulumi config set aws:region eu-central-1'],
])('refuses zones where the provider works in %s', (_, region, message) => {
  const { 'aws:region': _region, ...others } = RIGHT;
  expect(refusal(region === undefined ? others : { ...others, 'aws:region': region })).toContain(message);
});
