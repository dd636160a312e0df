import { groupBy } from '../../manifest/group';
import { placeOf, titleOf, type InventoryObject } from '../../manifest/inventory';
import { isList, isObject, objectAt, text, valueAt, type JsonObject } from '../../manifest/json';
import type { KindName } from '../../manifest/kinds';
import { podLabels, PodIndex, selects, type Selection } from '../../manifest/selections';
import type { Context } from '../context';
import { Guesses } from './guesses';
import { nearMiss } from './near-pods';
import { placesOfLabelling } from './self-labelled';
import { Targets } from './targets';

/** What an object selects, with all that may stand behind a selector that matches no pods of the tree. */
export class Selected {
  static readonly #known = new WeakMap<Context, Selected>();
  readonly #context: Context;
  readonly #guesses: Guesses;
  readonly #byKind: ReadonlyMap<KindName, readonly Selection[]>;
  #index: PodIndex | undefined;
  #everywhere: ReadonlyMap<string, readonly InventoryObject[]> | undefined;
  #custom: ReadonlyMap<string, readonly InventoryObject[]> | undefined;
  #keys: ReadonlySet<string> | undefined;
  #labelling: ReadonlySet<string> | undefined;

  private constructor(context: Context) {
    this.#context = context;
    this.#guesses = new Guesses(context);
    this.#byKind = groupBy(context.graph.selections, ({ from }) => from.kind);
  }

  /** That of a tree; made once for all rules. */
  static of(context: Context): Selected {
    const known = Selected.#known.get(context) ?? new Selected(context);
    Selected.#known.set(context, known);
    return known;
  }

  /** What objects of a kind select. */
  by(kind: KindName): readonly Selection[] {
    return this.#byKind.get(kind) ?? [];
  }

  /** Those whose pods match: in the place of the object and, where its namespace is open, in the default one. */
  objects({ from, at, to }: Selection): readonly InventoryObject[] {
    if (to.length > 0) return to;
    const namespace = from.namespace === undefined ? 'default' : undefined;
    return this.matching(placeOf({ ...from, kind: 'Pod', namespace }), selectorAt(from, at));
  }

  /** The objects of a place whose pods a selector matches. */
  matching(place: string, selector: JsonObject): readonly InventoryObject[] {
    this.#index ??= new PodIndex(this.#context.inventory);
    return this.#index.matching(place, selector);
  }

  /** Whether the tree has pods in a place. */
  areIn(place: string): boolean {
    this.#index ??= new PodIndex(this.#context.inventory);
    return this.#index.inPlace(place).length > 0;
  }

