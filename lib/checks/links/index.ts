import type { Check } from '../check';
import { selectorOverlap } from './selector-overlap';

export const LINKS: readonly Check[] = [selectorOverlap];
