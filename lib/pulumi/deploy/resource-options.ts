import type { Alias, Resource } from '@pulumi/pulumi';
import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { InventoryObject } from '../../manifest/inventory';
import { Note } from '../../manifest/note';

/** How Pulumi treats the objects of a construct. */
export interface KubeResourceOptions {
  /** Whether nothing may delete them. @default false */
  readonly protect?: boolean;
  /** Whether they stay in the cluster when they leave the program. @default - only configuration that is named by its content */
  readonly retainOnDelete?: boolean;
  /** What they die with. @default - their Namespace, or the cluster, where their end does nothing outside of it */
  readonly deletedWith?: Resource | 'nothing';
  /** Fields that others change: `spec.replicas`. @default - none */
  readonly ignoreChanges?: readonly string[];
  /** Fields of which a change replaces the object, beside those that Kubernetes does not let anyone change. @default - none */
  readonly replaceOnChanges?: readonly string[];
  /** What they were called before, for resources that another program made. @default - none */
  readonly aliases?: readonly (string | Alias)[];
  /** Whether what depends on them waits until they are ready, and the update fails when they never are. @default true */
  readonly wait?: boolean;
  /** How long to wait. @default - ten minutes; for a Job with an `activeDeadline`, as long as that */
  readonly timeout?: Duration;
  /**
   * Whether the objects are there already, made by the cloud or the cluster, and stay theirs: only the fields that are
   * given here are changed, and nothing is deleted.
   * @default - what every cluster has, and what the `cluster` says
   */
  readonly patch?: boolean;
}

const noted = new Note<KubeResourceOptions>('resource-options');

/**
 * Says how Pulumi treats the objects of a construct. What is said of an inner construct counts more than what is said
 * of an outer one. Plain manifests know nothing of it.
 *
 * @example
 * resourceOptions(migration, { timeout: Duration.minutes(30) });
 */
export function resourceOptions(construct: IConstruct, options: KubeResourceOptions): void {
  noted.leave(construct, options);
}

/** What the constructs around an object say together. */
export function resourceOptionsOf(root: IConstruct, { path }: InventoryObject): KubeResourceOptions {
  let construct: IConstruct | undefined = root;
  let options = merged({}, root);
  for (const id of path.split('/')) {
    construct = construct.node.tryFindChild(id);
    if (!construct) break;
    options = merged(options, construct);
  }
  return options;
}

function merged(options: KubeResourceOptions, construct: IConstruct): KubeResourceOptions {
  return noted.on(construct).reduce((all, more) => ({ ...all, ...more }), options);
}
