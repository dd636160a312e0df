import type { Check } from '../check';
import { capacity } from './capacity';
import { limitRangeViolated } from './limit-range-violated';
import { quotaAutoscalerCapped } from './quota-autoscaler-capped';
import { quotaExceeded } from './quota-exceeded';
import { quotaRequestMissing } from './quota-request-missing';
import { quotaRolloutHangs } from './quota-rollout-hangs';

export const QUOTA: readonly Check[] = [
  limitRangeViolated,
  quotaRequestMissing,
  quotaExceeded,
  quotaRolloutHangs,
  quotaAutoscalerCapped,
  capacity,
];
