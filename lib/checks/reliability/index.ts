import type { Check } from '../check';
import { antiAffinityBlocksRollout } from './anti-affinity-blocks-rollout';
import { autoscalerWithoutRequests } from './autoscaler-without-requests';
import { autoscalerAndReplicas, autoscalerConflict, autoscalerRange } from './autoscalers';
import { rolloutStrategy, singleReplica } from './availability';
import { deadline } from './deadline';
import { disruptionBudgetBlocksDrain } from './disruption-budget-blocks-drain';
import { disruptionBudgetMissing, disruptionBudgetOverlap, unhealthyPodEviction } from './disruption-budgets';
import { cronJobDeadline, jobRetention, jobTemplateFixedName } from './jobs';
import { barePod, duplicateEnvironment, replicaSet } from './pods';
import { livenessMissing, readinessMissing } from './probe-missing';
import { livenessEqualsReadiness, probePort } from './probe-rules';
import { ephemeralStorage, memoryLimitMissing, requestsMissing } from './resources';
import { sharedClaim } from './shared-claim';
import { spreadMissing, spreadTooWide, spreadUnselected } from './spread';

export const RELIABILITY: readonly Check[] = [
  disruptionBudgetBlocksDrain,
  disruptionBudgetOverlap,
  disruptionBudgetMissing,
  unhealthyPodEviction,
  antiAffinityBlocksRollout,
  spreadTooWide,
  spreadMissing,
  spreadUnselected,
  autoscalerAndReplicas,
  autoscalerConflict,
  autoscalerWithoutRequests,
  autoscalerRange,
  singleReplica,
  rolloutStrategy,
  deadline,
  sharedClaim,
  readinessMissing,
  livenessMissing,
  livenessEqualsReadiness,
  probePort,
  requestsMissing,
  memoryLimitMissing,
  ephemeralStorage,
  jobTemplateFixedName,
  jobRetention,
  cronJobDeadline,
  barePod,
  replicaSet,
  duplicateEnvironment,
];
