/** Splits a command line as a shell does: at blanks, save in quotes and after a backslash. */
export function splitWords(line: string): readonly string[] {
  const parts = /"((?:[^"\\]|\\[^])*)"|'([^']*)'|\\([^])|([^\s"'\\]+)|(\s+)/g;
  const words: string[] = [];
  let isOpen = false;
  for (const [, double, single, escaped, plain, blank] of line.matchAll(parts)) {
    if (blank !== undefined) {
      isOpen = false;
      continue;
    }
    const piece = double?.replace(/\\(["\\$`])/g, '$1') ?? single ?? escaped ?? plain ?? '';
    if (isOpen) words.push((words.pop() ?? '') + piece);
    else words.push(piece);
    isOpen = true;
  }
  return words;
}
