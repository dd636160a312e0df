import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { keepOutput } from './kept-output';

/** This room reads and writes the output folder. */
export interface Output {
  /** Absolute path of the folder. */
  readonly folder: string;
  /** The text of each file, by its name in the folder. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * The list of files that each program wrote, so that those of stacks that are gone can be removed, and no others.
 * Without an extension, so that `kubectl apply -f` does not take it for a manifest.
 */
const RECORD = '.stackwright-files';

// A program may have several apps that share a folder; none removes what another has just written.
const written = new Map<string, Set<string>>();

/** Replaces what this program wrote to a folder before. Either all of it happens or nothing does. */
export function writeOutput({ folder, files }: Output): void {
  mkdirSync(folder, { recursive: true });
  const staging = mkdtempSync(join(folder, '.stackwright-'));
  try {
    const records = readRecords(folder);
    const program = relative(folder, process.argv[1] ?? '');
    const kept = written.get(folder) ?? new Set();
    const mine = [...new Set([...kept, ...files.keys()])].sort();
    const others = Object.entries(records).flatMap(([other, names]) => (other === program ? [] : names));
    const gone = (records[program] ?? []).filter((name) => !mine.includes(name) && !others.includes(name));
    const record = `${JSON.stringify({ ...records, [program]: mine }, undefined, 2)}\n`;
    const changed = [...files, [RECORD, record] as const].filter(([name, text]) => read(join(folder, name)) !== text);
    for (const [name, text] of changed) stage(join(staging, 'new', name), text);
    exchange({ folder, staging, changed: changed.map(([name]) => name), gone });
    written.set(folder, new Set(mine));
    keepOutput(folder, [...mine, RECORD]);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function stage(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

interface Exchange {
  readonly folder: string;
  readonly staging: string;
  readonly changed: readonly string[];
  readonly gone: readonly string[];
}

/** Puts each new file in the place of the old one at once; when one step fails, the steps before it are taken back. */
function exchange({ folder, staging, changed, gone }: Exchange): void {
  const undo: (() => void)[] = [];
  try {
    for (const name of changed) {
      const target = join(folder, name);
      const backup = join(staging, 'old', name);
      const existed = existsSync(target);
      mkdirSync(dirname(backup), { recursive: true });
      mkdirSync(dirname(target), { recursive: true });
      if (existed) copyFileSync(target, backup);
      renameSync(join(staging, 'new', name), target);
      undo.unshift(() => (existed ? renameSync(backup, target) : rmSync(target)));
    }
    for (const name of gone) rmSync(join(folder, name), { force: true });
  } catch (error) {
    for (const step of undo) step();
    throw error;
  }
}

type Records = Readonly<Record<string, readonly string[]>>;

function readRecords(folder: string): Records {
  try {
    const records: unknown = JSON.parse(read(join(folder, RECORD)) ?? '{}');
    return isRecords(records) ? records : {};
  } catch {
    return {}; // somebody damaged it: nothing is removed then
  }
}

function isRecords(value: unknown): value is Records {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((names) => Array.isArray(names) && names.every((name) => typeof name === 'string'))
  );
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
