import { isObject, objectAt, text, type Json } from '../../manifest/json';
import type { Context, PodContainer, Pods } from '../context';
import { once } from '../once';
import { amountsIn, larger, NOTHING, orElse, plus, type Amounts } from './amounts';
import { filled, NO_RESOURCES, type Resources } from './limit-ranges';

/** What one container asks for. */
export interface ContainerResources extends Resources {
  readonly in: PodContainer;
  /** What it says itself; of a limit without a request, the API server makes the request. */
  readonly own: Resources;
}

/** What one pod asks for. */
export interface PodResources extends Resources {
  readonly containers: readonly ContainerResources[];
  /** What running the pod takes beside its containers, by its RuntimeClass. */
  readonly overhead: Amounts;
  /** Whether the pod says what it asks for as a whole. */
  readonly isPodLevel: boolean;
  readonly isBestEffort: boolean;
  /** What it says as a whole… */
  readonly whole: Resources;
  /** …and what its containers come to. */
  readonly sums: Resources;
}

const known = once(() => new Map<Resources, Map<Pods, PodResources | undefined>>());

/** What a pod asks for once it is admitted; undefined where something in it is no amount. Several rules ask. */
export function podResources(context: Context, pods: Pods, defaults: Resources): PodResources | undefined {
  const byDefaults = known(context);
  const byPods = byDefaults.get(defaults) ?? new Map<Pods, PodResources | undefined>();
  byDefaults.set(defaults, byPods);
  if (!byPods.has(pods)) byPods.set(pods, admitted(context, pods, defaults));
  return byPods.get(pods);
}

function admitted(context: Context, pods: Pods, defaults: Resources): PodResources | undefined {
  const own = pods.containers.map((container) => ({ container, own: ownResources(container.container['resources']) }));
  const podLevel = context.isAtLeast('1.34') ? podLevelResources(pods.spec['resources']) : NO_RESOURCES;
  const overhead = amountsIn(pods.spec['overhead'] ?? overheadOf(context, pods));
  if (!podLevel || !overhead) return undefined;
  const containers: ContainerResources[] = [];
  for (const each of own) {
    if (each.container.list === 'ephemeralContainers') continue;
    if (!each.own) return undefined;
    containers.push({ in: each.container, own: each.own, ...filled(each.own, defaults) });
  }
  const whole = completed(podLevel, containers);
  const sums = {
    requests: aggregate(containers, ({ requests }) => requests),
    limits: aggregate(containers, ({ limits }) => limits),
  };
  const isPodLevel = whole.requests.size + whole.limits.size > 0;
  return {
    ...filled(whole, sums),
    containers,
    overhead,
    isPodLevel,
    isBestEffort: isPodLevel ? isNothing(whole) : containers.every(isNothing),
    whole,
    sums,
  };
}

/** Requests with the overhead, as quotas and the scheduler count them. */
export function requestsOf({ requests, overhead }: PodResources): Amounts {
  return plus(requests, overhead);
}

/** Limits with the overhead, as quotas count them: there is none on top of no limit. */
export function limitsOf({ limits, overhead }: PodResources): Amounts {
  return plus(limits, new Map([...overhead].filter(([resource]) => (limits.get(resource) ?? 0n) !== 0n)));
}

function ownResources(resources: Json | undefined): Resources | undefined {
  const limits = amountsIn(objectAt(resources)['limits']);
  const requests = amountsIn(objectAt(resources)['requests']);
  return limits && requests && { limits, requests: orElse(requests, limits) };
}

function podLevelResources(resources: Json | undefined): Resources | undefined {
  const limits = amountsIn(objectAt(resources)['limits']);
  const requests = amountsIn(objectAt(resources)['requests']);
  return limits && requests && { limits: onlyOfPods(limits), requests: onlyOfPods(requests) };
}

function isOfPods(resource: string): boolean {
  return resource === 'cpu' || resource === 'memory' || resource.startsWith('hugepages-');
}

function onlyOfPods(amounts: Amounts): Amounts {
  return new Map([...amounts].filter(([resource]) => isOfPods(resource)));
}

/** A pod with limits but no requests of its own requests what its containers do, or else its limits. */
function completed({ requests, limits }: Resources, containers: readonly ContainerResources[]): Resources {
  if (limits.size === 0) return { requests, limits };
  const asked = aggregate(containers, ({ own }) => own.requests);
  const fromContainers = new Map([...asked].filter(([resource]) => resource === 'cpu' || resource === 'memory'));
  return { limits, requests: orElse(orElse(requests, fromContainers), limits) };
}

type Part = (container: ContainerResources) => Amounts;

/** What the containers need at once: all that last, or one init container with the sidecars before it, if that is more. */
function aggregate(containers: readonly ContainerResources[], part: Part): Amounts {
  let [lasting, sidecars, starting]: readonly [Amounts, Amounts, Amounts] = [NOTHING, NOTHING, NOTHING];
  for (const container of containers) {
    const amounts = part(container);
    if (container.in.isLasting) lasting = plus(lasting, amounts);
    if (container.in.list !== 'initContainers') continue;
    starting = larger(starting, plus(sidecars, amounts));
    if (container.in.isLasting) sidecars = plus(sidecars, amounts);
  }
  return larger(lasting, starting);
}

function overheadOf(context: Context, { spec }: Pods): Json | undefined {
  const name = text(spec['runtimeClassName']);
  if (name === '') return undefined;
  const found = context.ofKind('RuntimeClass.node.k8s.io').find((runtimeClass) => runtimeClass.name === name);
  const fixed = objectAt(found?.manifest, 'overhead')['podFixed'];
  return isObject(fixed) ? fixed : undefined;
}

function isNothing({ requests, limits }: Resources): boolean {
  return [requests, limits].every((amounts) => !(amounts.get('cpu') ?? 0n) && !(amounts.get('memory') ?? 0n));
}
