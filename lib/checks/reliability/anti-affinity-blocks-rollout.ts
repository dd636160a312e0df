import { titleOf } from '../../manifest/inventory';
import { objectAt } from '../../manifest/json';
import { check, type Breach } from '../check';
import type { Context, Pods } from '../context';
import { pods, shown } from './counts';
import { workload } from './examples';
import { HOSTNAME, hostPortsOf, limitsOf, ownTerms, places, type Limit } from './placement';
import { replicasOf } from './replicas';
import { rolloutOf } from './rollout';

const APART = `affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: ${HOSTNAME}, labelSelector: { matchLabels: { app: web } } }] } }`;

/** Pods that are kept apart so strictly that the next release finds no place. */
export const antiAffinityBlocksRollout = check(
  {
    id: 'reliability/anti-affinity-blocks-rollout',
    pack: 'restricted',
    severity: 'error',
    title: 'A rolling update has room for its first new pod.',
    why: 'With `maxUnavailable: 0` no old pod makes room before a new one is ready, and the new one waits for room for ever.',
    fix: 'Set `maxUnavailable: 1`, or make the rule `preferred`.',
    fails: workload({
      spec: 'replicas: 3\n  strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }',
      pod: APART,
    }),
    passes: workload({
      spec: 'replicas: 3\n  strategy: { rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } }',
      pod: APART,
    }),
    platform: { nodes: [{ count: 3, cpu: '4', memory: '16Gi' }] },
  },
  (context) => [
    ...context.ofKind('Deployment.apps').flatMap((object) => ofDeployment(context, context.podsOf(object))),
    ...context.ofKind('DaemonSet.apps').flatMap((object) => ofDaemonSet(context.podsOf(object))),
  ],
);

function ofDeployment(context: Context, made: Pods | undefined): readonly Breach[] {
  const replicas = made && replicasOf(context, made.object);
  if (!replicas || replicas.min === 0) return [];
  const rollout = rolloutOf(made.object, replicas.min);
  if (!rollout || rollout.unavailable > 0) return [];
  return limitsOf(context, made)
    .filter(({ isPerRevision, room }) => !isPerRevision && (room === undefined || room === replicas.min))
    .map((limit) => ({
      object: made.object,
      at: limit.at,
      message: `${titleOf(made.object)} keeps ${pods(replicas.min)} while a new one starts (maxUnavailable comes to 0), but ${limit.what} has room for ${roomIn(limit)}.`,
      want: `room for ${pods(replicas.min + 1)}, or a maxUnavailable of 1 or more`,
      // Whether a cluster that nobody described has a node to spare is no mistake of the manifest.
      ...(limit.room === undefined ? { pack: 'production' as const } : {}),
      ...(limit.room === undefined || limit.isAssumed ? { severity: 'warning' as const } : {}),
    }));
}

function roomIn(limit: Limit): string {
  if (limit.room === undefined) return `one each${limit.topologyKey === HOSTNAME ? ' node' : ''} only`;
  return `${limit.room} (${places(limit)}${limit.isAssumed ? ', as most clusters have' : ''})`;
}

/** The pods of a DaemonSet that surges meet their predecessors on the very same node. */
function ofDaemonSet(made: Pods | undefined): readonly Breach[] {
  if (!made) return [];
  const { object } = made;
  const strategy = objectAt(object.manifest, 'spec', 'updateStrategy', 'rollingUpdate');
  const surge = strategy['maxSurge'] ?? 0;
  if (surge === 0 || surge === '0%') return [];
  const [term] = ownTerms(made, 'podAntiAffinity');
  const [port] = hostPortsOf(made);
  const obstacle = port
    ? { at: port.at, what: `host port ${port.port}` }
    : term && { at: term.at, what: 'podAntiAffinity' };
  if (!obstacle) return [];
  return [
    {
      object,
      at: obstacle.at,
      message: `${titleOf(object)} starts a new pod beside the old one of its node (maxSurge ${shown(surge)}), but ${obstacle.what} has room for one on each node.`,
      want: 'maxSurge 0',
      fix: 'Leave out `maxSurge`, so that `maxUnavailable` ends the old pod first.',
    },
  ];
}
