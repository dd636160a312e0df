import { main, type Programs } from '../../lib/cli/main';
import { temporaryFolder } from '../support/folder';
import { writeFiles } from './files';

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Setting {
  /** Text by the path of a file in the working directory. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** What is piped in; undefined: the standard input is a terminal. */
  readonly stdin?: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly folder?: string;
  /** Loads the commands for Pulumi programs. @default - none may be */
  readonly programs?: Partial<Programs>;
}

/** Runs a command that ends at once, in this process and a folder of its own. */
export function stackwright(argv: readonly string[], setting: Setting = {}): Outcome {
  const { code, written } = started(argv, setting);
  if (typeof code !== 'number') throw new Error('This command ends later.');
  return { code, ...written };
}

/** Runs any command in this process, in a folder of its own. */
export async function stackwrightPlan(argv: readonly string[], setting: Setting = {}): Promise<Outcome> {
  const { code, written } = started(argv, setting);
  return { code: await code, ...written };
}

function started(argv: readonly string[], setting: Setting) {
  const { files = {}, stdin, environment = {}, folder = temporaryFolder(), programs } = setting;
  writeFiles(folder, files);
  const written = { stdout: '', stderr: '' };
  const code = main({
    argv,
    version: '1.2.3',
    folder,
    environment,
    stdin: { isTTY: stdin === undefined, read: () => Buffer.from(stdin ?? '') },
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) },
    programs: { plan: forbidden, synth: forbidden, ...programs },
  });
  return { code, written };
}

function forbidden(): never {
  throw new Error('Nothing of Pulumi is to be loaded.');
}

/** An object that few rules have a word on. */
export function priorityClass(name: string, fields = ''): string {
  return `apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: { name: ${name} }\nvalue: 1\n${fields}`;
}

/** One with a name that none can have, in its third line. */
export const ILLEGAL = priorityClass('Shop_Front');

/** The lines of a report that say which rule is broken, and where. */
export function findingsIn({ stdout }: Outcome): readonly string[] {
  return stdout.split('\n').filter((line) => / {2}(?:error|warning) {2}/.test(line));
}
