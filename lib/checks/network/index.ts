import type { Check } from '../check';

export const NETWORK: readonly Check[] = [];
