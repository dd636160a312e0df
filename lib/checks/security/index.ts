import type { Check } from '../check';
import { secretsAsText } from './secrets-as-text';

export const SECURITY: readonly Check[] = [secretsAsText];
