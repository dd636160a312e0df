import type { Input } from '@pulumi/pulumi';
import type { Network } from './network';

export interface EksClusterArgs extends ControlPlaneArgs {
  /**
   * ARNs of the IAM roles and users that may do everything in the cluster. Whoever runs the program has to be among
   * them: nobody has access because of having made the cluster.
   */
  readonly administrators: readonly string[];
  readonly nodes: NodesArgs;
  /** Add-ons of a fixed version. @default - the one that EKS has for the version of the cluster, when it is made */
  readonly addOnVersions?: AddOnVersions;
}

/** What the control plane writes to its log group. */
export type ControlPlaneLog = 'api' | 'audit' | 'authenticator' | 'controllerManager' | 'scheduler';

export interface ControlPlaneArgs {
  readonly network: Network;
  /** Kubernetes version, `1.34`, which rises by one minor version at a time. Nodes follow it. */
  readonly version: string;
  /**
   * From where its API is reached besides its network: `['203.0.113.0/24']`; `['0.0.0.0/0']` from everywhere.
   * @default - from nowhere
   */
  readonly publicAccessCidrs?: readonly string[];
  /** @default ['api', 'audit', 'authenticator'] */
  readonly logs?: readonly ControlPlaneLog[];
  /** Days, as CloudWatch takes them: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731 or years. @default 90 */
  readonly logRetentionDays?: number;
  /** ARN of the KMS key that encrypts Secrets. Once given it cannot be taken back. @default - the key of AWS */
  readonly secretsKeyArn?: Input<string>;
  /** Whether AWS refuses to delete it. @default true */
  readonly deletionProtection?: boolean;
  /** Whether Pulumi refuses to delete or to replace it. @default true */
  readonly protect?: boolean;
}

export interface NodesArgs {
  /** The first one that can be had is taken; all of one architecture: `['m7i.large', 'm6i.large']`. */
  readonly instanceTypes: readonly string[];
  /** How many there are to begin with, and at least: 1 or more, for the add-ons need one. */
  readonly minSize: number;
  /** 1 to 450. */
  readonly maxSize: number;
  /** @default 'x86_64' */
  readonly architecture?: 'arm64' | 'x86_64';
  /** Whether they can be taken away at any time, at a lower price. @default false */
  readonly spot?: boolean;
  /** GiB of the disk of each node, for images, logs and `emptyDir`: 20 to 16384. @default 50 */
  readonly diskSize?: number;
}

/** Those that EKS runs in each of our clusters. */
export type AddOnName = 'aws-ebs-csi-driver' | 'coredns' | 'eks-pod-identity-agent' | 'kube-proxy' | 'vpc-cni';

/** Version of each add-on that is pinned: `v1.12.3-eksbuild.1`. */
export type AddOnVersions = Readonly<Partial<Record<AddOnName, string>>>;
