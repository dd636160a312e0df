import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import type { KubeManifest } from '../manifest/api-types';
import { report } from '../manifest/finding';
import { seconds } from './duration';

interface RolloutPace {
  /** How long a pod must be ready to count as available. @default 0 s */
  readonly minReady?: Duration;
  /** Without progress for so long, a rollout has failed. @default 600 s */
  readonly progressDeadline?: Duration;
  /** How many old releases can be returned to. @default 10 */
  readonly revisionHistoryLimit?: number;
  /** Why this release, for `kubectl rollout history`. @default - not said */
  readonly changeCause?: string;
}

/** New pods beside old ones, a few at a time: both releases serve for a while. */
export interface RollingUpdate extends RolloutPace {
  readonly strategy?: 'RollingUpdate';
  /** Pods beyond the replicas: a number, or a part of them like `'10%'`, rounded up. @default '25%' */
  readonly maxSurge?: number | `${number}%`;
  /** Pods that may be missing: a number, or a part of the replicas like `'10%'`, rounded down. @default '25%' */
  readonly maxUnavailable?: number | `${number}%`;
}

/** All old pods end before new ones start: no service in between. For programs of which only one may run. */
export interface Recreate extends RolloutPace {
  readonly strategy: 'Recreate';
}

/** How a Deployment goes from one release to the next. */
export type Rollout = RollingUpdate | Recreate;

type DeploymentSpec = NonNullable<KubeManifest<'Deployment'>['spec']>;
type Pace = Pick<DeploymentSpec, 'strategy' | 'minReadySeconds' | 'progressDeadlineSeconds' | 'revisionHistoryLimit'>;

/** The rollout as part of a Deployment's spec. */
export function rolloutManifest(scope: Construct, rollout: Rollout = {}): Pace {
  const minReadySeconds = seconds(scope, 'minReady', rollout.minReady);
  const progressDeadlineSeconds = seconds(scope, 'progressDeadline', rollout.progressDeadline);
  if (minReadySeconds !== undefined && minReadySeconds >= (progressDeadlineSeconds ?? 600)) {
    report(scope, {
      rule: 'rollout/deadline-too-short',
      message: `minReady is ${minReadySeconds} s, the progressDeadline ${progressDeadlineSeconds ?? 600} s.`,
      want: 'a progressDeadline longer than minReady',
      fix: 'Raise the one or lower the other: no rollout could end.',
    });
  }
  return {
    strategy: strategyManifest(scope, rollout),
    minReadySeconds,
    progressDeadlineSeconds,
    revisionHistoryLimit: rollout.revisionHistoryLimit,
  };
}

/** The annotations of a Deployment that tell of its rollout. */
export function changeCause({ changeCause: cause }: RolloutPace = {}): Readonly<Record<string, string>> | undefined {
  return cause === undefined ? undefined : { 'kubernetes.io/change-cause': cause };
}

function strategyManifest(scope: Construct, rollout: Rollout): DeploymentSpec['strategy'] {
  if (rollout.strategy === 'Recreate') return { type: 'Recreate' };
  const { maxSurge, maxUnavailable } = rollout;
  judgeUpdate(scope, { maxSurge, maxUnavailable });
  if (maxSurge === undefined && maxUnavailable === undefined) return { type: 'RollingUpdate' };
  return { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } };
}

/** Reports an update that the API server would refuse, or that could not replace a single pod. */
export function judgeUpdate(
  scope: Construct,
  { maxSurge, maxUnavailable }: Pick<RollingUpdate, 'maxSurge' | 'maxUnavailable'>,
): void {
  judgeAmounts(scope, { maxSurge, maxUnavailable });
  if (!isZero(maxSurge) || !isZero(maxUnavailable)) return;
  report(scope, {
    rule: 'rollout/stuck',
    message: `maxSurge is ${JSON.stringify(maxSurge)} and maxUnavailable is ${JSON.stringify(maxUnavailable)}: no pod could ever be replaced.`,
    want: 'at least one of them above 0',
    fix: 'Raise maxSurge to add pods before old ones end, or maxUnavailable to end old ones first.',
  });
}

/** Numbers of pods, or parts of all pods, as the API takes them. */
export function judgeAmounts(scope: Construct, amounts: Readonly<Record<string, number | string | undefined>>): void {
  for (const [field, amount] of Object.entries(amounts)) {
    if (amount === undefined || /^\d+%?$/.test(String(amount))) continue;
    report(scope, {
      rule: 'amount/illegal',
      message: `${field} is ${JSON.stringify(amount)}.`,
      want: "a whole number from 0, or whole percents like '25%'",
      fix: 'Correct the number.',
    });
  }
}

function isZero(value: number | string | undefined): boolean {
  return value !== undefined && Number.parseFloat(String(value)) === 0;
}
