import type { ComponentResource } from '@pulumi/pulumi';
import { Construct, type IConstruct } from 'constructs';
import type { InventoryObject } from '../../manifest/inventory';
import type { KubeResource } from './kube-resource';

/** What `deploy` made: nothing, where the program is run for its manifests. */
export class Deployment {
  /** The component of each stack, by the path of the stack. */
  readonly components: ReadonlyMap<string, ComponentResource>;
  /** The resource of each object, in the order in which the objects are created. */
  readonly resources: ReadonlyMap<InventoryObject, KubeResource>;

  constructor(
    components: ReadonlyMap<string, ComponentResource>,
    resources: ReadonlyMap<InventoryObject, KubeResource>,
  ) {
    this.components = components;
    this.resources = resources;
  }

  /**
   * The resources of a construct and all that is in it, to depend on them or to read their `status`.
   *
   * @param of - a construct of the tree, or its path
   */
  resourcesOf(of: IConstruct | string): readonly KubeResource[] {
    const path = Construct.isConstruct(of) ? of.node.path : of;
    const own = [...this.resources].filter(([object]) => object.path === path || object.path.startsWith(`${path}/`));
    return own.map(([, resource]) => resource);
  }
}
