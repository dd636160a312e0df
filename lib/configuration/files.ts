import { isUtf8 } from 'node:buffer';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { types } from 'node:util';
import type { Mistake } from '../manifest/finding';

/** This room reads from disk, when the Config that the files are given to is constructed. */
export interface ConfigFiles {
  read(): FileContents;
}

export interface FileContents {
  readonly entries: readonly (readonly [key: string, value: string | Uint8Array])[];
  readonly mistakes: readonly Mistake[];
}

/**
 * One file, verbatim.
 * @param path - from the working directory, or absolute
 * @param key - default: the file's name
 */
export function file(path: string, key = basename(path)): ConfigFiles {
  return { read: () => guarded(path, () => ({ entries: [[key, readFileSync(path)]], mistakes: [] })) };
}

/** Every file directly in a folder, verbatim, by its name; folders in it are left out. */
export function directory(path: string): ConfigFiles {
  return {
    read: () =>
      guarded(path, () => {
        const files = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isFile());
        const names = files.map(({ name }) => name).sort();
        return { entries: names.map((name) => [name, readFileSync(join(path, name))]), mistakes: [] };
      }),
  };
}

/**
 * The lines `NAME=value` of a file, as `kubectl create configmap --from-env-file` reads them: empty lines and those that
 * start with `#` are left out, values are taken as they stand, quotes too.
 */
export function envFile(path: string): ConfigFiles {
  return { read: () => guarded(path, () => parsed(path, readFileSync(path))) };
}

function parsed(path: string, bytes: Uint8Array): FileContents {
  if (!isUtf8(bytes)) return { entries: [], mistakes: [notText(path)] };
  const text = new TextDecoder().decode(bytes);
  const entries: [string, string][] = [];
  const mistakes: Mistake[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trimStart();
    if (line === '' || line.startsWith('#')) continue;
    const [, name, value] = /^([-._a-zA-Z][-._a-zA-Z0-9]*)=(.*)$/s.exec(line) ?? [];
    if (name !== undefined && value !== undefined) entries.push([name, value]);
    else mistakes.push(illegalLine(path, index + 1));
  }
  return { entries, mistakes };
}

// The line itself is not shown: what does not parse may be half a password.
function illegalLine(path: string, line: number): Mistake {
  return {
    rule: 'configuration/illegal-line',
    message: `Line ${line} of '${path}' is not 'NAME=value'.`,
    want: "names of letters, digits, '-', '_' and '.', not starting with a digit, then '='",
    fix: 'Correct the line.',
  };
}

function notText(path: string): Mistake {
  return {
    rule: 'configuration/not-text',
    message: `'${path}' is not text in UTF-8.`,
    want: 'env files in UTF-8',
    fix: 'Save it as UTF-8; `file(path)` takes any file as it is.',
  };
}

function guarded(path: string, read: () => FileContents): FileContents {
  try {
    return read();
  } catch (error) {
    const reason = types.isNativeError(error) ? error.message : String(error);
    const mistake: Mistake = {
      rule: 'configuration/unreadable',
      message: `'${path}' cannot be read: ${reason}.`,
      want: 'a path from the working directory of the program, or an absolute one',
      fix: 'Correct the path; `join(__dirname, …)` makes one that starts at the program.',
    };
    return { entries: [], mistakes: [mistake] };
  }
}
