import type { Json } from '../manifest/json';

/** Words with a capital, for the start of a sentence. */
export function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A value within a message. */
export function shown(value: Json | undefined): string {
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value ?? null);
}
