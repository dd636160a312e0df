/** A text with each match of a pattern for all of them replaced, in one pass. */
export function replaced(text: string, pattern: RegExp, replacement: (match: RegExpExecArray) => string): string {
  const parts: string[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    parts.push(text.slice(end, match.index), replacement(match));
    end = match.index + match[0].length;
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(end);
}
