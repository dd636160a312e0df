import type { Input, Resource } from '@pulumi/pulumi';
import type { ExistingObject } from '../kinds/existing-objects';

/** A cluster that objects are deployed to, wherever it runs. */
export interface Cluster {
  /**
   * What tells it from every other cluster: a name that is known before the cluster exists. Where it changes, all
   * objects are replaced; where only the kubeconfig changes, none is.
   */
  readonly name: string;
  /** How to reach it: the text of a kubeconfig, as YAML or JSON. Credentials belong into a command that gets them. */
  readonly kubeconfig: Input<string>;
  /** What the objects die with: nothing is done for most of them when it is deleted too. @default - nothing */
  readonly resource?: Resource;
  /**
   * What has to be there before the first object, and until the last one is gone: the access of whoever deploys, nodes,
   * add-ons.
   * @default - nothing
   */
  readonly dependsOn?: readonly Resource[];
  /** Whether Services of type LoadBalancer and Ingresses get addresses, so that it is worth waiting for them. @default false */
  readonly givesAddresses?: boolean;
  /** Objects that are there without anybody's doing, beside those of every cluster. @default - none */
  readonly existingObjects?: readonly ExistingObject[];
}
