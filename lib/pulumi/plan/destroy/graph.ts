import { addTo } from '../../../manifest/group';
import type { Plan, PlannedResource, Urn } from '../plan';

/**
 * What has to be there for as long as each resource is, as an engine sees it: what it depends on, its parent, its
 * provider, what it is deleted with, and the children of components among them. Only what was registered before a
 * resource counts, so that there are no circles.
 */
export class DependencyGraph {
  /** The direct dependencies of each resource, in the order of registration. */
  private readonly direct = new Map<Urn, readonly Urn[]>();
  private readonly closures = new Map<Urn, ReadonlySet<Urn>>();
  private readonly children = new Map<Urn, Urn[]>();
  private readonly components = new Set<Urn>();

  constructor({ resources }: Plan) {
    for (const resource of resources) {
      this.direct.set(resource.urn, this.dependenciesOf(resource));
      if (!resource.custom) this.components.add(resource.urn);
      if (resource.parent !== undefined) addTo(this.children, resource.parent, resource.urn);
    }
  }

  /** The resources in groups of which each is deleted at once, after the group before it. */
  waves(): readonly (readonly Urn[])[] {
    const heights = new Map<Urn, number>();
    const waves: Urn[][] = [];
    for (const [urn, dependencies] of this.direct) {
      const height = dependencies.reduce((highest, each) => Math.max(highest, (heights.get(each) ?? 0) + 1), 0);
      heights.set(urn, height);
      (waves[height] ??= []).push(urn);
    }
    return waves.reverse();
  }

  /** Whether `dependent` goes before `dependency`, because of a chain of dependencies between them. */
  depends(dependent: Urn, dependency: Urn): boolean {
    return this.dependentsOn(dependency).has(dependent);
  }

  /** All that has to go before a resource goes. */
  dependentsOn(urn: Urn): ReadonlySet<Urn> {
    const known = this.closures.get(urn);
    if (known) return known;
    const found = new Set<Urn>();
    const reached = [urn];
    for (const current of reached) {
      for (const dependent of this.dependents.get(current) ?? []) {
        if (found.has(dependent)) continue;
        found.add(dependent);
        reached.push(dependent);
      }
    }
    this.closures.set(urn, found);
    return found;
  }

  private reversed: ReadonlyMap<Urn, readonly Urn[]> | undefined;

  private get dependents(): ReadonlyMap<Urn, readonly Urn[]> {
    if (this.reversed) return this.reversed;
    const reversed = new Map<Urn, Urn[]>();
    for (const [urn, dependencies] of this.direct) for (const each of dependencies) addTo(reversed, each, urn);
    return (this.reversed = reversed);
  }

  private dependenciesOf(resource: PlannedResource): readonly Urn[] {
    const { parent, provider, deletedWith, dependencies, propertyDependencies } = resource;
    const named = [...dependencies, ...Object.values(propertyDependencies).flat()];
    const found = new Set<Urn>();
    for (const urn of [parent, provider, deletedWith]) if (urn !== undefined && this.direct.has(urn)) found.add(urn);
    for (const urn of named) this.addWithChildren(urn, found);
    return [...found];
  }

  private addWithChildren(urn: Urn, found: Set<Urn>): void {
    if (found.has(urn) || !this.direct.has(urn)) return;
    found.add(urn);
    if (this.components.has(urn)) for (const child of this.children.get(urn) ?? []) this.addWithChildren(child, found);
  }
}
