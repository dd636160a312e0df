import { LogGroup } from '@pulumi/aws/cloudwatch/logGroup';
import { Cluster, type ClusterArgs } from '@pulumi/aws/eks/cluster';
import type { ControlPlaneArgs } from './eks-args';
import { addServiceRole } from './iam';
import type { Owner } from './owner';
import { partitionOf } from './region';

/** For how many days CloudWatch keeps logs. */
export const LOG_RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

// Who made the cluster and what it came with: nothing that changes later, and reason enough to replace it.
const CREATION = {
  accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: false },
  bootstrapSelfManagedAddons: false,
};
const ONLY_AT_CREATION = ['accessConfig.bootstrapClusterCreatorAdminPermissions', 'bootstrapSelfManagedAddons'];

export function addControlPlane(owner: Owner, args: ControlPlaneArgs): Cluster {
  const { name, child } = owner;
  const role = addServiceRole(owner, {
    purpose: 'cluster',
    service: 'eks.amazonaws.com',
    policies: ['AmazonEKSClusterPolicy'],
    partition: partitionOf(args.network.region),
  });
  // A control plane that finds no group of this name makes one, which keeps all for ever and outlives it.
  const retention = { name: `/aws/eks/${name}/cluster`, retentionInDays: args.logRetentionDays ?? 90 };
  const logGroup = new LogGroup(name, retention, child());
  return new Cluster(
    name,
    {
      name,
      version: args.version,
      roleArn: role.arn,
      vpcConfig: vpcConfigOf(args),
      enabledClusterLogTypes: [...(args.logs ?? ['api', 'audit', 'authenticator'])],
      encryptionConfig: encryptionConfigOf(args),
      upgradePolicy: { supportType: 'STANDARD' },
      deletionProtection: args.deletionProtection ?? true,
      ...CREATION,
    },
    child({
      protect: args.protect ?? true,
      dependsOn: [...role.policies, logGroup],
      ignoreChanges: ONLY_AT_CREATION,
    }),
  );
}

function vpcConfigOf({ network, publicAccessCidrs = [] }: ControlPlaneArgs): ClusterArgs['vpcConfig'] {
  const subnets = { subnetIds: [...network.privateSubnetIds], endpointPrivateAccess: true };
  if (publicAccessCidrs.length === 0) return { ...subnets, endpointPublicAccess: false };
  return { ...subnets, endpointPublicAccess: true, publicAccessCidrs: [...publicAccessCidrs] };
}

function encryptionConfigOf({ secretsKeyArn }: ControlPlaneArgs): ClusterArgs['encryptionConfig'] {
  return secretsKeyArn === undefined ? undefined : { provider: { keyArn: secretsKeyArn }, resources: ['secrets'] };
}
