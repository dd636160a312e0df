import { cidrOf, ipv4Network, subnetwork } from './cidr';

/** The two subnets of one zone. */
export interface ZoneSubnets {
  /** Availability zone: `eu-central-1a`. */
  readonly zone: string;
  /** For load balancers and NAT gateways: a 64th of the network. */
  readonly publicCidr: string;
  /** For nodes, pods and databases: a 16th of the network. */
  readonly privateCidr: string;
}

// What zones end in. Each has an eighth of the network.
const LETTERS = 'abcdefgh';

/**
 * Where the subnets of each zone are. A zone has its place by its letter, so that no subnet is moved, which would
 * replace all that is in it, when zones come, go or change places. In each zone's eighth, the first half is private and
 * the fifth of eight parts is public; what follows is free.
 *
 * @param cidr - /16 to /22
 * @param zones - names that end in one of the letters a to h
 */
export function subnetPlan(cidr: string, zones: readonly string[]): readonly ZoneSubnets[] {
  const network = ipv4Network(cidr);
  if (!network) throw new RangeError(`'${cidr}' is no IPv4 network.`);
  const { prefix } = network;
  return zones.map((zone) => {
    const slot = LETTERS.indexOf(zone.slice(-1));
    return {
      zone,
      publicCidr: cidrOf(subnetwork(network, prefix + 6, slot * 8 + 4)),
      privateCidr: cidrOf(subnetwork(network, prefix + 4, slot * 2)),
    };
  });
}
