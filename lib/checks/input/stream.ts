/** One document of a stream, as text. */
export interface DocumentText {
  readonly text: string;
  /** The line of the file that its text begins in, from 1. */
  readonly line: number;
  /** The column of that line, from 1. @default 1 */
  readonly column?: number;
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
    // Behind a mark of three letters; a file with a byte order mark may stand behind another one.
    if (hasContent(text, isPrologue))
      documents.push({ text: text.replace(/^(\s*?)\ufeff/, '$1'), line, column: start === 0 ? 1 : 4 });
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

/** Where a text ends that begins at a place. */
function endOf(text: string, { line, column }: Place): Place {
  const newlines = newlinesIn(text);
  return newlines === 0
    ? { line, column: column + text.length }
    : { line: line + newlines, column: text.length - text.lastIndexOf('\n') };
}

interface Place {
  readonly line: number;
  readonly column: number;
}

/** Objects of JSON that stand one after the other without a mark between them, as kubectl takes them too. */
export function jsonObjectsIn({ text, line, column }: DocumentText): readonly DocumentText[] {
  const documents: DocumentText[] = [];
  let depth = 0;
  let start = 0;
  let at = { line, column: column ?? 1 };
  for (const { index, 0: token } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}]/gs)) {
    if (token === '{') depth++;
    if (token !== '}' || --depth > 0) continue;
    const part = text.slice(start, index + 1);
    documents.push({ text: part, ...at });
    at = endOf(part, at);
    start = index + 1;
  }
  return /\S/.test(text.slice(start)) ? [{ text, line, ...(column === undefined ? {} : { column }) }] : documents;
}
