import { groupBy } from '../../../manifest/group';
import { text } from '../../../manifest/json';
import { CLUSTER, NODES } from './clusters';
import { ROLE } from './credentials';
import { nameOf, type DestroyRule } from './destruction';

interface Use {
  readonly types: readonly string[];
  readonly input: string;
  /** What it names there… */
  readonly used: string;
  /** …by which of its inputs. */
  readonly name: string;
  readonly consequence: string;
}

const DATABASES = ['aws:rds/instance:Instance', 'aws:rds/cluster:Cluster', 'aws:rds/clusterInstance:ClusterInstance'];
const CACHES = ['aws:elasticache/cluster:Cluster', 'aws:elasticache/replicationGroup:ReplicationGroup'];
const IN_USE = 'what is in use cannot be deleted';

/** What others use by a name that programs like to write out, and that cannot be deleted before they are. */
const USES: readonly Use[] = [
  {
    types: NODES,
    input: 'clusterName',
    used: CLUSTER,
    name: 'name',
    consequence: 'a cluster with nodes cannot be deleted',
  },
  {
    types: DATABASES,
    input: 'dbSubnetGroupName',
    used: 'aws:rds/subnetGroup:SubnetGroup',
    name: 'name',
    consequence: IN_USE,
  },
  {
    types: DATABASES,
    input: 'parameterGroupName',
    used: 'aws:rds/parameterGroup:ParameterGroup',
    name: 'name',
    consequence: IN_USE,
  },
  {
    types: ['aws:rds/cluster:Cluster'],
    input: 'dbClusterParameterGroupName',
    used: 'aws:rds/clusterParameterGroup:ClusterParameterGroup',
    name: 'name',
    consequence: IN_USE,
  },
  {
    types: DATABASES,
    input: 'optionGroupName',
    used: 'aws:rds/optionGroup:OptionGroup',
    name: 'name',
    consequence: IN_USE,
  },
  {
    types: ['aws:rds/clusterInstance:ClusterInstance'],
    input: 'clusterIdentifier',
    used: 'aws:rds/cluster:Cluster',
    name: 'clusterIdentifier',
    consequence: 'a cluster with instances cannot be deleted',
  },
  {
    types: CACHES,
    input: 'subnetGroupName',
    used: 'aws:elasticache/subnetGroup:SubnetGroup',
    name: 'name',
    consequence: IN_USE,
  },
  {
    types: CACHES,
    input: 'parameterGroupName',
    used: 'aws:elasticache/parameterGroup:ParameterGroup',
    name: 'name',
    consequence: IN_USE,
  },
  {
    types: [
      'aws:iam/rolePolicyAttachment:RolePolicyAttachment',
      'aws:iam/rolePolicy:RolePolicy',
      'aws:iam/instanceProfile:InstanceProfile',
    ],
    input: 'role',
    used: ROLE,
    name: 'name',
    consequence: 'a role with policies or instance profiles cannot be deleted',
  },
  {
    types: [
      'aws:iam/userPolicyAttachment:UserPolicyAttachment',
      'aws:iam/userPolicy:UserPolicy',
      'aws:iam/accessKey:AccessKey',
    ],
    input: 'user',
    used: 'aws:iam/user:User',
    name: 'name',
    consequence: 'a user with policies or keys cannot be deleted',
  },
  {
    types: ['aws:iam/groupPolicyAttachment:GroupPolicyAttachment', 'aws:iam/groupPolicy:GroupPolicy'],
    input: 'group',
    used: 'aws:iam/group:Group',
    name: 'name',
    consequence: 'a group with policies cannot be deleted',
  },
  {
    types: ['aws:s3/bucketObject:BucketObject', 'aws:s3/bucketObjectv2:BucketObjectv2'],
    input: 'bucket',
    used: 'aws:s3/bucket:Bucket',
    name: 'bucket',
    consequence: 'a bucket with objects cannot be deleted',
  },
  {
    types: ['aws:ecs/service:Service'],
    input: 'cluster',
    used: 'aws:ecs/cluster:Cluster',
    name: 'name',
    consequence: 'a cluster with services cannot be deleted',
  },
];

/** Resources that may be deleted while others, which know them only by name, use them. */
export const namedUses: DestroyRule = (destruction) =>
  USES.flatMap(({ types, input, used, name, consequence }) => {
    const named = groupBy(destruction.of(used), ({ inputs }) => text(inputs[name]));
    return destruction.of(...types).flatMap((user) => {
      const value = text(user.inputs[input]);
      const [target] = value === '' ? [] : (named.get(value) ?? []);
      if (!target || !destruction.endOf(user) || destruction.isBefore(user, target)) return [];
      return {
        rule: 'destroy/in-use',
        severity: 'error',
        urn: target.urn,
        message: `${nameOf(target)} may be deleted before ${nameOf(user)}, which names it in \`${input}\` by plain text: ${consequence}.`,
        fix: `Set \`${input}\` to an output of ${nameOf(target)}, or add it to \`dependsOn\`.`,
      };
    });
  });

/** Resources that are to stay, and use others that are to go. */
export const retainedUses: DestroyRule = (destruction) =>
  destruction.plan.resources
    .filter(({ retainOnDelete, custom, type }) => retainOnDelete && custom && type.startsWith('aws:'))
    .flatMap((resource) => {
      const used = new Set(Object.values(resource.propertyDependencies).flat());
      return [...used].flatMap((urn) => {
        const target = destruction.at(urn);
        if (!target?.custom || target.read || !target.type.startsWith('aws:') || !destruction.endOf(target)) return [];
        return {
          rule: 'destroy/retained-user',
          severity: 'warning',
          urn: target.urn,
          message: `${nameOf(target)} is deleted while ${nameOf(resource)}, which uses it, is to stay (\`retainOnDelete\`): its deletion may fail, or hang.`,
          fix: `Set \`retainOnDelete\` on ${nameOf(target)} too, or on none of them.`,
        };
      });
    });
