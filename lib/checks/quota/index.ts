import type { Check } from '../check';

export const QUOTA: readonly Check[] = [];
