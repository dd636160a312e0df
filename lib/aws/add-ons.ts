import { Addon, type AddonArgs } from '@pulumi/aws/eks/addon';
import type { Cluster } from '@pulumi/aws/eks/cluster';
import type { Resource } from '@pulumi/pulumi';
import type { AddOnName, AddOnVersions } from './eks-args';
import { addServiceRole } from './iam';
import type { Owner } from './owner';

// Without these no node gets ready, or pods on it get no network and no credentials.
const BEFORE_NODES: readonly AddOnName[] = ['vpc-cni', 'kube-proxy', 'eks-pod-identity-agent'];

export interface AddOnsArgs {
  readonly cluster: Cluster;
  readonly versions: AddOnVersions;
  readonly partition: string;
}

/** The add-ons that nodes need: there before the first one comes and until the last one is gone. */
export function addAddOnsBeforeNodes(owner: Owner, args: AddOnsArgs): readonly Addon[] {
  return BEFORE_NODES.map((addonName) =>
    addAddOn(owner, args, { addonName, after: [], ...(addonName === 'vpc-cni' ? NETWORK_POLICIES : {}) }),
  );
}

// Else the network takes NetworkPolicies, and does nothing about them.
const NETWORK_POLICIES = { configurationValues: JSON.stringify({ enableNetworkPolicy: 'true' }) };

/** The add-ons that need nodes: names for Services, and volumes for claims, gp3 where a claim names no class. */
export function addAddOnsAfterNodes(owner: Owner, args: AddOnsArgs, nodes: Resource): readonly Addon[] {
  const role = addServiceRole(owner, {
    purpose: 'ebs-csi',
    service: 'pods.eks.amazonaws.com',
    actions: ['sts:AssumeRole', 'sts:TagSession'],
    policies: ['service-role/AmazonEBSCSIDriverPolicy'],
    partition: args.partition,
  });
  return [
    addAddOn(owner, args, { addonName: 'coredns', after: [nodes] }),
    addAddOn(owner, args, {
      addonName: 'aws-ebs-csi-driver',
      after: [nodes, ...role.policies],
      podIdentityAssociations: [{ serviceAccount: 'ebs-csi-controller-sa', roleArn: role.arn }],
      configurationValues: JSON.stringify({ defaultStorageClass: { enabled: true } }),
    }),
  ];
}

interface AddOn extends Pick<AddonArgs, 'configurationValues' | 'podIdentityAssociations'> {
  readonly addonName: AddOnName;
  readonly after: readonly Resource[];
}

function addAddOn({ name, child }: Owner, args: AddOnsArgs, { after, ...addOn }: AddOn): Addon {
  return new Addon(
    `${name}-${addOn.addonName}`,
    {
      clusterName: args.cluster.name,
      addonVersion: args.versions[addOn.addonName],
      // What the program says holds, against what somebody changed by hand as well.
      resolveConflictsOnCreate: 'OVERWRITE',
      resolveConflictsOnUpdate: 'OVERWRITE',
      preserve: false,
      ...addOn,
    },
    child({ dependsOn: [...after] }),
  );
}
