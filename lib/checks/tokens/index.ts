import type { Check } from '../check';
import { changedTokens } from './changed';
import { countsFromTokens } from './counts';
import { leftovers } from './leftovers';
import { tokensInNames } from './names';
import { tokensInSelectors } from './selectors';

export const TOKENS: readonly Check[] = [tokensInNames, tokensInSelectors, countsFromTokens, changedTokens, leftovers];
