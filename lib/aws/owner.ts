import {
  mergeOptions,
  type ComponentResource,
  type ComponentResourceOptions,
  type CustomResourceOptions,
} from '@pulumi/pulumi';

/** Whose resources are made. */
export interface Owner {
  /** What the names of the resources begin with. */
  readonly name: string;
  /** The options of one resource: its own, and those of its owner. */
  readonly child: (own?: CustomResourceOptions) => CustomResourceOptions;
}

/**
 * A component as the owner of its children: what was said of the component holds for each of them. Pulumi hands on
 * `protect`, `provider` and `aliases` by itself, but none of these.
 */
export function ownerOf(name: string, parent: ComponentResource, options: ComponentResourceOptions = {}): Owner {
  const { dependsOn, deletedWith, retainOnDelete } = options;
  return { name, child: (own) => mergeOptions({ parent, dependsOn, deletedWith, retainOnDelete }, own) };
}
