import type { Check } from '../check';
import { duplicates } from './duplicates';
import { annotations, labels } from './labels';
import { names } from './names';

export const METADATA: readonly Check[] = [duplicates, names, labels, annotations];
