import type { After } from './after';
import type { Finding } from './finding';
import { identityOf, titleOf, type Inventory, type InventoryObject } from './inventory';
import { rankOf } from './kinds';
import type { Reference } from './references';

/** The order in which objects are created, and what contradicts itself in it. */
export interface Order {
  readonly objects: readonly InventoryObject[];
  readonly findings: readonly Finding[];
}

/** A place in the graph: an object, or the moment between two constructs of which one comes after the other. */
interface Vertex {
  readonly object?: InventoryObject;
  readonly after?: After;
  readonly next: Vertex[];
  /** The vertices before it that are still waiting. */
  waiting: number;
  rank: number;
  /** Distance from the first object of the same rank that it waits for. */
  depth: number;
}

/**
 * One order for all objects, the same for the same objects however they were declared: by the rank of their kind, then
 * what is referred to before what refers, then what `after` says, then by kind and name. A reference to a kind of a
 * later rank cannot be honoured and is left out; everything else is.
 */
export function orderOf(inventory: Inventory, references: readonly Reference[]): Order {
  const vertices = new Map<InventoryObject, Vertex>();
  for (const object of inventory.objects) vertices.set(object, vertex(rankOf(object.kind), { object }));
  for (const { from, to } of references) {
    if (to && to !== from && rankOf(to.kind) <= rankOf(from.kind)) connect(vertices.get(to), vertices.get(from));
  }
  const gates = addGates(inventory, vertices);
  const waiting = settle([...vertices.values(), ...gates]);
  const placed = [...vertices.values()].map((each) => ({ each, identity: each.object ? identityOf(each.object) : '' }));
  placed.sort((a, b) => a.each.rank - b.each.rank || a.each.depth - b.each.depth || compared(a.identity, b.identity));
  return {
    objects: placed.flatMap(({ each }) => (each.object ? [each.object] : [])),
    findings: ringsIn(waiting).map(circle),
  };
}

function vertex(rank: number, what: { readonly object?: InventoryObject; readonly after?: After }): Vertex {
  return { ...what, next: [], waiting: 0, rank, depth: 0 };
}

function connect(before: Vertex | undefined, later: Vertex | undefined): void {
  if (!before || !later) return;
  before.next.push(later);
  later.waiting++;
}

/** One vertex for each `after`, so that n objects after m others take n + m edges, not n × m. */
function addGates(inventory: Inventory, vertices: ReadonlyMap<InventoryObject, Vertex>): readonly Vertex[] {
  if (inventory.after.length === 0) return [];
  const below = objectsBelow(inventory);
  return inventory.after.map((after) => {
    const gate = vertex(0, { after });
    const dependencies = below.get(after.dependency) ?? [];
    // An object in both is not after itself: `after(stack, partOfTheStack)` means the rest of the stack.
    const shared = new Set(dependencies);
    for (const object of dependencies) connect(vertices.get(object), gate);
    for (const object of below.get(after.dependent) ?? []) if (!shared.has(object)) connect(gate, vertices.get(object));
    return gate;
  });
}

/** The objects below each construct that an `after` names, by its path. */
export function objectsBelow(inventory: Inventory): ReadonlyMap<string, readonly InventoryObject[]> {
  const named = new Set(inventory.after.flatMap(({ dependent, dependency }) => [dependent, dependency]));
  const below = new Map<string, InventoryObject[]>([...named].map((path) => [path, []]));
  for (const object of inventory.objects) {
    const ids = object.path.split('/');
    for (let length = 0; length <= ids.length; length++) below.get(ids.slice(0, length).join('/'))?.push(object);
  }
  return below;
}

/** Gives every vertex its rank and depth, first those that wait for none; returns those that wait for each other. */
function settle(vertices: readonly Vertex[]): readonly Vertex[] {
  const ready = vertices.filter(({ waiting }) => waiting === 0);
  for (const current of ready) {
    for (const later of current.next) {
      if (current.rank > later.rank) [later.rank, later.depth] = [current.rank, current.depth + 1];
      else if (current.rank === later.rank) later.depth = Math.max(later.depth, current.depth + 1);
      later.waiting--;
      if (later.waiting === 0) ready.push(later);
    }
  }
  return vertices.filter(({ waiting }) => waiting > 0);
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Rings of vertices of which each waits for the next. What waits for a ring without being in it is in none. */
function ringsIn(waiting: readonly Vertex[]): readonly (readonly Vertex[])[] {
  const before = new Map(waiting.flatMap((current) => current.next.map((later) => [later, current] as const)));
  const seen = new Set<Vertex>();
  return waiting.flatMap((start) => {
    const walked: Vertex[] = [];
    let current: Vertex | undefined = start;
    while (current && !seen.has(current)) {
      seen.add(current);
      walked.push(current);
      current = before.get(current);
    }
    const entry = current ? walked.indexOf(current) : -1;
    return entry < 0 ? [] : [walked.slice(entry)];
  });
}

function circle(ring: readonly Vertex[]): Finding {
  const objects = ring.flatMap(({ object }) => (object ? [object] : []));
  const titles = objects.map(titleOf);
  const declared = ring.find(({ after }) => after)?.after;
  return {
    rule: 'order/circle',
    severity: 'error',
    path: declared?.dependent ?? objects[0]?.path ?? '',
    trace: declared?.trace ?? objects[0]?.trace,
    message: `These objects wait for each other: ${[...titles, titles[0]].join(' after ')}.`,
    want: 'an order in which each object comes after what it refers to and after what it is declared to follow',
    fix: declared
      ? `Remove the declaration that '${declared.dependent}' comes after '${declared.dependency}', or declare it on a smaller construct.`
      : 'Remove one of the references.',
  };
}
