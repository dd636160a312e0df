import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '../..');

/** The type errors of some programs, under the rules of the repository. */
export function typeErrors(paths: readonly string[]): readonly string[] {
  const text = readFileSync(join(root, 'tsconfig.json'), 'utf8');
  const { options } = ts.parseJsonSourceFileConfigFileContent(ts.parseJsonText('tsconfig.json', text), ts.sys, root);
  const program = ts.createProgram(paths, { ...options, noUnusedLocals: false });
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, '\n');
    return `${file?.fileName.split('/').at(-1) ?? ''}: ${message}`;
  });
}
