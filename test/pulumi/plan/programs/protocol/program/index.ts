import { getCallerIdentityOutput } from '@pulumi/aws/getCallerIdentity';
import { Provider as AwsProvider } from '@pulumi/aws/provider';
import { Instance } from '@pulumi/aws/rds/instance';
import { Bucket } from '@pulumi/aws/s3/bucket';
import { ConfigMap } from '@pulumi/kubernetes/core/v1/configMap';
import { Provider } from '@pulumi/kubernetes/provider';
import * as pulumi from '@pulumi/pulumi';

const config = new pulumi.Config();
const password = config.requireSecret('password');

pulumi.runtime.registerResourceTransform(({ type, props, opts }) => {
  if (type !== 'aws:s3/bucket:Bucket') return undefined;
  return { props: { ...props, tags: { team: 'a' } }, opts };
});
pulumi.runtime.registerInvokeTransform(({ token, args, opts }) => {
  console.log(`call ${token}`);
  return { args, opts };
});

/** As programs write resources that no package has a class for. */
class Raw extends pulumi.CustomResource {}

class Site extends pulumi.ComponentResource {
  readonly map: pulumi.CustomResource;

  constructor(name: string, database: Instance, options?: pulumi.ComponentResourceOptions) {
    super('acme:web:Site', name, {}, options);
    this.map = new Raw(
      'kubernetes:core/v1:ConfigMap',
      'settings',
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { HOST: database.address } },
      {
        parent: this,
        version: '4.34.2',
        aliases: [{ type: 'kubernetes:core/v1beta1:ConfigMap' }, { name: 'old' }, { parent: pulumi.rootStackResource }],
        ignoreChanges: ['metadata.labels'],
        replaceOnChanges: ['data'],
        customTimeouts: { create: '20m', delete: '90s' },
      },
    );
    this.registerOutputs({});
  }
}

const cluster = new Raw('aws:eks/cluster:Cluster', 'cluster', { version: '1.33' }, { protect: true });
const aws = new AwsProvider('frankfurt', { region: 'eu-central-1' });
const database = new Instance(
  'db',
  { instanceClass: 'db.t4g.micro', password, allocatedStorage: 20 },
  { provider: aws, retainOnDelete: true, additionalSecretOutputs: ['endpoint'], deleteBeforeReplace: true },
);
const kubernetes = new Provider(
  'cluster',
  { kubeconfig: pulumi.jsonStringify({ cluster: cluster.id }) },
  { dependsOn: cluster },
);
const site = new Site('site', database, {
  providers: { kubernetes },
  transforms: [
    ({ type, props, opts }) =>
      type === 'kubernetes:core/v1:ConfigMap' ? { props: { ...props, extra: 'yes' }, opts } : undefined,
  ],
});
const typed = new ConfigMap(
  'typed',
  { data: { one: '1' } },
  { provider: kubernetes, deletedWith: cluster, dependsOn: [site] },
);
const bucket = new Bucket('logs', { bucket: pulumi.interpolate`logs-${database.id}` });
const existing = Bucket.get('existing', 'existing-id');
const network = new pulumi.StackReference('acme/network/dev');
const account = getCallerIdentityOutput({});

new Raw('acme:index:Thing', 'thing', {
  file: new pulumi.asset.StringAsset('hello'),
  archive: new pulumi.asset.AssetArchive({ a: new pulumi.asset.FileAsset('package.json') }),
  account: account.accountId,
  subnet: network.requireOutput('subnetId'),
  arn: existing.arn,
  reference: bucket,
  map: typed.metadata.uid,
  settings: {
    region: new pulumi.Config('aws').require('region'),
    replicas: config.requireNumber('replicas'),
    zones: config.requireObject('zones'),
    version: config.require('version'),
    limits: config.requireSecretObject('limits'),
  },
});

void pulumi.log.warn(`The password is ${process.env['PULUMI_CONFIG'] ?? ''}`, site);

export const endpoint = database.endpoint;
export const host = database.address;
export const plain = [1, 'two', { three: null }];
