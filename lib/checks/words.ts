import type { Json } from '../manifest/json';

/** Words with a capital, for the start of a sentence. */
export function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A value within a message. */
export function shown(value: Json | undefined): string {
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value ?? null);
}

const MOST_LETTERS = 1_000;

/** A sentence that somebody can read, whatever it quotes: of a line of a megabyte, how it begins and ends. */
export function inShort(sentence: string): string {
  if (sentence.length <= MOST_LETTERS) return sentence;
  return `${sentence.slice(0, MOST_LETTERS - 200)}…${sentence.slice(-200)}`;
}
