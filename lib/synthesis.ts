import type { IConstruct } from 'constructs';
import type { Acknowledged } from './checks/acknowledgements';
import { Context } from './checks/context';
import { judge } from './checks/judge';
import { platformOf } from './checks/platform';
import { withoutRepeating } from './checks/repetitions';
import { collect } from './manifest/collect';
import type { Finding } from './manifest/finding';
import type { Inventory, InventoryObject } from './manifest/inventory';
import { orderOf } from './manifest/order';
import { referencesIn, type ReferenceGraph } from './manifest/references';

/** All that is known of a tree: its objects, who names whom, their order, and what is wrong. */
export interface Synthesis {
  readonly inventory: Inventory;
  readonly graph: ReferenceGraph;
  /** The objects in the order in which they are created. */
  readonly ordered: readonly InventoryObject[];
  readonly findings: readonly Finding[];
  /** What would be findings, had not somebody said why they are right. */
  readonly acknowledged: readonly Acknowledged[];
}

/** Turns a construct tree into data, once. Throws nothing: mistakes are findings. */
export function synthesize(root: IConstruct): Synthesis {
  const { inventory, findings, reported } = collect(root);
  const graph = referencesIn(inventory);
  const order = orderOf(inventory, graph.references);
  const verdict = judge(new Context(inventory, graph, platformOf(root)));
  return {
    inventory,
    graph,
    ordered: order.objects,
    findings: [...findings, ...order.findings, ...withoutRepeating(verdict.findings, reported)],
    acknowledged: verdict.acknowledged,
  };
}
