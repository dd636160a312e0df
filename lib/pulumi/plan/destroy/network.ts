import type { PlanFinding, PlannedResource, Urn } from '../plan';
import { CLUSTER, NODES } from './clusters';
import { nameOf, type DestroyRule, type Destruction } from './destruction';
import { classOf, isLoadBalancer } from './effects';
import { shared } from './finding';
import type { KubernetesObject } from './objects';

const GATEWAYS = [
  'aws:ec2/internetGateway:InternetGateway',
  'aws:ec2/internetGatewayAttachment:InternetGatewayAttachment',
];

/** Whether an input of a resource is made of one of some others. */
function isMadeOf(resource: PlannedResource, input: string, others: ReadonlySet<Urn>): boolean {
  return resource.propertyDependencies[input]?.some((urn) => others.has(urn)) === true;
}

function urnsOf(resources: readonly PlannedResource[]): ReadonlySet<Urn> {
  return new Set(resources.map(({ urn }) => urn));
}

/** Nodes whose way out of their subnets is gone before they are: what runs there cannot clean up any more. */
export const routes: DestroyRule = (destruction) => {
  const busy = destruction.deletedByCluster();
  return destruction.of(...NODES).flatMap((group) => {
    const cluster = destruction.clusterOfPart(group);
    if (!destruction.endOf(group)) return [];
    return wayOut(destruction, group)
      .filter((part) => !destruction.isBefore(group, part))
      .map((part) => ({
        rule: 'destroy/route',
        severity: cluster && busy.has(cluster) ? ('error' as const) : ('warning' as const),
        urn: group.urn,
        message: `${nameOf(part)} may be deleted before ${nameOf(group)}: the nodes are cut off, and the controllers on them can neither reach AWS nor clean up.`,
        fix: `Give ${nameOf(group)} \`dependsOn\` ${nameOf(part)}.`,
      }));
  });
};

/** The routes of the subnets of a node group, and what puts them there. */
function wayOut(destruction: Destruction, group: PlannedResource): readonly PlannedResource[] {
  const subnets = new Set(group.propertyDependencies['subnetIds'] ?? []);
  const associations = destruction
    .of('aws:ec2/routeTableAssociation:RouteTableAssociation')
    .filter((association) => isMadeOf(association, 'subnetId', subnets));
  const tables = new Set(
    associations.flatMap(({ propertyDependencies }) => propertyDependencies['routeTableId'] ?? []),
  );
  const found = destruction.of('aws:ec2/route:Route').filter((route) => isMadeOf(route, 'routeTableId', tables));
  return [...associations, ...found];
}

/** Internet gateways that cannot be detached because public addresses are still in use behind them. */
export const internetGateways: DestroyRule = (destruction) =>
  destruction.of(...GATEWAYS).flatMap((gateway) => {
    const networks = new Set(gateway.propertyDependencies['vpcId'] ?? []);
    return [...natGatewaysBefore(destruction, gateway, networks), ...balancersBefore(destruction, gateway, networks)];
  });

function natGatewaysBefore(
  destruction: Destruction,
  gateway: PlannedResource,
  networks: ReadonlySet<Urn>,
): readonly PlanFinding[] {
  const subnets = urnsOf(
    destruction.of('aws:ec2/subnet:Subnet').filter((subnet) => isMadeOf(subnet, 'vpcId', networks)),
  );
  return destruction
    .of('aws:ec2/natGateway:NatGateway')
    .filter((nat) => isMadeOf(nat, 'subnetId', subnets) && destruction.endOf(nat))
    .filter((nat) => !destruction.isBefore(nat, gateway))
    .map((nat) => ({
      rule: 'destroy/internet-gateway',
      severity: 'warning',
      urn: nat.urn,
      message: `${nameOf(gateway)} may be deleted before ${nameOf(nat)}: it cannot be detached while public addresses are in use, and its deletion waits.`,
      fix: `Give ${nameOf(nat)} \`dependsOn\` ${nameOf(gateway)}.`,
    }));
}

function balancersBefore(
  destruction: Destruction,
  gateway: PlannedResource,
  networks: ReadonlySet<Urn>,
): readonly PlanFinding[] {
  const clusters = destruction
    .of(CLUSTER)
    .filter(({ urn }) => [...networks].some((network) => destruction.graph.depends(urn, network)));
  const balanced = destruction.objects.all.filter((object) => {
    const cluster = destruction.clusterOf(object);
    const isPublic = isLoadBalancer(object) || isBalancedIngress(object);
    return isPublic && cluster && clusters.includes(cluster) && destruction.endOf(object.resource)?.orderly === true;
  });
  return shared({
    rule: 'destroy/internet-gateway',
    severity: 'error',
    objects: balanced.filter(({ resource }) => !destruction.isBefore(resource, gateway)),
    problem: `${nameOf(gateway)} may be deleted first, and cannot be detached as long as their load balancers have public addresses: its deletion hangs.`,
    fix: `Let the node group, or the provider, depend on ${nameOf(gateway)}.`,
  });
}

/** Whether an Ingress may have a load balancer of its own, instead of a proxy behind a Service. */
function isBalancedIngress(object: KubernetesObject): boolean {
  return object.kind === 'Ingress.networking.k8s.io' && (classOf(object) ?? 'alb').includes('alb');
}
