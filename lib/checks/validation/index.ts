import type { Check } from '../check';

export const VALIDATION: readonly Check[] = [];
