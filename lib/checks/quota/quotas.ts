import { groupBy } from '../../manifest/group';
import { placeOf, titleOf, type InventoryObject } from '../../manifest/inventory';
import { isList, isObject, objectAt, text, type Json, type JsonObject } from '../../manifest/json';
import type { Context } from '../context';
import { amountsIn, ONE, NOTHING, plus, times, type Amounts } from './amounts';
import { limitsOf, requestsOf, type PodResources } from './pod-resources';
import type { Workload } from './workloads';

/** A ResourceQuota. */
export interface Quota {
  readonly object: InventoryObject;
  readonly title: string;
  /** The most of each resource. */
  readonly hard: Amounts;
  /** What it counts must match all of these. */
  readonly scopes: readonly Scope[];
}

interface Scope {
  readonly name: string;
  readonly operator: string;
  readonly values: readonly Json[];
}

/** The ResourceQuotas by place. */
export function quotasIn(context: Context): ReadonlyMap<string, readonly Quota[]> {
  return groupBy(
    context.ofKind('ResourceQuota').map((object) => quota(object)),
    ({ object }) => placeOf(object),
  );
}

function quota(object: InventoryObject): Quota {
  const spec = objectAt(object.manifest, 'spec');
  const { scopes } = spec;
  const { matchExpressions } = objectAt(spec, 'scopeSelector');
  return {
    object,
    title: titleOf(object),
    hard: readable(spec['hard']),
    scopes: [
      ...(isList(scopes) ? scopes.map((name) => ({ name: text(name), operator: 'Exists', values: [] })) : []),
      ...(isList(matchExpressions) ? matchExpressions.filter(isObject).map(scopeOf) : []),
    ],
  };
}

/** What is no amount limits nothing here: another rule tells of it. */
function readable(hard: Json | undefined): Amounts {
  if (!isObject(hard)) return NOTHING;
  return new Map(
    Object.entries(hard).flatMap(([resource, value]) => [...(amountsIn({ [resource]: value }) ?? NOTHING)]),
  );
}

function scopeOf({ scopeName, operator, values }: JsonObject): Scope {
  return { name: text(scopeName), operator: text(operator), values: isList(values) ? values : [] };
}

/** What one pod uses of a quota; of what it asks for is not known, only that it is there. */
export function podUsage(resources: PodResources | undefined): Amounts {
  const usage = new Map([
    ['pods', ONE],
    ['count/pods', ONE],
  ]);
  if (!resources) return usage;
  for (const [resource, amount] of requestsOf(resources)) {
    if (!resource.includes('/') || isNative(resource)) {
      if (!isCompute(resource)) continue;
      usage.set(resource, amount);
    }
    usage.set(`requests.${resource}`, amount);
  }
  for (const [resource, amount] of limitsOf(resources))
    if (isCompute(resource) && !resource.startsWith('hugepages-')) usage.set(`limits.${resource}`, amount);
  return usage;
}

function isCompute(resource: string): boolean {
  return ['cpu', 'memory', 'ephemeral-storage'].includes(resource) || resource.startsWith('hugepages-');
}

function isNative(resource: string): boolean {
  return resource.includes('kubernetes.io/');
}

/** Whether a quota counts the pods of a workload. */
export function countsPodsOf(context: Context, { scopes }: Quota, workload: Workload): boolean {
  return scopes.every((scope) => isInScope(context, scope, workload));
}

function isInScope(context: Context, scope: Scope, { pods: { spec }, resources }: Workload): boolean {
  const isTerminating = Number(spec['activeDeadlineSeconds'] ?? -1) >= 0;
  switch (scope.name) {
    case 'Terminating':
      return isTerminating;
    case 'NotTerminating':
      return !isTerminating;
    case 'BestEffort':
      return resources?.isBestEffort === true;
    case 'NotBestEffort':
      return resources?.isBestEffort === false;
    case 'PriorityClass':
      return hasPriority(scope, text(spec['priorityClassName'], usualPriority(context)));
    case 'CrossNamespacePodAffinity':
      return reachesOtherNamespaces(objectAt(spec, 'affinity'));
    default:
      return false;
  }
}

function hasPriority({ operator, values }: Scope, name: string): boolean {
  if (operator === 'In') return name !== '' && values.includes(name);
  if (operator === 'NotIn') return !values.includes(name);
  return operator === 'Exists' ? name !== '' : name === '';
}

/** The PriorityClass of pods that name none. */
function usualPriority(context: Context): string {
  const classes = context.ofKind('PriorityClass.scheduling.k8s.io');
  return classes.find(({ manifest }) => manifest['globalDefault'] === true)?.name ?? '';
}

const TERMS = [
  'requiredDuringSchedulingIgnoredDuringExecution',
  'preferredDuringSchedulingIgnoredDuringExecution',
] as const;

function reachesOtherNamespaces(affinity: JsonObject): boolean {
  return ['podAffinity', 'podAntiAffinity'].some((kind) =>
    TERMS.some((field) => {
      const terms = objectAt(affinity, kind)[field];
      return (
        isList(terms) &&
        terms.some((term) => namesNamespaces(term) || namesNamespaces(objectAt(term, 'podAffinityTerm')))
      );
    }),
  );
}

function namesNamespaces(term: Json): boolean {
  if (!isObject(term)) return false;
  const { namespaces, namespaceSelector } = term;
  return (isList(namespaces) && namespaces.length > 0) || isObject(namespaceSelector);
}

/** What several use in all. */
export function used(items: readonly { readonly usage: Amounts; readonly count: number }[]): Amounts {
  return plus(...items.map(({ usage, count }) => times(usage, count)));
}
