import { execFile } from 'node:child_process';
import { join } from 'node:path';

/** The folder of the project, where programs run. */
export const PROJECT = join(__dirname, '..', '..');

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command in the folder of the project, with nothing set that programs of ours read, save `environment`. */
export function run(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const env = {
    ...process.env,
    CDK8S_OUTDIR: undefined,
    CDK8S_RECORD_CONSTRUCT_METADATA: undefined,
    ENVIRONMENT: undefined,
    NODE_OPTIONS: undefined,
    ...environment,
  };
  return new Promise((resolve) => {
    const child = execFile(command, args, { cwd: PROJECT, env }, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? NaN, stdout, stderr });
    });
  });
}

/** Runs a TypeScript program, as the `app` of cdk8s.yaml does. */
export function runProgram(
  file: string,
  {
    args = [],
    environment = {},
  }: { readonly args?: readonly string[]; readonly environment?: Readonly<Record<string, string>> } = {},
): Promise<Run> {
  return run(process.execPath, ['-r', 'tsx/cjs', file, ...args], environment);
}
