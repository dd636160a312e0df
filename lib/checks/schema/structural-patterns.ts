import { RE2JS } from 're2js';

/** A pattern as Go reads it, or why it reads none. */
type Reading = { readonly pattern: RE2JS } | { readonly mistake: string };

// The same few patterns are in many objects, and each is taken apart once.
const readings = new Map<string, Reading>();

function readingOf(pattern: string): Reading {
  const known = readings.get(pattern) ?? read(pattern);
  readings.set(pattern, known);
  return known;
}

function read(pattern: string): Reading {
  try {
    return { pattern: RE2JS.compile(pattern) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { mistake: message.replace(/^error parsing regexp: /, '') };
  }
}

/** Whether a pattern is somewhere in a text, in a time that is linear in both; one that Go does not read asks nothing. */
export function isIn(text: string, pattern: string): boolean {
  const reading = readingOf(pattern);
  return 'mistake' in reading || reading.pattern.test(text);
}

/** Why a pattern is none that Go reads. */
export function mistakeInPattern(pattern: string): string | undefined {
  const reading = readingOf(pattern);
  return 'mistake' in reading ? reading.mistake : undefined;
}
