import type { IConstruct } from 'constructs';
import type { Acknowledged } from './checks/acknowledgements';
import { Context } from './checks/context';
import { judge } from './checks/judge';
import { platformOf } from './checks/platform';
import { withoutRepeating } from './checks/repetitions';
import { collect } from './manifest/collect';
import type { Finding } from './manifest/finding';
import type { Inventory, InventoryObject } from './manifest/inventory';
import { requiredValues, type RequiredValues } from './manifest/open-values';
import { orderOf } from './manifest/order';
import { withoutFollowers } from './manifest/raw-values';
import { referencesIn, type ReferenceGraph } from './manifest/references';
import { filled, tokenValuesOf } from './manifest/token-values';

/** All that is known of a tree: its objects, who names whom, their order, and what is wrong. */
export interface Synthesis {
  readonly inventory: Inventory;
  readonly graph: ReferenceGraph;
  /** The objects in the order in which they are created. */
  readonly ordered: readonly InventoryObject[];
  readonly findings: readonly Finding[];
  /** What would be findings, had not somebody said why they are right. */
  readonly acknowledged: readonly Acknowledged[];
  /** The values that its tokens need to become plain manifests, those too that are given. */
  readonly requiredValues: RequiredValues;
}

/** Turns a construct tree into data, once. Throws nothing: mistakes are findings. */
export function synthesize(root: IConstruct): Synthesis {
  const { inventory: collected, findings, reported } = collect(root);
  const { inventory, findings: mistakenValues } = filled(collected, tokenValuesOf(root) ?? {});
  const graph = referencesIn(inventory);
  const order = orderOf(inventory, graph.references);
  const verdict = judge(new Context(inventory, graph, platformOf(root)));
  return {
    inventory,
    graph,
    ordered: order.objects,
    findings: withoutFollowers([
      ...findings,
      ...mistakenValues,
      ...order.findings,
      ...withoutRepeating(verdict.findings, reported),
    ]),
    acknowledged: verdict.acknowledged,
    requiredValues: requiredValues(collected.objects),
  };
}