  /** Whether a selector that matches no pods which are known here may match others. */
  mayMatch(place: string, selector: JsonObject): boolean {
    const labels = Object.entries(objectAt(selector, 'matchLabels')).map(([key, value]) => [key, text(value)] as const);
    return (
      this.#customIn(place).some((object) => selects(selector, customLabels(object))) ||
      labels.some(([key, value]) => this.#isOfOperator(key) || this.#guesses.isNamed(place, value)) ||
      labels.some(([, value]) => this.#isDeclared(place, value)) ||
      this.#mayBeLabelled(place, labels) ||
      (place === 'kube-system' && labels.some(([, value]) => OF_CLUSTER.has(value)))
    );
  }

  /** What a selector missed, for the end of a message; '' where nothing is near. */
  missed({ from, at }: Selection): string {
    const selector = selectorAt(from, at);
    const elsewhere = this.#elsewhere(selector, placeOf(from));
    if (elsewhere) return `: those of ${titleOf(elsewhere)} are in another one`;
    this.#index ??= new PodIndex(this.#context.inventory);
    const near = nearMiss({
      index: this.#index,
      place: placeOf(from),
      selector,
      names: Targets.of(this.#context).names,
    });
    return near === undefined ? '' : `: ${near}`;
  }

  /** Objects in other namespaces whose pods match. */
  #elsewhere(selector: JsonObject, place: string): InventoryObject | undefined {
    const [pair] = Object.entries(objectAt(selector, 'matchLabels'));
    if (!pair) return undefined;
    this.#everywhere ??= pairsIn(this.#context);
    const candidates = this.#everywhere.get(`${pair[0]} ${text(pair[1])}`) ?? [];
    return candidates.slice(0, 50).find((pods) => placeOf(pods) !== place && selects(selector, podLabels(pods)));
  }

  /** Objects of other kinds that have a template of pods. */
  #customIn(place: string): readonly InventoryObject[] {
    this.#custom ??= groupBy(
      this.#context.objects.filter(
        (object) => !this.#context.podsOf(object) && isObject(valueAt(object.manifest, TEMPLATE)),
      ),
      placeOf,
    );
    return this.#custom.get(place) ?? [];
  }

  /** Whether only the pods of an operator have a label: its key is of a domain that no pods of the tree know. */
  #isOfOperator(key: string): boolean {
    const domain = /^(.+)\//.exec(key)?.[1];
    if (domain === undefined || /(^|\.)(kubernetes|k8s)\.io$/.test(domain)) return false;
    return !this.#isKey(key);
  }

  /** Whether any pods of the tree have a label of that name. */
  #isKey(key: string): boolean {
    this.#keys ??= new Set([...this.#context.pods].flatMap(({ object }) => Object.keys(podLabels(object))));
    return this.#keys.has(key);
  }

  /** Whether pods match but for labels that no template has, and may be given them while they run. */
  #mayBeLabelled(place: string, labels: readonly (readonly [string, string])[]): boolean {
    const known = labels.filter(([key]) => this.#isKey(key));
    if (known.length === 0 || known.length === labels.length) return false;
    this.#labelling ??= placesOfLabelling(this.#context);
    return this.#labelling.has(place) && this.matching(place, { matchLabels: Object.fromEntries(known) }).length > 0;
  }

  /** Whether a workload that is made elsewhere is called like a label. */
  #isDeclared(place: string, name: string): boolean {
    const namespace = place.startsWith('(') ? undefined : place;
    return WORKLOADS.some((kind) => this.#context.externalOf({ kind, namespace, name }) !== undefined);
  }
}

const TEMPLATE = ['spec', 'template', 'spec'];

/** What the cluster itself runs. */
const OF_CLUSTER: ReadonlySet<string> = new Set([
  'kube-dns',
  'coredns',
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-proxy',
  'kube-scheduler',
  'metrics-server',
]);

const WORKLOADS: readonly KindName[] = [
  'Deployment.apps',
  'StatefulSet.apps',
  'DaemonSet.apps',
  'ReplicaSet.apps',
  'Job.batch',
  'CronJob.batch',
  'Pod',
];

/** A selector as a LabelSelector; a Service has only the labels of one. */
export function selectorAt({ kind, manifest }: InventoryObject, at: Selection['at']): JsonObject {
  const selector = objectAt(manifest, ...at);
  return kind === 'Service' || kind === 'ReplicationController' ? { matchLabels: selector } : selector;
}

/** Whether a selector asks for anything. */
export function isAsking(selector: JsonObject): boolean {
  const { matchLabels, matchExpressions } = selector;
  return Object.keys(objectAt(matchLabels)).length > 0 || (isList(matchExpressions) && matchExpressions.length > 0);
}

function customLabels({ manifest }: InventoryObject): JsonObject {
  return objectAt(manifest, 'spec', 'template', 'metadata', 'labels');
}

function pairsIn(context: Context): ReadonlyMap<string, readonly InventoryObject[]> {
  const pairs = [...context.pods].flatMap(({ object }) =>
    Object.entries(podLabels(object)).map(([key, value]) => [`${key} ${text(value)}`, object] as const),
  );
  return new Map(
    [...groupBy(pairs, ([pair]) => pair)].map(([pair, found]) => [pair, found.map(([, object]) => object)]),
  );
}
