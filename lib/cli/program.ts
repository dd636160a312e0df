import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { Duration } from 'cdk8s';
import { oneOf } from '../manifest/finding';
import type { PlanProgramOptions } from '../pulumi/plan/program/run';
import { UsageError, type Arguments } from './arguments';
import type { Io } from './io';

export interface ProgramCommand extends Io {
  readonly args: Arguments;
}

/** Which program, and how long it may run. */
export type Program = Pick<PlanProgramOptions, 'folder' | 'stack' | 'timeout'>;

/** The program that a command is about: in the folder that is named, else in this one. */
export function programOf({ args, folder }: ProgramCommand): Program {
  const [path = '.', ...others] = args.positionals.slice(1);
  if (others.length > 0) throw new UsageError('Name one folder: the one that Pulumi.yaml is in.');
  const program = resolve(folder, path);
  const stack = args.last('stack') ?? onlyStack(program, path);
  return {
    folder: program,
    ...(stack === undefined ? {} : { stack }),
    ...(args.has('timeout') ? { timeout: timeoutOf(args.last('timeout') ?? '') } : {}),
  };
}

/** The stack that has a file; undefined where none has one. */
function onlyStack(folder: string, path: string): string | undefined {
  const stacks = filesIn(folder, path).flatMap((file) => /^Pulumi\.(.+)\.ya?ml$/.exec(file)?.[1] ?? []);
  if (stacks.length > 1) {
    throw new UsageError(`There are several stacks: name one, as in '--stack ${stacks[0] ?? ''}': ${oneOf(stacks)}.`);
  }
  return stacks[0];
}

function filesIn(folder: string, path: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    throw new UsageError(`There is no folder '${path}'.`);
  }
}

function timeoutOf(text: string): Duration {
  const seconds = Number(text);
  if (/^[0-9]+(?:\.[0-9]+)?$/.test(text) && seconds > 0) return Duration.millis(Math.ceil(seconds * 1000));
  throw new UsageError(`'${text}' is no value for '--timeout': seconds above 0, as in '--timeout 90'.`);
}
