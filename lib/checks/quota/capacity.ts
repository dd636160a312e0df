import { titleOf, type InventoryObject } from '../../manifest/inventory';
import { objectAt, text } from '../../manifest/json';
import type { Breach, Check } from '../check';
import type { Context } from '../context';
import type { NodePool } from '../platform';
import type { Rule } from '../rule';
import { fitting, minus, ONE, written, type Amounts } from './amounts';
import { nodesIn, poolsFor, roomIn, roomOf } from './nodes';
import { requestsOf } from './pod-resources';
import { used } from './quotas';
import { reasonOf, rolloutOf } from './rollouts';
import { allWorkloads, type Workload } from './workloads';

const PLATFORM = { nodes: [{ count: 2, cpu: '2', memory: '4Gi' }] };

const example = (cpu: string, unavailable: number): string => `
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web, namespace: shop }
      spec:
        replicas: 2
        strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: ${unavailable} } }
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec:
            containers: [{ name: web, image: registry.example/web:1.0.0, resources: { requests: { cpu: ${cpu} } } }]
    `;

const EXCEEDED: Rule = {
  id: 'capacity/exceeded',
  pack: 'baseline',
  severity: 'error',
  title: 'The nodes that the platform declares can hold all pods.',
  why: 'A pod that fits on no node stays Pending.',
  fix: 'Ask for less, or declare more or larger nodes.',
  platform: PLATFORM,
  fails: example("'3'", 1),
  passes: example("'1'", 1),
};

const ROLLOUT: Rule = {
  id: 'capacity/rollout-hangs',
  pack: 'baseline',
  severity: 'error',
  title: 'The nodes that the platform declares have room for the pods that a rollout starts before it stops others.',
  why: 'At the next release the new pod stays Pending, and the old ones stay for ever.',
  fix: 'Declare one node more, or stop old pods first: `maxSurge: 0` and `maxUnavailable: 1`.',
  platform: PLATFORM,
  fails: example("'2'", 0),
  passes: example("'2'", 1),
};

/** Whether all pods find room on the nodes that are declared. Only what is certain is told: no packing is tried. */
export const capacity: Check = {
  rules: [EXCEEDED, ROLLOUT],
  judge: (context) => {
    const { nodes = [] } = context.platform;
    if (nodes.length === 0) return [];
    const demands = allWorkloads(context).flatMap((workload) => demandOf(context, workload));
    const single = demands.flatMap((demand) => tooMany(demand));
    const exceeded = single.length > 0 ? single : tooMuch(nodes, demands);
    const room = minus(roomIn(nodes), used(demands.filter(({ workload }) => workload.isLasting)));
    const rollouts = exceeded.length > 0 ? [] : demands.flatMap((demand) => hanging(demand, room));
    return [
      ...exceeded.map((breach) => ({ ...breach, rule: EXCEEDED })),
      ...rollouts.map((breach) => ({ ...breach, rule: ROLLOUT })),
    ];
  },
};

/** What the pods of a workload need of the nodes that they may come to. */
interface Demand {
  readonly workload: Workload;
  readonly count: number;
  readonly usage: Amounts;
  readonly pools: readonly NodePool[];
  /** How many of them the nodes hold, were there nothing else on them. */
  readonly most: number;
}

function demandOf(context: Context, workload: Workload): readonly Demand[] {
  const { resources, pods, count } = workload;
  if (count === 0 || isPlaced(workload)) return [];
  const requests = resources ? requestsOf(resources) : new Map<string, bigint>();
  const usage = new Map([
    ['pods', ONE],
    ...['cpu', 'memory'].map((resource) => [resource, requests.get(resource) ?? 0n] as const),
  ]);
  const pools = poolsFor(context.platform, pods.spec);
  const atMostOne = workload.object.kind === 'DaemonSet.apps';
  const most = pools.reduce((sum, pool) => {
    const fits = Number(fitting(usage, roomOf(pool))?.count ?? 0n);
    return sum + (atMostOne ? Math.min(fits, 1) : fits) * pool.count;
  }, 0);
  return [{ workload, count, usage, pools, most }];
}

/** A virtual node, or whoever else takes the pod, is none of those that are declared. */
function isPlaced({ pods: { spec } }: Workload): boolean {
  const scheduler = text(spec['schedulerName'], USUAL_SCHEDULER);
  return text(spec['nodeName']) !== '' || scheduler !== USUAL_SCHEDULER;
}

