import type { Input, ProviderResource, Resource } from '@pulumi/pulumi';
import type { Cluster } from './cluster';

interface CommonOptions {
  /**
   * What the names of all resources begin with. Needed where one program deploys the same names twice: to two clusters.
   * @default - nothing
   */
  readonly name?: string;
  /** The component that those of the stacks are part of. @default - the program itself */
  readonly parent?: Resource;
  /** What comes before the first object, and after the last one. @default - nothing */
  readonly dependsOn?: readonly Resource[];
  /** The values of parameters, by name. @default - none */
  readonly values?: Readonly<Record<string, Input<string | number | boolean | readonly string[]>>>;
  /**
   * Whether an update waits until Ingresses and Services of type LoadBalancer have an address: in vain, where nobody
   * gives them one.
   * @default - what the cluster says; false
   */
  readonly addresses?: boolean;
  /** Whether no object may be deleted. @default false */
  readonly protect?: boolean;
}

interface ToCluster extends CommonOptions {
  /** Where to. Its providers are made here. */
  readonly cluster: Cluster;
  /**
   * Whether objects that are there already are taken over. A field that somebody else has set otherwise is still an
   * error.
   * @default - false: an object that is there already is an error
   */
  readonly adopt?: boolean;
  readonly provider?: never;
  readonly deletedWith?: never;
}

interface ToProvider extends CommonOptions {
  /** A provider of Kubernetes that somebody else made. */
  readonly provider: ProviderResource;
  /** What the objects die with: the cluster. @default - nothing */
  readonly deletedWith?: Resource;
  readonly cluster?: never;
  readonly adopt?: never;
}

/** Where to deploy, and how. */
export type DeployOptions = ToCluster | ToProvider;
