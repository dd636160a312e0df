import type { JsonObject } from '../../../lib/manifest/json';
import { destroyFindings } from '../../../lib/pulumi/plan/destroy/destroy';
import { UNKNOWN, type PlannedResource } from '../../../lib/pulumi/plan/plan';
import { CLUSTER, eks, found, namespace, object, plan, resource, type TestResource } from './destroy-plans';

const made = (type: string, inputs: JsonObject = {}, options: Partial<TestResource> = {}) =>
  resource({ ...options, type, inputs });
const after = (each: PlannedResource, ...others: readonly PlannedResource[]): PlannedResource => ({
  ...each,
  dependencies: [...each.dependencies, ...others.map(({ urn }) => urn)],
});

describe('a destroy of AWS resources', () => {
  describe('destroy/in-use', () => {
    it('finds node groups that name their cluster by plain text', () => {
      const [cluster, nodes] = eks();
      const loose = { ...nodes!, dependencies: [], propertyDependencies: {} };
      expect(found('destroy/in-use', [cluster!, loose])).toEqual([
        expect.stringMatching(/^error: Cluster 'shop' may be deleted before NodeGroup 'shop'/),
      ]);
      expect(found('destroy/in-use', [cluster!, after(loose, cluster!)])).toEqual([]);
      expect(found('destroy/in-use', [cluster!, { ...loose, inputs: { clusterName: 'other' } }])).toEqual([]);
      expect(found('destroy/in-use', [cluster!, { ...loose, inputs: { clusterName: UNKNOWN } }])).toEqual([]);
    });

    it('finds subnet groups, and roles with policies', () => {
      const group = made('aws:rds/subnetGroup:SubnetGroup', { name: 'shop' });
      const database = made('aws:rds/instance:Instance', { dbSubnetGroupName: 'shop', skipFinalSnapshot: true });
      expect(found('destroy/in-use', [group, database])).toHaveLength(1);
      const role = made('aws:iam/role:Role', { name: 'shop' });
      const policy = made('aws:iam/rolePolicyAttachment:RolePolicyAttachment', { role: 'shop' });
      expect(found('destroy/in-use', [role, policy])).toHaveLength(1);
      expect(found('destroy/in-use', [role, after(policy, role)])).toEqual([]);
    });
  });

  describe('destroy/role-policy', () => {
    it('finds policies that clusters and node groups lose before they are gone', () => {
      const role = made('aws:iam/role:Role');
      const policy = made(
        'aws:iam/rolePolicyAttachment:RolePolicyAttachment',
        {},
        { propertyDependencies: { role: [role.urn] } },
      );
      for (const [type, input] of [
        ['aws:eks/cluster:Cluster', 'roleArn'],
        ['aws:eks/nodeGroup:NodeGroup', 'nodeRoleArn'],
        ['aws:eks/fargateProfile:FargateProfile', 'podExecutionRoleArn'],
      ] as const) {
        const user = made(type, {}, { propertyDependencies: { [input]: [role.urn] } });
        expect(found('destroy/role-policy', [role, policy, user])).toEqual([expect.stringMatching(/^error: /)]);
        expect(found('destroy/role-policy', [role, policy, after(user, policy)])).toEqual([]);
      }
    });

    it('knows roles by their names too, and leaves other users of roles alone', () => {
      const role = made('aws:iam/role:Role', { name: 'shop' });
      const policy = made('aws:iam/rolePolicy:RolePolicy', { role: 'shop' }, { dependencies: [role.urn] });
      const user = made('aws:eks/cluster:Cluster', {}, { propertyDependencies: { roleArn: [role.urn] } });
      expect(found('destroy/role-policy', [role, policy, user])).toHaveLength(1);
      const lambda = made('aws:lambda/function:Function', {}, { propertyDependencies: { role: [role.urn] } });
      expect(found('destroy/role-policy', [role, policy, lambda])).toEqual([]);
    });
  });

  describe('destroy/log-group', () => {
    const GROUP = 'aws:cloudwatch/logGroup:LogGroup';
    const group = made(GROUP, { name: '/aws/eks/shop/cluster' });
    const cluster = made('aws:eks/cluster:Cluster', { name: 'shop', enabledClusterLogTypes: ['audit'] });

    it('finds log groups that are made again, and those that nobody owns', () => {
      expect(found('destroy/log-group', [group, cluster])).toEqual([expect.stringMatching(/^error: .*makes it again/)]);
      expect(found('destroy/log-group', [group, after(cluster, group)])).toEqual([]);
      expect(found('destroy/log-group', [cluster])).toEqual([
        expect.stringMatching(/^warning: .*'\/aws\/eks\/shop\/cluster'/),
      ]);
      expect(found('destroy/log-group', [made('aws:eks/cluster:Cluster', { name: 'shop' })])).toEqual([]);
    });

    it('finds a log group that is named after its cluster by an output: it goes before it', () => {
      const unnamed = made('aws:eks/cluster:Cluster', { enabledClusterLogTypes: ['audit'] });
      const named = made(GROUP, { name: UNKNOWN }, { propertyDependencies: { name: [unnamed.urn] } });
      expect(found('destroy/log-group', [unnamed, named])).toEqual([expect.stringMatching(/^error: /)]);
    });

    it('knows those of databases and functions', () => {
      const database = made('aws:rds/instance:Instance', {
        identifier: 'shop',
        enabledCloudwatchLogsExports: ['postgresql', 'upgrade'],
      });
      expect(found('destroy/log-group', [database])).toHaveLength(2);
      const own = made(GROUP, { name: '/aws/lambda/shop' });
      const lambda = made('aws:lambda/function:Function', { name: 'shop' });
      expect(found('destroy/log-group', [own, lambda])).toHaveLength(1);
      expect(found('destroy/log-group', [lambda])).toEqual([]);
    });
  });

  describe('add-ons', () => {
    const addon = (inputs: JsonObject) =>
      made(
        'aws:eks/addon:Addon',
        { clusterName: 'shop', ...inputs },
        { propertyDependencies: { clusterName: [CLUSTER] } },
      );

    it('destroy/network-addon warns of nodes that lose the network of their pods', () => {
      const [cluster, nodes] = eks();
      const cni = addon({ addonName: 'vpc-cni' });
      expect(found('destroy/network-addon', [cluster!, cni, nodes!])).toHaveLength(1);
      expect(found('destroy/network-addon', [cluster!, cni, after(nodes!, cni)])).toEqual([]);
      expect(found('destroy/network-addon', [cluster!, addon({ addonName: 'coredns' }), nodes!])).toEqual([]);
      expect(
        found('destroy/network-addon', [cluster!, addon({ addonName: 'vpc-cni', preserve: true }), nodes!]),
      ).toEqual([]);
    });

    it('destroy/preserved-addon warns of software that stays in a cluster which stays', () => {
      const preserved = made('aws:eks/addon:Addon', { clusterName: 'other', preserve: true });
      expect(found('destroy/preserved-addon', [...eks(), preserved])).toHaveLength(1);
      expect(found('destroy/preserved-addon', [...eks(), addon({ preserve: true })])).toEqual([]);
    });
  });

  describe('the network', () => {
    const vpc = made('aws:ec2/vpc:Vpc');
    const of = (each: PlannedResource, input: string) => ({ [input]: [each.urn] });
    const subnet = made('aws:ec2/subnet:Subnet', {}, { propertyDependencies: of(vpc, 'vpcId') });
    const gateway = made('aws:ec2/internetGateway:InternetGateway', {}, { propertyDependencies: of(vpc, 'vpcId') });
    const table = made('aws:ec2/routeTable:RouteTable', {}, { propertyDependencies: of(vpc, 'vpcId') });
    const route = made(
      'aws:ec2/route:Route',
      {},
      { propertyDependencies: { ...of(table, 'routeTableId'), ...of(gateway, 'gatewayId') } },
    );
    const association = made(
      'aws:ec2/routeTableAssociation:RouteTableAssociation',
      {},
      { propertyDependencies: { ...of(table, 'routeTableId'), ...of(subnet, 'subnetId') } },
    );
    const network = [vpc, subnet, gateway, table, route, association];
    const clusterIn = (...needed: readonly PlannedResource[]) => {
      const [cluster, nodes, provider] = eks();
      const inVpc = { ...cluster!, dependencies: [subnet.urn] };
      const inSubnet = { ...nodes!.propertyDependencies, subnetIds: [subnet.urn] };
      return [...network, inVpc, after({ ...nodes!, propertyDependencies: inSubnet }, ...needed), provider!];
    };

    it('destroy/route finds nodes that are cut off, which is an error where objects are still to be deleted', () => {
      expect(found('destroy/route', clusterIn())).toEqual([
        expect.stringMatching(/^warning: RouteTableAssociation/),
        expect.stringMatching(/^warning: Route /),
      ]);
      expect(found('destroy/route', [...clusterIn(route), namespace()])).toEqual([
        expect.stringMatching(/^error: RouteTableAssociation/),
      ]);
      expect(found('destroy/route', [...clusterIn(route, association), namespace()])).toEqual([]);
    });

    it('destroy/internet-gateway finds NAT gateways and load balancers that still have addresses', () => {
      const nat = made('aws:ec2/natGateway:NatGateway', {}, { propertyDependencies: of(subnet, 'subnetId') });
      expect(found('destroy/internet-gateway', [...network, nat])).toEqual([expect.stringMatching(/^warning: /)]);
      expect(found('destroy/internet-gateway', [...network, after(nat, gateway)])).toEqual([]);
      const balancer = object('Service', { spec: { type: 'LoadBalancer' } });
      expect(found('destroy/internet-gateway', [...clusterIn(), balancer])).toEqual([
        expect.stringMatching(/^error: Service shop\/web: InternetGateway/),
      ]);
      expect(found('destroy/internet-gateway', [...clusterIn(route), balancer])).toEqual([]);
    });
  });

  describe('what AWS does not delete', () => {
    const INSTANCE = 'aws:rds/instance:Instance';

    it('destroy/final-snapshot finds databases without a name for their last snapshot, or always the same', () => {
      expect(found('destroy/final-snapshot', [made(INSTANCE)])).toEqual([expect.stringMatching(/^error: /)]);
      expect(found('destroy/final-snapshot', [made(INSTANCE, {}, { protect: true })])).toHaveLength(1);
      expect(found('destroy/final-snapshot', [made(INSTANCE, { skipFinalSnapshot: true })])).toEqual([]);
      expect(found('destroy/final-snapshot', [made(INSTANCE, { replicateSourceDb: 'shop' })])).toEqual([]);
      const fixed = { finalSnapshotIdentifier: 'shop-final' };
      expect(found('destroy/final-snapshot', [made(INSTANCE, fixed)])).toEqual([expect.stringMatching(/^warning: /)]);
      expect(found('destroy/final-snapshot', [made(INSTANCE, fixed, { protect: true })])).toEqual([]);
      const suffix = made('random:index/randomId:RandomId');
      const fresh = { propertyDependencies: { finalSnapshotIdentifier: [suffix.urn] } };
      expect(found('destroy/final-snapshot', [suffix, made(INSTANCE, fixed, fresh)])).toEqual([]);
    });

    it.each([
      ['destroy/deletion-protection', INSTANCE, { skipFinalSnapshot: true, deletionProtection: true }, {}],
      ['destroy/deletion-protection', 'aws:eks/cluster:Cluster', { deletionProtection: true }, {}],
      ['destroy/deletion-protection', 'aws:dynamodb/table:Table', { deletionProtectionEnabled: true }, {}],
      ['destroy/deletion-protection', 'aws:lb/loadBalancer:LoadBalancer', { enableDeletionProtection: true }, {}],
      ['destroy/not-empty', 'aws:s3/bucket:Bucket', {}, { forceDestroy: true }],
      ['destroy/not-empty', 'aws:ecr/repository:Repository', {}, { forceDelete: true }],
      ['destroy/not-empty', 'aws:route53/zone:Zone', { forceDestroy: false }, { forceDestroy: true }],
    ])('%s warns of %s, unless it is protected or retained', (rule, type, inputs: JsonObject, right: JsonObject) => {
      expect(found(rule, [made(type, inputs)])).toEqual([expect.stringMatching(/^warning: /)]);
      expect(found(rule, [made(type, inputs, { protect: true })])).toEqual([]);
      expect(found(rule, [made(type, inputs, { retainOnDelete: true })])).toEqual([]);
      expect(found(rule, [made(type, inputs, { read: true })])).toEqual([]);
      expect(found(rule, [made(type, right)])).toEqual([]);
    });

    it('destroy/retained-user warns of what is deleted while something that stays uses it', () => {
      const group = made('aws:rds/subnetGroup:SubnetGroup');
      const using = { dbSubnetGroupName: [group.urn] };
      const database = (options: Partial<PlannedResource>) =>
        made(INSTANCE, { skipFinalSnapshot: true }, { propertyDependencies: using, ...options });
      expect(found('destroy/retained-user', [group, database({ retainOnDelete: true })])).toHaveLength(1);
      expect(found('destroy/retained-user', [group, database({})])).toEqual([]);
      const kept = { ...group, retainOnDelete: true };
      expect(found('destroy/retained-user', [kept, database({ retainOnDelete: true })])).toEqual([]);
    });
  });

  it('has nothing against a protected resource: it is meant to stand in the way', () => {
    const table = made('aws:dynamodb/table:Table', {}, { protect: true });
    expect(destroyFindings(plan(table))).toEqual([]);
  });
});
