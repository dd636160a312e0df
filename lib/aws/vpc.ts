import { DefaultSecurityGroup } from '@pulumi/aws/ec2/defaultSecurityGroup';
import { Subnet } from '@pulumi/aws/ec2/subnet';
import { Vpc as VpcResource } from '@pulumi/aws/ec2/vpc';
import type { Owner } from './owner';
import type { ZoneSubnets } from './subnet-plan';

/** A VPC that gets its parts. */
export interface Vpc extends Owner {
  readonly resource: VpcResource;
}

/** The two subnets of one zone. */
export interface Subnets {
  readonly zone: string;
  readonly public: Subnet;
  readonly private: Subnet;
}

export function addVpc(owner: Owner, cidr: string): Vpc {
  const { name, child } = owner;
  // Nodes join their cluster by names that only these two settings give them.
  const dns = { enableDnsHostnames: true, enableDnsSupport: true };
  const resource = new VpcResource(name, { cidrBlock: cidr, ...dns, tags: { Name: name } }, child());
  // The group that whatever names none would be in lets nothing through, in either direction.
  new DefaultSecurityGroup(name, { vpcId: resource.id, tags: { Name: `${name}-default` } }, child());
  return { ...owner, resource };
}

export function addSubnets(vpc: Vpc, { zone, publicCidr, privateCidr }: ZoneSubnets): Subnets {
  return {
    zone,
    // Load balancers find their subnets by these tags.
    public: addSubnet(vpc, { zone, tier: 'public', cidr: publicCidr, role: 'kubernetes.io/role/elb' }),
    private: addSubnet(vpc, { zone, tier: 'private', cidr: privateCidr, role: 'kubernetes.io/role/internal-elb' }),
  };
}

interface SubnetPlan {
  readonly zone: string;
  readonly tier: 'public' | 'private';
  readonly cidr: string;
  readonly role: string;
}

function addSubnet({ name, child, resource }: Vpc, { zone, tier, cidr, role }: SubnetPlan): Subnet {
  const subnetName = `${name}-${tier}-${zone}`;
  const tags = { Name: subnetName, [role]: '1' };
  return new Subnet(subnetName, { vpcId: resource.id, availabilityZone: zone, cidrBlock: cidr, tags }, child());
}
