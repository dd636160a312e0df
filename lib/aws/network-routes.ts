import { Eip } from '@pulumi/aws/ec2/eip';
import { InternetGateway } from '@pulumi/aws/ec2/internetGateway';
import { NatGateway } from '@pulumi/aws/ec2/natGateway';
import { Route } from '@pulumi/aws/ec2/route';
import { RouteTable } from '@pulumi/aws/ec2/routeTable';
import { RouteTableAssociation } from '@pulumi/aws/ec2/routeTableAssociation';
import { VpcEndpoint } from '@pulumi/aws/ec2/vpcEndpoint';
import type { Resource } from '@pulumi/pulumi';
import type { Subnets, Vpc } from './vpc';

const ANYWHERE = '0.0.0.0/0';

interface RouteOptions {
  readonly region: string;
  readonly natGateways: 'per-zone' | 'single';
}

/**
 * The ways between the subnets and what is outside.
 *
 * @returns what has to be there for as long as anything in the private subnets reaches out
 */
export function addRoutes(vpc: Vpc, zones: readonly Subnets[], options: RouteOptions): readonly Resource[] {
  const publicRoutes = addPublicRoutes(vpc, zones);
  const [first] = zones;
  const shared = options.natGateways === 'single' && first ? addNatGateway(vpc, first, publicRoutes) : undefined;
  const privateRoutes = zones.map((zone) =>
    addPrivateRoute(vpc, zone, shared ?? addNatGateway(vpc, zone, publicRoutes)),
  );
  const tables = privateRoutes.map(({ table }) => table);
  return [...privateRoutes.flatMap(({ egress }) => egress), addStorageEndpoint(vpc, options.region, tables)];
}

/**
 * The way between the public subnets and the internet.
 *
 * @returns what has to be there for as long as anything in the public subnets is reached, or reaches out
 */
function addPublicRoutes(vpc: Vpc, zones: readonly Subnets[]): readonly Resource[] {
  const { name, child } = vpc;
  const gateway = new InternetGateway(name, { vpcId: vpc.resource.id, tags: { Name: name } }, child());
  const table = addRouteTable(vpc, 'public');
  const args = { routeTableId: table.id, destinationCidrBlock: ANYWHERE, gatewayId: gateway.id };
  const associations = zones.map(({ zone, public: subnet }) => {
    const association = { subnetId: subnet.id, routeTableId: table.id };
    return new RouteTableAssociation(`${name}-public-${zone}`, association, child());
  });
  return [new Route(`${name}-public`, args, child()), ...associations];
}

/** @param after - the way of the public subnets to the internet */
function addNatGateway(vpc: Vpc, { zone, public: subnet }: Subnets, after: readonly Resource[]): NatGateway {
  const name = `${vpc.name}-${zone}`;
  // An address that is mapped can neither be had before the internet gateway is there, nor outlive it.
  const options = vpc.child({ dependsOn: [...after] });
  const address = new Eip(name, { domain: 'vpc', tags: { Name: name } }, options);
  return new NatGateway(name, { allocationId: address.id, subnetId: subnet.id, tags: { Name: name } }, options);
}

/**
 * The way out of one private subnet.
 *
 * @returns what has to be there for as long as anything in the subnet reaches out
 */
function addPrivateRoute(vpc: Vpc, { zone, private: subnet }: Subnets, gateway: NatGateway): PrivateRoute {
  const name = `${vpc.name}-private-${zone}`;
  const table = addRouteTable(vpc, `private-${zone}`);
  const args = { routeTableId: table.id, destinationCidrBlock: ANYWHERE, natGatewayId: gateway.id };
  const route = new Route(name, args, vpc.child());
  const association = new RouteTableAssociation(name, { subnetId: subnet.id, routeTableId: table.id }, vpc.child());
  return { table, egress: [route, association] };
}

interface PrivateRoute {
  readonly table: RouteTable;
  readonly egress: readonly Resource[];
}

/** Layers of images come from S3: this way is free, the one through a NAT gateway is paid by the gigabyte. */
function addStorageEndpoint(vpc: Vpc, region: string, tables: readonly RouteTable[]): VpcEndpoint {
  const name = `${vpc.name}-s3`;
  const args = {
    vpcId: vpc.resource.id,
    vpcEndpointType: 'Gateway',
    serviceName: `com.amazonaws.${region}.s3`,
    routeTableIds: tables.map((table) => table.id),
    tags: { Name: name },
  };
  return new VpcEndpoint(name, args, vpc.child());
}

function addRouteTable({ name, child, resource }: Vpc, tier: string): RouteTable {
  const tableName = `${name}-${tier}`;
  return new RouteTable(tableName, { vpcId: resource.id, tags: { Name: tableName } }, child());
}
