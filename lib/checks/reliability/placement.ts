import { isList, isObject, objectAt, text, type Json, type JsonObject, type JsonPath } from '../../manifest/json';
import { selects } from '../../manifest/selections';
import type { Context, Pods } from '../context';
import { count } from './counts';

export const HOSTNAME = 'kubernetes.io/hostname';
export const ZONE = 'topology.kubernetes.io/zone';

/** How many zones most clusters have that have several. */
const USUAL_ZONES = 3;

/** A field that limits how many pods of one object there can be at a time. */
export interface Limit {
  readonly at: JsonPath;
  /** What it says, for a message. */
  readonly what: string;
  /** How many pods find a place; undefined where only the cluster knows. */
  readonly room: number | undefined;
  /** Whether the number of places is only what is usual. */
  readonly isAssumed: boolean;
  /** What there is a number of. */
  readonly topologyKey: string;
  /** Whether pods of a new release do not count those of the old. */
  readonly isPerRevision: boolean;
}

/** Everything that keeps pods of an object apart. */
export function limitsOf(context: Context, pods: Pods): readonly Limit[] {
  return [...antiAffinityLimits(context, pods), ...spreadLimits(context, pods), ...hostPortLimits(context, pods)];
}

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

/** The terms of required affinity or anti-affinity that match the pods themselves. */
export function ownTerms(
  pods: Pods,
  field: 'podAffinity' | 'podAntiAffinity',
): readonly { readonly term: JsonObject; readonly at: JsonPath }[] {
  const terms = objectAt(pods.spec, 'affinity', field)[REQUIRED];
  if (!isList(terms)) return [];
  return terms.flatMap((term, index) =>
    isObject(term) && matchesOwn(term, pods)
      ? [{ term, at: [...pods.at, 'affinity', field, REQUIRED, index] as const }]
      : [],
  );
}

/** Whether a term speaks of pods with these labels in their own namespace. */
export function matchesOwn(term: JsonObject, { template, object }: Pods): boolean {
  const { labelSelector, namespaces, namespaceSelector, mismatchLabelKeys } = term;
  if (!isObject(labelSelector) || isFilled(mismatchLabelKeys)) return false;
  const isHere = isFilled(namespaces)
    ? namespaces.includes(object.namespace ?? '')
    : namespaceSelector === undefined || namespaceSelector === null;
  const isEverywhere = isObject(namespaceSelector) && Object.keys(namespaceSelector).length === 0;
  return (isHere || isEverywhere) && selects(labelSelector, objectAt(template, 'metadata', 'labels'));
}

function isFilled(value: Json | undefined): value is readonly Json[] {
  return isList(value) && value.length > 0;
}

function antiAffinityLimits(context: Context, pods: Pods): readonly Limit[] {
  const together = ownTerms(pods, 'podAffinity').map(({ term }) => text(term['topologyKey']));
  return ownTerms(pods, 'podAntiAffinity').map(({ term, at }) => {
    const topologyKey = text(term['topologyKey']);
    const common = { at, topologyKey, isPerRevision: isPerRevision(term) };
    // Apart and together at once: the first pod has a place, and no other.
    const isContradiction = together.some((key) => key === topologyKey || (key === HOSTNAME && topologyKey === ZONE));
    if (isContradiction) {
      const what = `required podAntiAffinity by ${topologyKey} and required podAffinity to the same pods`;
      return { ...common, what, room: 1, isAssumed: false };
    }
    return { ...common, what: `required podAntiAffinity by ${topologyKey}`, ...domainsOf(context, pods, topologyKey) };
  });
}

function isPerRevision(term: JsonObject): boolean {
  return isList(term['matchLabelKeys']) && term['matchLabelKeys'].includes('pod-template-hash');
}

/** Below `minDomains`, each topology takes `maxSkew` pods. */
function spreadLimits(context: Context, pods: Pods): readonly Limit[] {
  const constraints = pods.spec['topologySpreadConstraints'];
  if (!isList(constraints)) return [];
  return constraints.flatMap((constraint, index) => {
    if (!isObject(constraint) || constraint['whenUnsatisfiable'] !== 'DoNotSchedule') return [];
    const topologyKey = text(constraint['topologyKey']);
    const minDomains = count(constraint['minDomains'], 1) ?? 1;
    const { room, isAssumed } = domainsOf(context, pods, topologyKey);
    if (room === undefined || minDomains <= room || !matchesOwn(constraint, pods)) return [];
    return {
      at: [...pods.at, 'topologySpreadConstraints', index, 'minDomains'],
      what: `minDomains ${minDomains} by ${topologyKey}`,
      room: room * (count(constraint['maxSkew'], 1) ?? 1),
      isAssumed,
      topologyKey,
      isPerRevision: isPerRevision(constraint),
    };
  });
}

/** A port of the node can only be had once on each. */
function hostPortLimits(context: Context, pods: Pods): readonly Limit[] {
  const [first] = hostPortsOf(pods);
  if (!first) return [];
  const common = { topologyKey: HOSTNAME, isPerRevision: false, ...domainsOf(context, pods, HOSTNAME) };
  return [{ ...common, at: first.at, what: `host port ${first.port}` }];
}

/** The ports of the node that pods take; under `hostNetwork`, those of the containers are. */
export function hostPortsOf({ containers, spec }: Pods): readonly { readonly port: number; readonly at: JsonPath }[] {
  return containers
    .filter(({ isLasting }) => isLasting)
    .flatMap(({ container, at }) => {
      const ports = isList(container['ports']) ? container['ports'] : [];
      return ports.flatMap((each, index) => {
        if (!isObject(each)) return [];
        const field = spec['hostNetwork'] === true && !each['hostPort'] ? 'containerPort' : 'hostPort';
        const port = each[field];
        return typeof port === 'number' && port > 0 ? [{ port, at: [...at, 'ports', index, field] }] : [];
      });
    });
}

/** How many topologies of a kind the pods can be placed in. */
function domainsOf(context: Context, pods: Pods, topologyKey: string): Pick<Limit, 'room' | 'isAssumed'> {
  if (topologyKey === HOSTNAME) return { room: nodesFor(context, pods), isAssumed: false };
  if (topologyKey !== ZONE && topologyKey !== 'failure-domain.beta.kubernetes.io/zone')
    return { room: undefined, isAssumed: false };
  const { zones } = context.platform;
  return { room: zones ?? USUAL_ZONES, isAssumed: zones === undefined };
}

/** The number of nodes that pods may be on, as far as their nodeSelector says; undefined where it is not known. */
function nodesFor({ platform }: Context, { spec }: Pods): number | undefined {
  const wanted = Object.entries(objectAt(spec, 'nodeSelector'));
  const pools = platform.nodes?.filter(({ labels }) => wanted.every(([key, value]) => labels?.[key] === value));
  return pools && pools.length > 0 ? pools.reduce((sum, pool) => sum + pool.count, 0) : undefined;
}

/** `3 zones`, `1 node`. */
export function places({ topologyKey, room }: Limit): string {
  const noun = topologyKey === HOSTNAME ? 'node' : 'zone';
  return `${room} ${noun}${room === 1 ? '' : 's'}`;
}
