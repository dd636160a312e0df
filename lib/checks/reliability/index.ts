import type { Check } from '../check';

export const RELIABILITY: readonly Check[] = [];
