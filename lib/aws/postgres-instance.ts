import { SecurityGroup } from '@pulumi/aws/ec2/securityGroup';
import { Instance } from '@pulumi/aws/rds/instance';
import { ParameterGroup } from '@pulumi/aws/rds/parameterGroup';
import { SubnetGroup } from '@pulumi/aws/rds/subnetGroup';
import { SecretRotation } from '@pulumi/aws/secretsmanager/secretRotation';
import { SecurityGroupIngressRule } from '@pulumi/aws/vpc/securityGroupIngressRule';
import { interpolate, type Output } from '@pulumi/pulumi';
import type { Owner } from './owner';
import type { PostgresSettings } from './postgres-args';

const PORT = 5432;

/** Who reaches the instance. */
export interface Access {
  readonly group: SecurityGroup;
  readonly rule: SecurityGroupIngressRule;
}

export function addAccess({ name, child }: Owner, { network, cluster }: PostgresSettings): Access {
  const groupName = `${name}-postgres`;
  const tags = { Name: groupName };
  const description = `PostgreSQL ${name}`;
  const group = new SecurityGroup(groupName, { vpcId: network.vpcId, description, tags }, child());
  const rule = new SecurityGroupIngressRule(
    groupName,
    {
      securityGroupId: group.id,
      referencedSecurityGroupId: cluster.securityGroupId,
      description: `From EKS cluster ${cluster.name}`,
      ipProtocol: 'tcp',
      fromPort: PORT,
      toPort: PORT,
      tags,
    },
    child(),
  );
  return { group, rule };
}

/** RDS changes passwords that it manages by itself, until somebody says that it shall not. */
export function addUnchangingPassword({ name, child }: Owner, secretId: Output<string>): SecretRotation {
  return new SecretRotation(`${name}-postgres`, { secretId, rotationEnabled: false }, child());
}

export function addInstance(owner: Owner, settings: PostgresSettings, securityGroup: SecurityGroup): Instance {
  const name = `${owner.name}-postgres`;
  const { version, databaseName, username, finalSnapshot } = settings;
  const subnetIds = [...settings.network.privateSubnetIds];
  const subnets = new SubnetGroup(name, { subnetIds }, owner.child());
  const parameters = addParameterGroup(owner, name, settings);
  return new Instance(
    name,
    {
      engine: 'postgres',
      engineVersion: version,
      autoMinorVersionUpgrade: true,
      instanceClass: settings.instanceClass,
      dbName: databaseName,
      username,
      manageMasterUserPassword: true,
      port: PORT,
      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: [securityGroup.id],
      publiclyAccessible: false,
      parameterGroupName: parameters.name,
      multiAz: settings.multiAz,
      ...storageOf(settings),
      backupRetentionPeriod: settings.backupRetentionDays,
      copyTagsToSnapshot: true,
      deletionProtection: settings.deletionProtection,
      skipFinalSnapshot: !finalSnapshot,
      // A snapshot outlives its instance: its name must not be that of the one that an earlier instance has left.
      finalSnapshotIdentifier: finalSnapshot ? interpolate`${parameters.name}-final` : undefined,
      tags: { Name: name },
    },
    owner.child({ protect: settings.protect }),
  );
}

function addParameterGroup(owner: Owner, name: string, settings: PostgresSettings): ParameterGroup {
  const { version, databaseName, username } = settings;
  return new ParameterGroup(
    name,
    {
      family: `postgres${version}`,
      // What replaces the instance replaces this group too, so that its name is another one for each of them.
      description: `Database ${databaseName} of ${username}`,
      parameters: [{ name: 'rds.force_ssl', value: '1' }],
    },
    owner.child(),
  );
}

function storageOf({ storage, maxStorage }: PostgresSettings) {
  return {
    allocatedStorage: storage,
    maxAllocatedStorage: maxStorage,
    storageType: 'gp3',
    storageEncrypted: true,
  };
}
