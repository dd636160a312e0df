const STYLES = { bold: 1, dim: 2, error: 31, warning: 33, create: 32, update: 33, replace: 35, delete: 31 } as const;

/** Puts a colour on text, or leaves it as it is. */
export type Paint = (style: keyof typeof STYLES, text: string) => string;

/** @param isColoured - whether the text is for a terminal */
export function paint(isColoured: boolean): Paint {
  return (style, text) => (isColoured ? `\u{1b}[${STYLES[style]}m${text}\u{1b}[0m` : text);
}

// What moves the cursor, colours what follows or turns the direction of writing has no place in a report.
const CONTROLS = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** Text with nothing in it that a terminal would obey, save ends of lines. */
export function printable(text: string): string {
  return text.replaceAll(CONTROLS, (control) => (control === '\n' ? control : escaped(control)));
}

/** The same on one line. */
export function onOneLine(text: string): string {
  return text.replaceAll(CONTROLS, (control) => (control === '\n' ? '\\n' : escaped(control)));
}

function escaped(control: string): string {
  return `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The lines of a text, each moved to the right. */
export function indented(text: string, width: number): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(width));
}

/** `1 error`, `2 errors`. */
export function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
