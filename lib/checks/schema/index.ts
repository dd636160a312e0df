import type { Check } from '../check';

export const SCHEMA: readonly Check[] = [];
