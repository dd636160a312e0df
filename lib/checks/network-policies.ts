import { addTo, groupBy } from '../manifest/group';
import { placeOf, type InventoryObject } from '../manifest/inventory';
import { isList, isObject, objectAt, type JsonObject } from '../manifest/json';
import type { Context, Pods } from './context';
import { once } from './once';

export const NETWORK_POLICY = 'NetworkPolicy.networking.k8s.io';

export type Direction = 'ingress' | 'egress';

/** A NetworkPolicy, as it is understood by the API. */
export interface Policy {
  readonly object: InventoryObject;
  readonly spec: JsonObject;
  /** Which traffic of its pods it narrows to what its rules allow. */
  readonly directions: readonly Direction[];
  /** Whether it is for all pods of its namespace. */
  readonly isForAll: boolean;
}

/** The policies of a tree, and for which pods they are. */
export interface Policies {
  readonly all: readonly Policy[];
  /** The policies of pods. */
  readonly of: (pods: Pods) => readonly Policy[];
  /** The pods of a policy. */
  readonly podsOf: (policy: Policy) => readonly Pods[];
  /** The policies for all pods of the namespace of an object. */
  readonly forAllBeside: (object: InventoryObject) => readonly Policy[];
}

export const policiesOf = once((context: Context): Policies => {
  const all = context.ofKind(NETWORK_POLICY).map(policyOf);
  const byObject = new Map(all.map((policy) => [policy.object, policy]));
  const general = groupBy(
    all.filter(({ isForAll }) => isForAll),
    ({ object }) => placeOf(object),
  );
  const forAllBeside = (object: InventoryObject): readonly Policy[] => general.get(placeOf(object)) ?? [];
  const byPolicy = new Map<Policy, Pods[]>();
  const byPods = new Map<InventoryObject, readonly Policy[]>();
  for (const pods of context.pods) {
    if (pods.spec['hostNetwork'] === true) continue; // policies do not reach the node's own network
    const chosen = context
      .selectionsOf(pods.object)
      .filter(({ from, at }) => from.kind === NETWORK_POLICY && at.length === 2)
      .flatMap(({ from }) => byObject.get(from) ?? []);
    const policies = [...new Set([...forAllBeside(pods.object), ...chosen])];
    byPods.set(pods.object, policies);
    for (const policy of policies) addTo(byPolicy, policy, pods);
  }
  return {
    all,
    of: ({ object }) => byPods.get(object) ?? [],
    podsOf: (policy) => byPolicy.get(policy) ?? [],
    forAllBeside,
  };
});

function policyOf(object: InventoryObject): Policy {
  const spec = objectAt(object.manifest, 'spec');
  const isForAll = selectsAll(objectAt(spec, 'podSelector'));
  return { object, spec, directions: directionsOf(spec), isForAll };
}

/** Whether a selector asks for nothing, and so takes all. */
export function selectsAll(selector: JsonObject): boolean {
  const expressions = selector['matchExpressions'];
  return (
    Object.keys(objectAt(selector, 'matchLabels')).length === 0 && !(isList(expressions) && expressions.length > 0)
  );
}

/** Without types, a policy is for incoming traffic, and for outgoing traffic where it has rules for it. */
function directionsOf({ policyTypes, egress }: JsonObject): readonly Direction[] {
  if (!isList(policyTypes) || policyTypes.length === 0)
    return isList(egress) && egress.length > 0 ? ['ingress', 'egress'] : ['ingress'];
  return [
    ...(policyTypes.includes('Ingress') ? (['ingress'] as const) : []),
    ...(policyTypes.includes('Egress') ? (['egress'] as const) : []),
  ];
}

/** The rules of a policy for one direction; one that is no object is left out. */
export function rulesOf({ spec }: Policy, direction: Direction): readonly JsonObject[] {
  const rules = spec[direction];
  return isList(rules) ? rules.filter(isObject) : [];
}
