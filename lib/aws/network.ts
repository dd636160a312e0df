import { ComponentResource, type ComponentResourceOptions, type Output, type Resource } from '@pulumi/pulumi';
import { expect, nameMistakes, refuseMistakes, repetitions, type ArgumentMistake } from './arguments';
import { ipv4Network } from './cidr';
import { addRoutes } from './network-routes';
import { ownerOf } from './owner';
import { isZone, regionOf } from './region';
import { subnetPlan } from './subnet-plan';
import { addSubnets, addVpc } from './vpc';

export interface NetworkArgs {
  /** Two or three availability zones of one region: `['eu-central-1a', 'eu-central-1b']`. */
  readonly zones: readonly string[];
  /** Addresses of the whole network, /16 to /22. It cannot be changed later. @default '10.0.0.0/16' */
  readonly cidr?: string;
  /**
   * Ways out of the private subnets: one in each zone, or one for all, which is cheaper and leaves every zone without a
   * way out when that one zone fails. @default 'per-zone'
   */
  readonly natGateways?: 'per-zone' | 'single';
}

/**
 * A VPC with a public and a private subnet in each zone: what is in the private ones reaches out through NAT gateways,
 * and is not reached from outside.
 *
 * @example
 * const network = new Network('shop', { zones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'] });
 */
export class Network extends ComponentResource {
  /** `eu-central-1` */
  readonly region: string;
  readonly zones: readonly string[];
  readonly vpcId: Output<string>;
  readonly publicSubnetIds: readonly Output<string>[];
  readonly privateSubnetIds: readonly Output<string>[];
  /** What has to be there for as long as something in the private subnets reaches out. */
  readonly egress: readonly Resource[];

  /** @throws ArgumentsError with all that is wrong with the name and the arguments */
  constructor(name: string, args: NetworkArgs, options?: ComponentResourceOptions) {
    const { zones, cidr = '10.0.0.0/16', natGateways = 'per-zone' } = args;
    refuseMistakes(`Network '${name}'`, [...nameMistakes(name), ...cidrMistakes(cidr), ...zonesMistakes(zones)]);
    super('stackwright:aws:Network', name, {}, options);
    const vpc = addVpc(ownerOf(name, this, options), cidr);
    const subnets = subnetPlan(cidr, zones).map((plan) => addSubnets(vpc, plan));
    this.region = regionOf(zones[0] ?? '');
    this.zones = zones;
    this.vpcId = vpc.resource.id;
    this.publicSubnetIds = subnets.map((zone) => zone.public.id);
    this.privateSubnetIds = subnets.map((zone) => zone.private.id);
    this.egress = addRoutes(vpc, subnets, { region: this.region, natGateways });
    this.registerOutputs({ vpcId: this.vpcId });
  }
}

const CIDR = 'an IPv4 network from /16 to /22';

function cidrMistakes(got: string): readonly ArgumentMistake[] {
  const network = ipv4Network(got);
  const right = network !== undefined && network.prefix >= 16 && network.prefix <= 22;
  return expect(right, { argument: 'cidr', got, want: `${CIDR}, by its first address, as in '10.0.0.0/16'` });
}

function zonesMistakes(zones: readonly string[]): readonly ArgumentMistake[] {
  const mistake = { argument: 'zones', got: zones };
  return [
    ...expect(zones.length === 2 || zones.length === 3, {
      ...mistake,
      want: 'two or three availability zones',
      fix: 'A control plane needs two of them; when one fails, the others go on.',
    }),
    ...expect(zones.every(isZone), { ...mistake, want: "names of availability zones, as in 'eu-central-1a'" }),
    ...expect(new Set(zones.filter(isZone).map(regionOf)).size < 2, { ...mistake, want: 'zones of one region' }),
    ...repetitions('zones', zones),
  ];
}
