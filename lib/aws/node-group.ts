import { LaunchTemplate } from '@pulumi/aws/ec2/launchTemplate';
import type { Cluster } from '@pulumi/aws/eks/cluster';
import { NodeGroup } from '@pulumi/aws/eks/nodeGroup';
import type { Resource } from '@pulumi/pulumi';
import { expect, outside, repetitions, type ArgumentMistake } from './arguments';
import type { NodesArgs } from './eks-args';
import { addServiceRole } from './iam';
import type { Network } from './network';
import type { Owner } from './owner';
import { partitionOf } from './region';

interface NodeGroupArgs extends NodesArgs {
  readonly cluster: Cluster;
  readonly network: Network;
  /** What has to be there before the first node and until the last one is gone. */
  readonly after: readonly Resource[];
}

/** Nodes that EKS manages: Amazon Linux 2023, in the private subnets. */
export function addNodeGroup(owner: Owner, args: NodeGroupArgs): NodeGroup {
  const name = `${owner.name}-nodes`;
  const { cluster, network, minSize, maxSize } = args;
  const role = addServiceRole(owner, {
    purpose: 'nodes',
    service: 'ec2.amazonaws.com',
    policies: ['AmazonEKSWorkerNodePolicy', 'AmazonEKS_CNI_Policy', 'AmazonEC2ContainerRegistryPullOnly'],
    partition: partitionOf(network.region),
  });
  const template = addLaunchTemplate(owner, name, args.diskSize ?? 50);
  return new NodeGroup(
    name,
    {
      clusterName: cluster.name,
      version: cluster.version,
      nodeRoleArn: role.arn,
      subnetIds: [...network.privateSubnetIds],
      amiType: args.architecture === 'arm64' ? 'AL2023_ARM_64_STANDARD' : 'AL2023_x86_64_STANDARD',
      instanceTypes: [...args.instanceTypes],
      capacityType: args.spot === true ? 'SPOT' : 'ON_DEMAND',
      launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
      scalingConfig: { minSize, maxSize, desiredSize: minSize },
      updateConfig: { maxUnavailablePercentage: 33 },
      nodeRepairConfig: { enabled: true },
    },
    // How many there are is what an autoscaler finds right, once there are any.
    owner.child({ dependsOn: [...role.policies, ...args.after], ignoreChanges: ['scalingConfig.desiredSize'] }),
  );
}

export function nodesMistakes({ instanceTypes, minSize, maxSize, diskSize }: NodesArgs): readonly ArgumentMistake[] {
  return [
    ...expect(instanceTypes.length > 0, {
      argument: 'nodes.instanceTypes',
      got: instanceTypes,
      want: "at least one instance type, as in 'm7i.large'",
    }),
    ...repetitions('nodes.instanceTypes', instanceTypes),
    ...outside('nodes.minSize', minSize, { min: 1, max: 450 }),
    ...outside('nodes.maxSize', maxSize, { min: 1, max: 450 }),
    ...expect(!(minSize > maxSize), {
      argument: 'nodes.minSize',
      got: minSize,
      want: `at most as many as nodes.maxSize, which is ${maxSize}`,
    }),
    ...outside('nodes.diskSize', diskSize, { min: 20, max: 16384 }),
  ];
}

function addLaunchTemplate(owner: Owner, name: string, diskSize: number): LaunchTemplate {
  const tags = { Name: name };
  return new LaunchTemplate(
    name,
    {
      updateDefaultVersion: true,
      // Pods are one hop further than the node: they get none of its credentials.
      metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          ebs: { volumeType: 'gp3', volumeSize: diskSize, encrypted: 'true', deleteOnTermination: 'true' },
        },
      ],
      tagSpecifications: [
        { resourceType: 'instance', tags },
        { resourceType: 'volume', tags },
      ],
    },
    owner.child(),
  );
}
