import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { comparisonFindings } from '../pulumi/plan/comparison/comparison';
import { declaredReplacements } from '../pulumi/plan/declared/replacements';
import { destroyFindings } from '../pulumi/plan/destroy/destroy';
import { diffOf, type Change } from '../pulumi/plan/diff/diff';
import { diffFindings } from '../pulumi/plan/diff/findings';
import type { Plan, PlanFinding } from '../pulumi/plan/plan';
import { PlanError } from '../pulumi/plan/plan-error';
import { planProgram, type PlanProgramOptions } from '../pulumi/plan/program/run';
import { diffText } from '../pulumi/plan/report/diff';
import { planJson } from '../pulumi/plan/report/json';
import { PlanFormatError, readPlan } from '../pulumi/plan/report/json-reader';
import { planText } from '../pulumi/plan/report/report';
import { takesColour } from '../render/colour';
import { UsageError } from './arguments';
import { EXIT, type ExitCode } from './io';
import { programOf, type ProgramCommand } from './program';

const DETAILS = ['short', 'all', 'none'] as const;

/** What makes plans, and judges a plan with outputs unknown and one with outputs known. */
export interface Planner {
  readonly plan: (options: PlanProgramOptions) => Promise<Plan>;
  readonly judge: (preview: Plan, known: Plan) => readonly PlanFinding[];
}

const PLANNER: Planner = {
  plan: planProgram,
  // What there is to destroy is what there is when all outputs are known.
  judge: (preview, known) => [...comparisonFindings(preview, known), ...destroyFindings(known)],
};

/**
 * Says what a Pulumi program would deploy, and what changes of an earlier plan. Nothing is written to the standard
 * output where there is no whole plan.
 */
export async function plan(command: ProgramCommand, planner: Planner = PLANNER): Promise<ExitCode> {
  const { args } = command;
  if (args.has('forbid') && !args.has('diff')) {
    throw new UsageError("The option '--forbid' is about changes: name an earlier plan with '--diff OLD.json'.");
  }
  const options = programOf(command);
  const old = earlierPlan(command);
  try {
    const { preview, known, findings: failures, printed } = await bothPlans(options, planner);
    if (printed !== '') command.stderr.write(printed);
    const changes = old && changesFrom(old, preview, { file: args.last('diff') ?? '', folder: options.folder });
    const findings = [
      ...failures,
      ...planner.judge(preview, known ?? preview),
      ...(changes ? diffFindings(changes) : []),
    ];
    print(command, { plan: preview, findings, changes });
    const isRefused = isForbidden(command, changes ?? []);
    return isRefused || findings.some(({ severity }) => severity === 'error') ? EXIT.findings : EXIT.clean;
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    command.stderr.write(`${error.message}\n`);
    return EXIT.unusable;
  }
}

function earlierPlan({ args, folder, stdin }: ProgramCommand): Plan | undefined {
  const file = args.last('diff');
  if (file === undefined) return undefined;
  const name = file === '-' ? 'The plan on the standard input' : `The plan '${file}'`;
  try {
    const bytes = file === '-' ? stdin.read() : readFileSync(resolve(folder, file));
    return readPlan(Buffer.from(bytes).toString('utf8'));
  } catch (error) {
    const problem = error instanceof PlanFormatError ? error.message : `It cannot be read: ${String(error)}.`;
    throw new UsageError(`${name} cannot be compared with. ${problem}`);
  }
}

interface Plans {
  readonly preview: Plan;
  /** Undefined where the program fails with outputs known. */
  readonly known: Plan | undefined;
  readonly findings: readonly PlanFinding[];
  /** What the program printed. */
  readonly printed: string;
}

/** Plans with outputs unknown and known, at once: most of the time goes into starting the program. */
async function bothPlans(options: PlanProgramOptions, planner: Planner): Promise<Plans> {
  // It prints the same twice, and what it printed is part of the error where it fails.
  let printed = '';
  const preview = planner.plan({ ...options, mode: 'preview', onConsole: (text) => (printed += text) });
  const known = planner.plan({ ...options, mode: 'known' });
  // Neither program is left running when the other one fails; and what a preview says is the simpler one.
  await Promise.allSettled([preview, known]);
  const plans = { preview: await preview, printed };
  try {
    return { ...plans, known: await known, findings: [] };
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    return { ...plans, known: undefined, findings: [failsWhenKnown(error)] };
  }
}

function failsWhenKnown({ problems }: PlanError): PlanFinding {
  return {
    rule: 'plan/known-outputs',
    severity: 'error',
    urn: undefined,
    message: `The program fails with outputs known, as in an update, here with values made up from what the SDKs declare: ${problems.join('; ')}`,
    fix: 'Let it take any value of the declared type. A value that is only made up wrongly is no mistake of the program.',
  };
}

function changesFrom(
  old: Plan,
  plan: Plan,
  { file, folder }: { readonly file: string; readonly folder: string },
): readonly Change[] {
  const [before, after] = [old, plan].map(({ project, stack }) => `${project}/${stack}`);
  if (before !== after) {
    throw new UsageError(`'${file}' is a plan of ${before ?? ''}, and this is one of ${after ?? ''}.`);
  }
  return diffOf(old, plan, { declared: (type) => declaredReplacements(type, folder) });
}

interface Result {
  readonly plan: Plan;
  readonly findings: readonly PlanFinding[];
  readonly changes: readonly Change[] | undefined;
}

function print({ args, stdout, stderr, environment }: ProgramCommand, { plan, findings, changes }: Result): void {
  for (const { severity, text } of plan.messages) {
    if (severity === 'warning' || severity === 'error') stderr.write(`${severity}: ${text.trimEnd()}\n`);
  }
  if (args.has('json')) {
    stdout.write(planJson(plan, { findings, changes }));
    return;
  }
  const colour = args.last('color');
  const isColoured = colour === 'always' || (colour !== 'never' && takesColour(stdout, environment));
  const style = { isColoured, inputs: args.one('inputs', DETAILS) ?? 'short' };
  const title = `${plan.project}/${plan.stack}`;
  const text = changes ? diffText(changes, findings, { ...style, title }) : planText(plan, findings, style);
  stdout.write(`${text}\n`);
}

/** Whether there is a change of a kind that must not be; says which on the standard error. */
function isForbidden({ args, stderr }: ProgramCommand, changes: readonly Change[]): boolean {
  const kinds = args.all('forbid');
  const forbidden = changes.filter(({ kind, resource }) => resource.custom && kinds.includes(kind));
  for (const { kind, resource, isCertain } of forbidden) {
    stderr.write(`forbidden: ${isCertain ? '' : 'perhaps '}${kind} ${resource.type} ${resource.name}\n`);
  }
  return forbidden.length > 0;
}
