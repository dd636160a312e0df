import type { Check } from '../check';

export const POD_SECURITY: readonly Check[] = [];
