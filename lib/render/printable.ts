// What moves the cursor, colours what follows or turns the direction of writing has no place on a terminal.
const CONTROLS = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** Text for a terminal, which may have lines. */
export function printable(text: string): string {
  return text.replaceAll(CONTROLS, (control) => (control === '\n' ? control : escaped(control)));
}

/** Text for a terminal that stays on its line, and cannot look like the next one. */
export function printableLine(text: string): string {
  return text.replaceAll(CONTROLS, escaped);
}

/** Data for a terminal, or another program: in JSON, the same characters stand as escapes. */
export function printableJson(document: unknown): string {
  return printable(JSON.stringify(document, undefined, 2));
}

function escaped(control: string): string {
  return `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
