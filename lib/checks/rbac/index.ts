import type { Check } from '../check';

export const RBAC: readonly Check[] = [];
