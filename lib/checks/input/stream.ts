/** One document of a stream, as text. */
export interface DocumentText {
  readonly text: string;
  /** The line of the file that its text begins in, from 1. */
  readonly line: number;
}

/** A line that begins with a mark ends the document before it, whatever that may be in the middle of. */
const MARK = /(?<![^\r\n])(?:---|\.\.\.)(?![^ \t\r\n])/g;

/**
 * The documents of a YAML stream. Split before they are read, one that is broken leaves the others whole.
 * Those without content are left out.
 */
export function documentsIn(stream: string): readonly DocumentText[] {
  const documents: DocumentText[] = [];
  let line = 1;
  let start = 0;
  const take = (end: number, isPrologue: boolean): void => {
    const text = stream.slice(start, end);
    if (hasContent(text, isPrologue)) documents.push({ text, line });
    line += newlinesIn(text);
    start = end;
  };
  for (const { index, 0: mark } of stream.matchAll(MARK)) {
    take(index, mark === '---');
    start = index + mark.length;
  }
  take(stream.length, false);
  return documents;
}

/** Whether there is more than comments, and, in front of a document, directives. */
function hasContent(text: string, isPrologue: boolean): boolean {
  const pattern = isPrologue ? /^[ \t]*[^\s#%]|^[ \t]+%/m : /^[ \t]*[^\s#]/m;
  return pattern.test(text);
}

function newlinesIn(text: string): number {
  let count = 0;
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) count++;
  return count;
}

/** Objects of JSON that stand one after the other without a mark between them, as kubectl takes them too. */
export function jsonObjectsIn({ text, line }: DocumentText): readonly DocumentText[] {
  const documents: DocumentText[] = [];
  let depth = 0;
  let start = 0;
  let at = line;
  for (const { index, 0: token } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}]/gs)) {
    if (token === '{') depth++;
    if (token !== '}' || --depth > 0) continue;
    const part = text.slice(start, index + 1);
    documents.push({ text: part, line: at });
    at += newlinesIn(part);
    start = index + 1;
  }
  return /\S/.test(text.slice(start)) ? [{ text, line }] : documents;
}
