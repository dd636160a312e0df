import { Config, RunError, type Output } from '@pulumi/pulumi';
import type { EksClusterArgs, NetworkArgs, NodesArgs, RdsPostgresArgs } from 'stackwright/aws';
import { choice, flag, list, object, optional, readSettings, text, wholeNumber } from './settings';

/** What differs from one stack to another: what `Pulumi.<stack>.yaml` says. */
export interface AwsSettings {
  readonly network: NetworkArgs;
  readonly cluster: Pick<EksClusterArgs, 'administrators' | 'logRetentionDays' | 'publicAccessCidrs'>;
  readonly nodes: NodesArgs;
  readonly database: Omit<
    RdsPostgresArgs,
    'cluster' | 'deletionProtection' | 'network' | 'protect' | 'rotatePassword' | 'version'
  >;
  /** Whether Pulumi and AWS refuse to delete the cluster and the database. */
  readonly protect: boolean;
}

export type AwsSecret = 'erlangCookie' | 'secretKeyBase';

/** @throws RunError with all that is missing or of the wrong type, and how to set it */
export function readAwsSettings(): { settings: AwsSettings; secrets: (key: AwsSecret) => Output<string> } {
  const read = readSettings<AwsSettings, AwsSecret>(new Config('kube-native'), {
    secrets: ['erlangCookie', 'secretKeyBase'],
    settings: {
      network: object<AwsSettings['network']>({
        zones: list('eu-central-1a'),
        cidr: optional(text('10.0.0.0/16')),
        natGateways: optional(choice('per-zone', 'single')),
      }),
      cluster: object<AwsSettings['cluster']>({
        administrators: list('arn:aws:iam::123456789012:role/deployer'),
        publicAccessCidrs: optional(list('203.0.113.0/24')),
        logRetentionDays: optional(wholeNumber(90)),
      }),
      nodes: object<AwsSettings['nodes']>({
        instanceTypes: list('m7i.large'),
        minSize: wholeNumber(3),
        maxSize: wholeNumber(6),
        architecture: optional(choice('arm64', 'x86_64')),
        spot: optional(flag(false)),
        diskSize: optional(wholeNumber(50)),
      }),
      database: object<AwsSettings['database']>({
        instanceClass: text('db.t4g.medium'),
        storage: optional(wholeNumber(20)),
        maxStorage: optional(wholeNumber(100)),
        databaseName: optional(text('kube_native')),
        username: optional(text('kube_native')),
        multiAz: optional(flag(true)),
        backupRetentionDays: optional(wholeNumber(7)),
        finalSnapshot: optional(flag(true)),
      }),
      protect: flag(true),
    },
  });
  refuseOtherRegion(read.settings.network.zones);
  return read;
}

/** The provider works in the region of its own setting: zones of another one would be refused one by one, late. */
function refuseOtherRegion(zones: readonly string[]): void {
  const region = new Config('aws').get('region');
  const elsewhere = zones.filter((zone) => zone.slice(0, -1) !== region);
  if (elsewhere.length === 0) return;
  throw new RunError(
    `kube-native:network.zones: got ${elsewhere.join(', ')}; want zones of the region that aws:region says, ` +
      `which is ${region ?? 'not set'}. Set it: pulumi config set aws:region ${elsewhere[0]?.slice(0, -1) ?? ''}`,
  );
}
