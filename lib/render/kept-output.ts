import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, linkSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/**
 * `cdk8s synth` deletes the output folder before it runs the program, so that a mistake would cost what was there. A
 * copy of the last output is kept with the project's other caches, and put back when a program fails without one.
 */
export function keepOutput(folder: string, names: Iterable<string>): void {
  const kept = keptFolder(folder);
  if (kept === undefined) return;
  try {
    rmSync(kept, { recursive: true, force: true });
    for (const name of names) keep(join(folder, name), join(kept, name));
  } catch {
    // A cache that cannot be written is no reason to fail: the output itself is there.
  }
}

/** Puts the last output of a folder that is gone back, should the process fail without writing a new one. */
export function restoreOutputOnFailure(folder: string): void {
  const kept = keptFolder(folder);
  if (kept === undefined || existsSync(folder) || !existsSync(kept)) return;
  if (awaited.has(folder)) return;
  awaited.add(folder);
  process.once('exit', (code) => {
    if (code !== 0 && !existsSync(folder)) cpSync(kept, folder, { recursive: true });
  });
}

// However many apps a program has for a folder, it is put back once.
const awaited = new Set<string>();

/** A second name for the same file costs no time; a file is replaced, never written to, so that they stay the same. */
function keep(file: string, copy: string): void {
  mkdirSync(dirname(copy), { recursive: true });
  try {
    linkSync(file, copy);
  } catch {
    copyFileSync(file, copy);
  }
}

/** Where the copy of a folder is kept; undefined for folders outside the project, and projects without packages. */
function keptFolder(folder: string): string | undefined {
  const packages = join(process.cwd(), 'node_modules');
  const below = relative(process.cwd(), folder);
  if (below === '' || below.startsWith('..') || !existsSync(packages)) return undefined;
  const name = createHash('sha256').update(below).digest('hex').slice(0, 16);
  return join(packages, '.cache', 'stackwright', name);
}
