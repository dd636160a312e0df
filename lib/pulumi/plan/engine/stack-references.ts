import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PROGRAM = /\.[cm]?[jt]sx?$/;
const DECLARATION = /\.d\.[cm]?ts$/;
const PASSED_OVER = new Set(['node_modules', 'build', 'dist', 'coverage']);
const ASKED = /\.(?:get|require)Output(?:Value|Details)?\(\s*(['"`])([^'"`$\n]+)\1/g;

/**
 * The names of the outputs that the programs in a folder ask other stacks for, as they are written there. The
 * protocol hands over all outputs of a stack at once, and never says which of them a program wants.
 */
export function stackOutputNames(folder: string): readonly string[] {
  const texts = programsIn(folder).map((path) => readFileSync(path, 'utf8'));
  const names = texts.flatMap((text) => [...text.matchAll(ASKED)].map(([, , name = '']) => name));
  return [...new Set(names)].sort();
}

function programsIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name.startsWith('.') || PASSED_OVER.has(entry.name) ? [] : programsIn(path);
    return entry.isFile() && PROGRAM.test(entry.name) && !DECLARATION.test(entry.name) ? [path] : [];
  });
}
