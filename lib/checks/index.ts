import type { Check } from './check';
import { duplicates } from './duplicates';
import { labels } from './labels';
import { names } from './names';
import { secretsAsText } from './secrets-as-text';

/** Every rule that each synthesis is judged by. */
export const CHECKS: readonly Check[] = [duplicates, names, labels, secretsAsText];
