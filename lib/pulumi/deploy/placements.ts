import type { ProviderResource } from '@pulumi/pulumi';
import type { IConstruct } from 'constructs';
import { identityOf, type Identity } from '../../manifest/inventory';
import type { KubeResource } from './kube-resource';

/** Where an object was deployed to. */
export interface Placement {
  readonly resource: KubeResource;
  /** The provider of its cluster. */
  readonly provider: ProviderResource;
}

/** What of the trees of a program is deployed already. */
export class Placements {
  readonly #byTree = new Map<IConstruct, Map<string, Placement>>();

  /** The latest placement of an object of a tree. */
  find(root: IConstruct, object: Identity): Placement | undefined {
    return this.#byTree.get(root)?.get(identityOf(object));
  }

  add(root: IConstruct, object: Identity, placement: Placement): void {
    const placed = this.#byTree.get(root) ?? new Map<string, Placement>();
    this.#byTree.set(root, placed.set(identityOf(object), placement));
  }
}
