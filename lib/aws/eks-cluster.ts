import { ComponentResource, type ComponentResourceOptions, type Output, type Resource } from '@pulumi/pulumi';
import type { Cluster } from '../pulumi/deploy/cluster';
import { addAdministrator, administratorMistakes } from './access';
import { addAddOnsAfterNodes, addAddOnsBeforeNodes } from './add-ons';
import { expect, nameMistakes, refuseMistakes, repetitions, type ArgumentMistake } from './arguments';
import { ipv4Network } from './cidr';
import { addControlPlane, LOG_RETENTION_DAYS } from './control-plane';
import type { EksClusterArgs } from './eks-args';
import { EKS_OBJECTS } from './existing-objects';
import { kubeconfigOf } from './kubeconfig';
import type { Network } from './network';
import { addNodeGroup, nodesMistakes } from './node-group';
import { ownerOf } from './owner';
import { partitionOf } from './region';

/**
 * An EKS cluster with nodes: the control plane and who may use it, a group of nodes in the private subnets, and the
 * add-ons for network, names, identity and volumes. Its name is the component's.
 *
 * @example
 * const cluster = new EksCluster('shop', {
 *   network,
 *   version: '1.34',
 *   administrators: ['arn:aws:iam::123456789012:role/deployer'],
 *   nodes: { instanceTypes: ['m7i.large'], minSize: 3, maxSize: 6 },
 * });
 * deploy(app, { cluster });
 */
export class EksCluster extends ComponentResource implements Cluster {
  readonly name: string;
  readonly network: Network;
  readonly kubeconfig: Output<string>;
  /** Address of its API: `https://…` */
  readonly endpoint: Output<string>;
  /** The security group that its nodes and pods are in. */
  readonly securityGroupId: Output<string>;
  readonly resource: Resource;
  readonly dependsOn: readonly Resource[];
  readonly existingObjects = EKS_OBJECTS;

  /** @throws ArgumentsError with all that is wrong with the name and the arguments */
  constructor(name: string, args: EksClusterArgs, options?: ComponentResourceOptions) {
    refuseMistakes(`EksCluster '${name}'`, mistakesIn(name, args));
    super('stackwright:aws:EksCluster', name, {}, options);
    const { network } = args;
    const owner = ownerOf(name, this, options);
    const cluster = addControlPlane(owner, args);
    const administrators = args.administrators.map((arn) => addAdministrator(owner, cluster, arn));
    const addOns = { cluster, versions: args.addOnVersions ?? {}, partition: partitionOf(network.region) };
    const after = [...addAddOnsBeforeNodes(owner, addOns), ...network.egress];
    const nodes = addNodeGroup(owner, { ...args.nodes, cluster, network, after });
    this.name = name;
    this.network = network;
    this.kubeconfig = kubeconfigOf(cluster, name, network.region);
    this.endpoint = cluster.endpoint;
    // Asked for as a property of what is known in part, its subnets, it would count as known to be missing.
    this.securityGroupId = cluster.vpcConfig.apply(({ clusterSecurityGroupId }) => clusterSecurityGroupId);
    this.resource = cluster;
    this.dependsOn = [...administrators, nodes, ...addAddOnsAfterNodes(owner, addOns, nodes)];
    this.registerOutputs({ endpoint: this.endpoint });
  }
}

function mistakesIn(name: string, args: EksClusterArgs): readonly ArgumentMistake[] {
  const { version, publicAccessCidrs = [], logRetentionDays } = args;
  return [
    ...nameMistakes(name),
    ...expect(/^1\.\d{2}$/.test(version), {
      argument: 'version',
      got: version,
      want: "a minor version of Kubernetes, as in '1.34'",
    }),
    ...administratorMistakes(args.administrators),
    ...nodesMistakes(args.nodes),
    ...publicAccessCidrs
      .filter((cidr) => !ipv4Network(cidr))
      .map((got) => ({ argument: 'publicAccessCidrs', got, want: "IPv4 networks, as in '203.0.113.0/24'" })),
    ...repetitions('publicAccessCidrs', publicAccessCidrs),
    ...expect(logRetentionDays === undefined || LOG_RETENTION_DAYS.includes(logRetentionDays), {
      argument: 'logRetentionDays',
      got: logRetentionDays,
      want: `one of ${LOG_RETENTION_DAYS.join(', ')}`,
    }),
  ];
}