const USUAL_SCHEDULER = 'default-scheduler';

function tooMany({ workload, count, usage, pools, most }: Demand): readonly Breach[] {
  const { object, pods, isLasting } = workload;
  if (most >= count || (most > 0 && !isLasting)) return [];
  const needs = `${titleOf(object)} needs ${listed(usage)} for each pod`;
  if (most > 0)
    return [
      {
        object,
        at: replicasAt(object),
        message: `${needs}, of which the ${nodesIn(pools)} nodes hold ${most}: ${count - most} of ${count} stay Pending.`,
        want: `at most ${most}`,
      },
    ];
  const largest = pools.map((pool) => `${pool.cpu} of cpu and ${pool.memory} of memory`);
  const [first = 'none'] = largest;
  const nodes = pools.length === 1 ? `a node gives ${first}` : `no node gives that much (${largest.join('; ')})`;
  return [
    {
      object,
      at: pods.at,
      message: `${needs}, but ${pools.length === 0 ? 'no node has the labels that it selects' : nodes}.`,
    },
  ];
}

function replicasAt({ kind, manifest }: InventoryObject): readonly string[] {
  return kind === 'Pod' ? [] : ['spec', 'replicas' in objectAt(manifest, 'spec') ? 'replicas' : 'template'];
}

function tooMuch(nodes: readonly NodePool[], demands: readonly Demand[]): readonly Breach[] {
  const lasting = demands.filter(({ workload }) => workload.isLasting);
  const room = roomIn(nodes);
  return [...used(lasting)].flatMap(([resource, total]) => {
    const left = room.get(resource) ?? 0n;
    if (total <= left) return [];
    const sorted = [...lasting].sort((a, b) => compare(shareOf(b, resource), shareOf(a, resource)));
    const [largest] = sorted;
    if (!largest) return [];
    const shares = sorted
      .slice(0, MOST_NAMED)
      .map((demand) => `${titleOf(demand.workload.object)} ${written(resource, shareOf(demand, resource))}`);
    const rest = sorted.length > MOST_NAMED ? ` and ${sorted.length - MOST_NAMED} more` : '';
    return [
      {
        object: largest.workload.object,
        at: replicasAt(largest.workload.object),
        message:
          `All pods need ${written(resource, total)} of ${resource}, ${written(resource, total - left)} more than the ` +
          `${nodesIn(nodes)} nodes give: ${shares.join(', ')}${rest}.`,
        want: `at most ${written(resource, left)} of ${resource} in all`,
      },
    ];
  });
}

const MOST_NAMED = 5;

function shareOf({ usage, count }: Demand, resource: string): bigint {
  return (usage.get(resource) ?? 0n) * BigInt(count);
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function hanging({ workload, count, usage, most, pools }: Demand, room: Amounts): readonly Breach[] {
  const rollout = rolloutOf(workload, count);
  // The second pod of a DaemonSet needs room on one certain node: the sums do not tell.
  if (rollout?.unavailable !== 0 || workload.object.kind === 'DaemonSet.apps') return [];
  const fit = fitting(usage, room);
  if (most > count && fit?.count !== 0n) return [];
  const why = reasonOf(workload.object, rollout, count);
  const short =
    most > count && fit
      ? `all nodes together have ${written(fit.scarcest, room.get(fit.scarcest) ?? 0n)} of ${fit.scarcest} left`
      : `the ${nodesIn(pools)} nodes hold ${most} of them`;
  return [
    {
      object: workload.object,
      at: rollout.at,
      message:
        `The rollout of ${titleOf(workload.object)} starts a new pod before it ends an old one, because ${why}: ` +
        `the pod needs ${listed(usage)}, but beside ${count} pods ${short}. It hangs with 0 of ${count} pods updated.`,
      want: 'at least 1',
    },
  ];
}

function listed(usage: Amounts): string {
  const amounts = ['cpu', 'memory'].flatMap((resource) => {
    const amount = usage.get(resource) ?? 0n;
    return amount > 0n ? [`${written(resource, amount)} of ${resource}`] : [];
  });
  return amounts.length > 0 ? amounts.join(' and ') : 'a place';
}
