import { titleOf } from '../../manifest/inventory';
import type { Check, Violation } from '../check';
import type { Rule } from '../rule';
import { fitting, minus, times, written, type Amounts } from './amounts';
import { budgetsIn, type Budget } from './consumers';
import { EXAMPLE_QUOTA } from './example';
import { podUsage, used } from './quotas';
import { reasonOf, rolloutOf, type Rollout } from './rollouts';
import type { Workload } from './workloads';

const example = (surge: number, unavailable: number): string => `${EXAMPLE_QUOTA}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web, namespace: shop }
      spec:
        replicas: 2
        strategy: { rollingUpdate: { maxSurge: ${surge}, maxUnavailable: ${unavailable} } }
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec:
            containers: [{ name: web, image: registry.example/web:1.0.0, resources: { requests: { cpu: 400m } } }]
    `;

const HANGS: Rule = {
  id: 'quota/rollout-hangs',
  pack: 'baseline',
  severity: 'error',
  title: 'A ResourceQuota leaves room for the pods that a rollout starts before it stops others.',
  why: 'The first release fits; at the next one, the new pod is refused, and the old ones stay for ever.',
  fix: 'Raise the quota by one pod, or stop old pods first: `maxSurge: 0` and `maxUnavailable: 1`.',
  fails: example(1, 0),
  passes: example(0, 1),
};

const SLOWED: Rule = {
  id: 'quota/rollout-slowed',
  pack: 'production',
  severity: 'warning',
  title: 'A ResourceQuota leaves room for all pods that a rollout may start at once.',
  why: 'The rollout ends, but in more steps, or with fewer pods on the way, than its strategy says.',
  fix: 'Lower `maxSurge`, or raise the quota.',
  fails: example(1, 1),
  passes: example(0, 1),
};

/** Rollouts that start pods before they end others, where a quota has no room for them. */
export const quotaRolloutHangs: Check = {
  rules: [HANGS, SLOWED],
  judge: (context) =>
    budgetsIn(context).flatMap((budget) => budget.lasting.flatMap(({ workload }) => violationsOf(budget, workload))),
};

function violationsOf(budget: Budget, workload: Workload | undefined): readonly Violation[] {
  if (!workload) return [];
  const usage = podUsage(workload.resources);
  const now = stateOf(budget.room, workload, { usage, replicas: workload.count });
  if (!now) return [];
  if (isHanging(now)) return [hanging(budget, workload, now)];
  const most = workload.scaler?.maximum ?? 0;
  const later = most > workload.count ? stateAt(budget, workload, { usage, replicas: most }) : undefined;
  if (later && isHanging(later)) return [{ ...hanging(budget, workload, later), severity: 'warning' }];
  const waiting = waitingForJobs(budget, workload, now);
  if (waiting) return [waiting];
  return now.fits < now.rollout.surge ? [slower(budget, workload, now)] : [];
}

/** A rollout of so many pods, and how many of its new ones find room. */
interface State {
  readonly replicas: number;
  readonly usage: Amounts;
  readonly room: Amounts;
  readonly rollout: Rollout;
  readonly fits: number;
  readonly scarcest: string;
  /** The Jobs that use the quota as well, and come to an end. @default - none */
  readonly meanwhile?: readonly string[];
}

type Size = Pick<State, 'replicas' | 'usage'>;

/** Undefined where there is nothing to tell: nothing is replaced, or too much is there anyway. */
function stateOf(room: Amounts, workload: Workload, { replicas, usage }: Size): State | undefined {
  const rollout = rolloutOf(workload, replicas);
  const fit = fitting(usage, room);
  const isFull = [...usage.keys()].some((resource) => (room.get(resource) ?? 0n) < 0n);
  return rollout && fit && !isFull
    ? { replicas, usage, room, rollout, fits: Number(fit.count), scarcest: fit.scarcest }
    : undefined;
}

function stateAt({ room }: Budget, workload: Workload, size: Size): State | undefined {
  return stateOf(minus(room, times(size.usage, size.replicas - workload.count)), workload, size);
}

/** A rollout that has room, but not as long as the Jobs run which are created with it. */
function waitingForJobs(budget: Budget, workload: Workload, size: Size): Violation | undefined {
  const jobs = budget.passing.filter((consumer) => consumer.workload?.object.kind === 'Job.batch');
  if (jobs.length === 0) return undefined;
  const state = stateOf(minus(budget.room, used(jobs)), workload, size);
  if (!state || !isHanging(state)) return undefined;
  const meanwhile = jobs.map(({ title }) => title);
  return { ...hanging(budget, workload, { ...state, meanwhile }), pack: 'restricted', severity: 'warning' };
}

function isHanging({ fits, rollout }: State): boolean {
  return fits === 0 && rollout.unavailable === 0;
}

function hanging({ quota }: Budget, { object }: Workload, state: State): Violation {
  const { replicas, usage, room, rollout, scarcest, meanwhile = [] } = state;
  const others = [`${replicas} pods`, ...meanwhile].join(' and ');
  const until =
    meanwhile.length === 0 ? '' : ` until ${meanwhile.join(' and ')} ${meanwhile.length === 1 ? 'is' : 'are'} done`;
  const needed = usage.get(scarcest) ?? 0n;
  const left = room.get(scarcest) ?? 0n;
  const missing = written(scarcest, needed - left);
  const why = reasonOf(object, rollout, replicas);
  return {
    rule: HANGS,
    object,
    at: rollout.at,
    message:
      `The rollout of ${titleOf(object)} starts a new pod before it ends an old one, because ${why}: ` +
      `the pod needs ${written(scarcest, needed)} of ${scarcest}, but beside ${others} ` +
      `${quota.title} leaves ${written(scarcest, left)}. It hangs with 0 of ${replicas} pods updated${until}.`,
    want: `at least 1, or ${missing} more of ${scarcest}`,
    fix: `Set \`maxSurge: 0\` and \`maxUnavailable: 1\`, or raise \`${scarcest}\` of ${quota.title} by ${missing}.`,
  };
}

/** It ends, but with fewer pods or in more steps than its author asked for. */
function slower({ quota }: Budget, { object }: Workload, { fits, rollout, scarcest }: State): Violation {
  const instead = fits === 0 ? 'it ends old pods first' : `it goes on with ${fits} at once`;
  return {
    rule: SLOWED,
    object,
    at: [...rollout.at.slice(0, -1), 'maxSurge'],
    message:
      `The rollout of ${titleOf(object)} may start ${rollout.surge} new pods before it ends old ones, ` +
      `but ${quota.title} leaves room for ${fits} by ${scarcest}: ${instead}.`,
    want: `at most ${fits}`,
    fix: `Lower \`maxSurge\` to ${fits}, or raise \`${scarcest}\` of ${quota.title}.`,
  };
}
