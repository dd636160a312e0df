import { reachedBy } from '../../manifest/field-pattern';
import { placeOf, titleOf, type InventoryObject } from '../../manifest/inventory';
import { isObject, objectAt, type JsonObject, type JsonPath } from '../../manifest/json';
import { selects, type Selection } from '../../manifest/selections';
import { check, type Breach } from '../check';
import type { Context } from '../context';
import { exampleDeployment } from './examples';
import { isAsking, Selected } from './selected';
import { isUnmatched, nothingSelected, unmatched } from './service-selector';
import { CLUSTER_NAMESPACES } from './well-known';

const POLICY = 'NetworkPolicy.networking.k8s.io';

const policy = (selector: string, peer: string): string => `
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: web, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: ${selector} } }
        policyTypes: [Ingress]
        ingress: [{ from: [{ podSelector: { matchLabels: { app: ${peer} } } }], ports: [{ port: 8080 }] }]`;

const both = `${exampleDeployment('web')}
      ---${exampleDeployment('proxy')}`;

/** NetworkPolicies that hold for nothing. */
export const networkPolicies = unmatched(
  {
    id: 'link/network-policy',
    pack: 'baseline',
    severity: 'warning',
    title: 'The selector of a NetworkPolicy matches pods of its namespace.',
    why: 'The policy holds for nothing, and the pods that it was meant for stay as open, or as closed, as they are.',
    fix: 'Select labels that the pods of a workload in the same namespace have.',
    fails: `${both}${policy('wbe', 'proxy')}`,
    passes: `${both}${policy('web', 'proxy')}`,
  },
  { kind: POLICY, when: ({ at }) => at.length === 2 },
);

/** Peers of a NetworkPolicy that are no pods. */
export const networkPolicyPeers = check(
  {
    id: 'link/network-policy-peer',
    pack: 'baseline',
    severity: 'warning',
    title: 'A NetworkPolicy names peers that exist.',
    why: 'It lets nobody in or out by that rule, and the connection that it was meant for fails.',
    fix: 'Select labels that the pods of the other side have; add a namespaceSelector where they are in another one.',
    fails: `${both}${policy('web', 'poxy')}`,
    passes: `${both}${policy('web', 'proxy')}`,
  },
  (context) => {
    const selected = Selected.of(context);
    const near = selected.by(POLICY).filter(({ at }) => at.length > 2);
    return [
      ...near.filter((selection) => isUnmatched(selection, selected)).map((selection) => peer(selection, selected)),
      ...foreignPeers(context, selected),
    ];
  },
);

function peer(selection: Selection, selected: Selected): Breach {
  const breach = nothingSelected(selection, selected);
  return { ...breach, message: breach.message.replace('The selector of', 'A peer of') };
}

/** Peers in other namespaces, as far as the tree says what those are. */
function foreignPeers(context: Context, selected: Selected): readonly Breach[] {
  const policies = context.ofKind(POLICY);
  if (policies.length === 0) return [];
  const namespaces = namespacesIn(context);
  return policies.flatMap((from) =>
    ['spec.ingress[].from[]', 'spec.egress[].to[]'].flatMap((pattern) =>
      reachedBy(pattern, from.manifest).flatMap(([value, path]) =>
        isObject(value) ? foreignPeer({ from, peer: value, path }, namespaces, selected) : [],
      ),
    ),
  );
}

interface Peer {
  readonly from: InventoryObject;
  readonly peer: JsonObject;
  readonly path: JsonPath;
}

function foreignPeer({ from, peer: given, path }: Peer, namespaces: Namespaces, selected: Selected): readonly Breach[] {
  const { namespaceSelector, podSelector } = given;
  if (!isObject(namespaceSelector) || !isObject(podSelector)) return [];
  if (!isAsking(namespaceSelector) || !isAsking(podSelector)) return [];
  const meant = namesIn(namespaceSelector, namespaces);
  const isKnown = meant.length > 0 && meant.every((name) => namespaces.get(name)?.hasPods);
  const isMatched = meant.some(
    (name) => selected.matching(name, podSelector).length > 0 || selected.mayMatch(name, podSelector),
  );
  if (!isKnown || isMatched) return [];
  const names = meant.slice(0, 3).map((name) => `'${name}'`);
  return [
    {
      object: from,
      at: [...path, 'podSelector'],
      message: `A peer of ${titleOf(from)} matches no pods of ${names.length === 1 ? 'the namespace' : 'the namespaces'} ${names.join(', ')}.`,
      want: 'labels of pods of the namespaces that are selected',
    },
  ];
}

interface Namespace {
  readonly labels: JsonObject;
  readonly hasPods: boolean;
}

type Namespaces = ReadonlyMap<string, Namespace>;

/** The namespaces that the tree makes or fills. Those of the cluster itself have pods that nobody knows here. */
function namespacesIn(context: Context): Namespaces {
  const filled = new Set([...context.pods].map(({ object }) => placeOf(object)));
  const made = context
    .ofKind('Namespace')
    .map(({ name, manifest }) => [name, objectAt(manifest, 'metadata', 'labels')] as const);
  const labels = new Map<string, JsonObject>([...[...filled].map((name) => [name, {}] as const), ...made]);
  const known = [...labels].filter(([name]) => !CLUSTER_NAMESPACES.has(name) && !name.startsWith('('));
  return new Map(
    known.map(([name, own]) => [
      name,
      { labels: { ...own, 'kubernetes.io/metadata.name': name }, hasPods: filled.has(name) },
    ]),
  );
}

/** The namespaces that a selector matches, looked up once for each that is written alike. */
function namesIn(selector: JsonObject, namespaces: Namespaces): readonly string[] {
  const cache = matches.get(namespaces) ?? new Map<string, readonly string[]>();
  matches.set(namespaces, cache);
  const key = JSON.stringify(selector);
  const names = cache.get(key) ?? matching(selector, namespaces);
  cache.set(key, names);
  return names;
}

const matches = new WeakMap<Namespaces, Map<string, readonly string[]>>();

function matching(selector: JsonObject, namespaces: Namespaces): readonly string[] {
  const name = objectAt(selector, 'matchLabels')['kubernetes.io/metadata.name'];
  const candidates = typeof name === 'string' ? [name] : [...namespaces.keys()];
  return candidates.filter((candidate) => selects(selector, namespaces.get(candidate)?.labels ?? {}));
}
