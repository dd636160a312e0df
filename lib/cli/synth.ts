import { resolve } from 'node:path';

import { PlanError } from '../pulumi/plan/plan-error';
import { planProgram } from '../pulumi/plan/program/run';
import { MANIFESTS, RENDER, WRITTEN } from '../pulumi/rendering';
import { EXIT, type ExitCode } from './io';
import { programOf, type ProgramCommand } from './program';

/**
 * Writes the manifests that a Pulumi program would deploy. The program runs as for a plan, so that nothing is created,
 * and its outputs are taken from a file of values.
 */
export async function synth(command: ProgramCommand): Promise<ExitCode> {
  const { args, folder, stderr } = command;
  const values = args.last('values');
  const environment = {
    [RENDER]: MANIFESTS,
    CDK8S_OUTDIR: resolve(folder, args.last('output') ?? 'dist'),
    ...(values === undefined ? {} : { STACKWRIGHT_VALUES: resolve(folder, values) }),
  };
  const program = programOf(command);
  try {
    const { messages } = await planProgram({ ...program, environment, onConsole: (text) => stderr.write(text) });
    for (const { severity, text } of messages) if (severity === 'warning') stderr.write(`warning: ${text}\n`);
    const written = messages.filter(({ text }) => text.startsWith(WRITTEN));
    for (const { text } of written) stderr.write(`${text}\n`);
    if (written.length > 0) return EXIT.clean;
    stderr.write(
      'The program deploys no app, so that there are no manifests. It calls `deploy` with the apps it has.\n',
    );
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    stderr.write(`There are no manifests: ${error.problems.join('\n')}\n`);
  }
  return EXIT.unusable;
}
