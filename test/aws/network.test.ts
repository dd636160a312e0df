import { Network, type NetworkArgs } from 'stackwright/aws';
import type { Plan } from '../../lib/pulumi/plan/plan';
import { planFunction } from '../../lib/pulumi/plan/program/function';
import { all, depends, one } from './graph';

const ZONES = ['eu-central-1a', 'eu-central-1c'];

function planned(args: Partial<NetworkArgs> = {}): Promise<Plan> {
  return planFunction(() => {
    new Network('shop', { zones: ZONES, ...args });
  });
}

describe('a network', () => {
  let plan: Plan;
  beforeAll(async () => (plan = await planned()));

  it('has a subnet of each kind in each zone, which load balancers find by their tags', () => {
    const subnets = all(plan, 'aws:ec2/subnet:Subnet').map(({ inputs }) => [
      inputs['availabilityZone'],
      inputs['tags'],
    ]);
    expect(subnets).toHaveLength(4);
    for (const zone of ZONES) {
      expect(subnets).toContainEqual([zone, { Name: `shop-public-${zone}`, 'kubernetes.io/role/elb': '1' }]);
      expect(subnets).toContainEqual([zone, { Name: `shop-private-${zone}`, 'kubernetes.io/role/internal-elb': '1' }]);
    }
  });

  it('keeps the way to the internet for as long as a NAT gateway uses it', () => {
    const gateways = all(plan, 'aws:ec2/natGateway:NatGateway');
    expect(gateways.map(({ name }) => name)).toEqual(ZONES.map((zone) => `shop-${zone}`));
    for (const gateway of gateways) {
      expect(depends(plan, gateway, one(plan, 'aws:ec2/internetGateway:InternetGateway'))).toBe(true);
      expect(depends(plan, gateway, one(plan, 'aws:ec2/route:Route', 'shop-public'))).toBe(true);
    }
  });

  it('leads each private subnet out through the gateway of its own zone', () => {
    for (const zone of ZONES) {
      const route = one(plan, 'aws:ec2/route:Route', `shop-private-${zone}`);
      expect(depends(plan, route, one(plan, 'aws:ec2/natGateway:NatGateway', `shop-${zone}`))).toBe(true);
    }
  });

  it('closes the security group that everything without one would be in', () => {
    const { inputs } = one(plan, 'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup');
    expect(inputs).not.toHaveProperty('ingress');
    expect(inputs).not.toHaveProperty('egress');
  });
});

it('shares one NAT gateway between all zones where that is asked for', async () => {
  const plan = await planned({ natGateways: 'single' });
  const gateway = one(plan, 'aws:ec2/natGateway:NatGateway');
  for (const zone of ZONES) {
    expect(depends(plan, one(plan, 'aws:ec2/route:Route', `shop-private-${zone}`), gateway)).toBe(true);
  }
});

it('hands on to its resources what is said of the whole', async () => {
  const plan = await planFunction(() => {
    const first = new Network('first', { zones: ZONES });
    new Network('second', { zones: ZONES }, { dependsOn: first, retainOnDelete: true });
  });
  const vpc = one(plan, 'aws:ec2/vpc:Vpc', 'second');
  expect(vpc.retainOnDelete).toBe(true);
  expect(depends(plan, vpc, one(plan, 'aws:ec2/vpcEndpoint:VpcEndpoint', 'first-s3'))).toBe(true);
});

it('refuses all that is wrong with its arguments at once', () => {
  expect(() => new Network('Shop_1', { zones: ['eu-central-1a'], cidr: '10.0.0.0/8' })).toThrow(
    [
      "Network 'Shop_1': 3 arguments are wrong.",
      `  name: got "Shop_1"; want at most 32 lower-case letters, digits and single hyphens, beginning with a letter, as in 'shop-prod'.`,
      `  cidr: got "10.0.0.0/8"; want an IPv4 network from /16 to /22, by its first address, as in '10.0.0.0/16'.`,
      '  zones: got ["eu-central-1a"]; want two or three availability zones. A control plane needs two of them; when one fails, the others go on.',
    ].join('\n'),
  );
});

it.each([
  ['a name that is none', ['eu-central-1', 'eu-central-1b'], 'names of availability zones'],
  ['a local zone', ['us-west-2a', 'us-west-2-lax-1a'], 'names of availability zones'],
  ['two regions', ['eu-central-1a', 'eu-west-1a'], 'zones of one region'],
  ['a zone twice', ['eu-central-1a', 'eu-central-1a'], 'each of them once'],
])('refuses zones with %s', (_, zones, want) => {
  expect(() => new Network('shop', { zones })).toThrow(want);
});
