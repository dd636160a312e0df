import type { After } from './after';
import { addTo } from './group';
import type { Inventory, InventoryObject } from './inventory';
import type { KindName } from './kinds';
import { objectsBelow } from './order';
import { podTemplatePath } from './pods';
import type { ReferenceGraph } from './references';

/** What is known of a tree whose objects are in order. */
export interface Ordered {
  readonly inventory: Inventory;
  readonly graph: ReferenceGraph;
  /** The objects in the order in which they are created. */
  readonly ordered: readonly InventoryObject[];
}

/** For each object, those that have to be there before it, and until it is gone. Without circles. */
export type Dependencies = ReadonlyMap<InventoryObject, readonly InventoryObject[]>;

const ADMITS: readonly KindName[] = ['LimitRange', 'ResourceQuota'];
const BINDS: readonly KindName[] = [
  'RoleBinding.rbac.authorization.k8s.io',
  'ClusterRoleBinding.rbac.authorization.k8s.io',
];
/** What is asked by the API server, about other objects: without an answer it refuses them. */
export const INTERCEPTS: readonly KindName[] = [
  'MutatingWebhookConfiguration.admissionregistration.k8s.io',
  'ValidatingWebhookConfiguration.admissionregistration.k8s.io',
  'APIService.apiregistration.k8s.io',
];

/**
 * Who really waits for whom. The order of the objects is one line, which is right for a tool that creates one after
 * the other; one that creates many at a time needs less: an object waits for what it names, pods for what limits,
 * isolates and permits them, what intercepts requests for the pods behind it, and all for what `after` says.
 */
export function dependenciesOf({ inventory, graph, ordered }: Ordered): Dependencies {
  const edges = new Edges(ordered);
  for (const { from, to } of graph.references) if (to) edges.add(from, to);
  addAdmission(edges, ordered);
  addPolicies(edges, graph);
  addPermissions(edges, graph);
  addBackEnds(edges, graph);
  if (inventory.after.length > 0) {
    const below = objectsBelow(inventory);
    for (const after of inventory.after) addAfter(edges, below, after);
  }
  return edges.all;
}

class Edges {
  readonly all: Map<InventoryObject, InventoryObject[]>;
  readonly #positions: ReadonlyMap<InventoryObject, number>;
  readonly #known = new Map<InventoryObject, Set<InventoryObject>>();

  constructor(ordered: readonly InventoryObject[]) {
    this.#positions = new Map(ordered.map((object, position) => [object, position]));
    this.all = new Map(ordered.map((object) => [object, []]));
  }

  /** What comes later in the one order is never waited for: so there is no circle. */
  add(from: InventoryObject, to: InventoryObject): void {
    if (this.#position(to) >= this.#position(from)) return;
    const known = this.#known.get(from) ?? new Set();
    this.#known.set(from, known);
    if (known.has(to)) return;
    known.add(to);
    this.all.get(from)?.push(to);
  }

  of(object: InventoryObject): readonly InventoryObject[] {
    return this.all.get(object) ?? [];
  }

  /** The first of some objects in the one order. */
  earliest(objects: readonly InventoryObject[]): InventoryObject {
    return objects.reduce((one, other) => (this.#position(other) < this.#position(one) ? other : one));
  }

  #position(object: InventoryObject): number {
    return this.#positions.get(object) ?? Infinity;
  }
}

/** Pods that come before the limits of their namespace are held to none. */
function addAdmission(edges: Edges, ordered: readonly InventoryObject[]): void {
  const limits = new Map<string | undefined, InventoryObject[]>();
  for (const object of ordered) if (ADMITS.includes(object.kind)) addTo(limits, object.namespace, object);
  if (limits.size === 0) return;
  for (const object of ordered) {
    if (!podTemplatePath(object.kind)) continue;
    for (const limit of limits.get(object.namespace) ?? []) edges.add(object, limit);
  }
}

function addPolicies(edges: Edges, { selections }: ReferenceGraph): void {
  for (const { from, to } of selections) {
    if (from.kind === 'NetworkPolicy.networking.k8s.io') for (const pods of to) edges.add(pods, from);
  }
}

/** Pods may use the API as soon as they run, and until they are gone. */
function addPermissions(edges: Edges, { references }: ReferenceGraph): void {
  const bindings = new Map<InventoryObject, InventoryObject[]>();
  for (const { from, to } of references) {
    if (to?.kind === 'ServiceAccount' && BINDS.includes(from.kind)) addTo(bindings, to, from);
  }
  if (bindings.size === 0) return;
  for (const { from, to } of references) {
    if (to?.kind !== 'ServiceAccount' || !podTemplatePath(from.kind)) continue;
    for (const binding of bindings.get(to) ?? []) edges.add(from, binding);
  }
}

/** A webhook whose pods are not there, or are gone, refuses whatever it is asked about. */
function addBackEnds(edges: Edges, { references, selections }: ReferenceGraph): void {
  const interceptors = references.filter(({ from, to }) => to && INTERCEPTS.includes(from.kind));
  if (interceptors.length === 0) return;
  const behind = new Map<InventoryObject, readonly InventoryObject[]>();
  for (const { from, to } of selections) if (from.kind === 'Service') behind.set(from, to);
  for (const { from, to } of interceptors) for (const pods of (to && behind.get(to)) ?? []) edges.add(from, pods);
}

/** The first of the dependents wait for the last of the dependencies: the others wait for these anyway. */
function addAfter(
  edges: Edges,
  below: ReadonlyMap<string, readonly InventoryObject[]>,
  { dependent, dependency }: After,
): void {
  const dependencies = new Set(below.get(dependency));
  const dependents = new Set((below.get(dependent) ?? []).filter((object) => !dependencies.has(object)));
  const waitedFor = new Set([...dependencies].flatMap((object) => edges.of(object)));
  const last = [...dependencies].filter((object) => !waitedFor.has(object));
  const first = [...dependents].filter((object) => !edges.of(object).some((other) => dependents.has(other)));
  if (first.length * last.length <= MANY) {
    for (const from of first) for (const to of last) edges.add(from, to);
    return;
  }
  // Then one of them waits for all, and the others for that one: n + m edges, and one more step in a row.
  const gate = edges.earliest(first);
  for (const to of last) edges.add(gate, to);
  for (const from of first) edges.add(from, gate);
}

/** The most edges that one `after` makes; each costs time and memory in the engine. */
const MANY = 1000;
