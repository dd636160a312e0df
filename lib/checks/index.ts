import type { Check } from './check';
import { duplicates } from './duplicates';
import { labels } from './labels';
import { names } from './names';
import { secretsAsText } from './secrets-as-text';
import { selectorOverlap } from './selector-overlap';

/** Every rule that each synthesis is judged by. */
export const CHECKS: readonly Check[] = [duplicates, labels, names, secretsAsText, selectorOverlap];
