import fc from 'fast-check';
import { cidrOf, ipv4Network, type Ipv4Network } from '../../lib/aws/cidr';
import { subnetPlan } from '../../lib/aws/subnet-plan';

const cidr = fc
  .tuple(fc.integer({ min: 16, max: 22 }), fc.nat(2 ** 16 - 1))
  .map(([prefix, index]) => cidrOf({ address: (index * 2 ** (32 - prefix)) % 2 ** 32, prefix }));
const zones = fc.uniqueArray(
  fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h').map((letter) => `eu-central-1${letter}`),
  { minLength: 1 },
);

function range(text: string): { first: number; last: number } {
  const { address, prefix }: Ipv4Network = ipv4Network(text)!;
  return { first: address, last: address + 2 ** (32 - prefix) - 1 };
}

describe('subnetPlan', () => {
  it('puts every subnet inside the network, and none into another', () => {
    fc.assert(
      fc.property(cidr, zones, (network, names) => {
        const subnets = subnetPlan(network, names).flatMap((zone) => [zone.publicCidr, zone.privateCidr]);
        const ranges = subnets.map(range).sort((a, b) => a.first - b.first);
        expect(ranges).toHaveLength(2 * names.length);
        expect(ranges[0]!.first).toBeGreaterThanOrEqual(range(network).first);
        expect(ranges.at(-1)!.last).toBeLessThanOrEqual(range(network).last);
        ranges.slice(1).forEach(({ first }, index) => expect(first).toBeGreaterThan(ranges[index]!.last));
      }),
    );
  });

  it('leaves the subnets of a zone where they are when other zones come, go or change places', () => {
    fc.assert(
      fc.property(cidr, zones, (network, names) => {
        for (const plan of subnetPlan(network, names)) expect(subnetPlan(network, [plan.zone])).toEqual([plan]);
      }),
    );
  });

  it('gives nodes and pods more room than load balancers', () => {
    expect(subnetPlan('10.0.0.0/16', ['eu-central-1b'])).toEqual([
      { zone: 'eu-central-1b', privateCidr: '10.0.32.0/20', publicCidr: '10.0.48.0/22' },
    ]);
  });
});
