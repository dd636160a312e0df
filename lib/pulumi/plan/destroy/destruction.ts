import { groupBy } from '../../../manifest/group';
import { text } from '../../../manifest/json';
import type { Plan, PlanFinding, PlannedResource, Urn } from '../plan';
import { CLUSTER, clustersByProvider, NODES, placesByProvider, PROVIDER } from './clusters';
import { DependencyGraph } from './graph';
import { KubernetesObjects, type KubernetesObject } from './objects';

/** A way in which a destroy goes wrong. */
export type DestroyRule = (destruction: Destruction) => readonly PlanFinding[];

/** How something comes to its end. */
export interface End {
  /** The resource whose deletion is the end of it: itself, or what it is deleted with. */
  readonly at: Urn;
  /** Whether it is deleted in an orderly way, and does not merely vanish with its surroundings. */
  readonly orderly: boolean;
}

/** A plan, as a destroy would take it apart. */
export class Destruction {
  readonly plan: Plan;
  readonly graph: DependencyGraph;
  readonly objects: KubernetesObjects;
  private readonly byUrn: ReadonlyMap<Urn, PlannedResource>;
  private readonly byType: ReadonlyMap<string, readonly PlannedResource[]>;
  private readonly places: ReadonlyMap<Urn, string>;
  private readonly clusters: ReadonlyMap<Urn, PlannedResource>;

  constructor(plan: Plan) {
    this.plan = plan;
    const managed = plan.resources.filter(({ custom, read }) => custom && !read);
    this.graph = new DependencyGraph(plan);
    this.byUrn = new Map(plan.resources.map((resource) => [resource.urn, resource]));
    this.byType = groupBy(managed, ({ type }) => type);
    const parts = {
      providers: this.of(PROVIDER),
      clusters: this.of(CLUSTER),
      depends: (dependent: Urn, dependency: Urn) => this.graph.depends(dependent, dependency),
    };
    this.clusters = clustersByProvider(parts);
    this.places = placesByProvider(parts);
    this.objects = new KubernetesObjects(plan.resources, (resource) => this.placeOf(resource));
  }

  /** What the program manages of some types. */
  of(...types: readonly string[]): readonly PlannedResource[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  at(urn: Urn | undefined): PlannedResource | undefined {
    return urn === undefined ? undefined : this.byUrn.get(urn);
  }

  /** Undefined where it stays. What is protected counts as deleted: somebody lifts the protection first. */
  endOf(resource: PlannedResource): End | undefined {
    const end = this.endByItself(resource);
    return end?.orderly === true ? end : (this.endWithTaker(resource) ?? end);
  }

  private endByItself({ urn, deletedWith, retainOnDelete }: PlannedResource): End | undefined {
    if (retainOnDelete) return undefined;
    const target = this.at(deletedWith);
    if (!target) return { at: urn, orderly: true };
    const end = this.endOf(target);
    return end && { at: end.at, orderly: false };
  }

  /** A Namespace takes its objects along, with their finalizers, and a definition its custom resources. */
  private endWithTaker({ urn }: PlannedResource): End | undefined {
    const object = this.objects.at(urn);
    if (!object) return undefined;
    return [this.objects.namespaceOf(object), this.objects.definitionOf(object)]
      .flatMap((taker) => (taker ? (this.endOf(taker.resource) ?? []) : []))
      .find(({ orderly }) => orderly);
  }

  /** Whether it is certain that the first is gone before the second begins to go, or that the second stays. */
  isBefore(first: PlannedResource, second: PlannedResource): boolean {
    const last = this.endOf(second);
    if (!last) return true;
    const end = this.endOf(first);
    return end !== undefined && end.at !== last.at && this.graph.depends(end.at, last.at);
  }

  /** Whether an input of a resource names another: it is made of it, or has the same plain text as its name. */
  isNamed(by: PlannedResource, input: string, named: { readonly resource: PlannedResource; readonly name: string }) {
    if (by.propertyDependencies[input]?.includes(named.resource.urn) === true) return true;
    const name = text(named.resource.inputs[named.name]);
    return name !== '' && by.inputs[input] === name;
  }

  /** What of some types is part of a cluster, by its `clusterName`. */
  partsOf(cluster: PlannedResource, types: readonly string[] = NODES): readonly PlannedResource[] {
    return this.of(...types).filter((part) => this.isNamed(part, 'clusterName', { resource: cluster, name: 'name' }));
  }

  /** The EKS cluster of the plan that an object is in. */
  clusterOf({ resource }: KubernetesObject): PlannedResource | undefined {
    return resource.provider === undefined ? undefined : this.clusters.get(resource.provider);
  }

  /** What tells the cluster of a Kubernetes resource from others; the default provider has but one. */
  placeOf({ provider }: PlannedResource): string {
    return provider === undefined ? '' : (this.places.get(provider) ?? provider);
  }

  /** The cluster of the plan that something is part of, by its `clusterName`. */
  clusterOfPart(part: PlannedResource): PlannedResource | undefined {
    return this.of(CLUSTER).find((resource) => this.isNamed(part, 'clusterName', { resource, name: 'name' }));
  }

  /** The objects that are deleted by themselves, while the cluster that they are in is there; by that cluster. */
  deletedByCluster(): ReadonlyMap<PlannedResource, readonly KubernetesObject[]> {
    const found = this.objects.all.flatMap((object) => {
      const cluster = this.clusterOf(object);
      const isDeleted = this.endOf(object.resource)?.at === object.resource.urn;
      return cluster && isDeleted ? [{ cluster, object }] : [];
    });
    const groups = groupBy(found, ({ cluster }) => cluster);
    return new Map([...groups].map(([cluster, members]) => [cluster, members.map(({ object }) => object)]));
  }
}

/** `Cluster 'shop'`. */
export function nameOf({ type, name }: PlannedResource): string {
  return `${type.replace(/^.*:/, '')} '${name}'`;
}
