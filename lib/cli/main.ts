import { isatty } from 'node:tty';
import { printable } from '../render/printable';
import { Arguments, meant, UsageError } from './arguments';
import { explain, rules } from './catalogue';
import { check } from './check';
import { CONFIG } from './config';
import { bytesOf } from './files';
import { EXIT, type ExitCode, type Io } from './io';
import type { plan } from './plan';
import type { synth } from './synth';

const USAGE = `Usage: stackwright COMMAND [OPTION…]

Commands:
  check [PATH…]    check manifests in files and folders, or piped in, as what is applied together
  rules            list the rules
  explain RULE     say why a rule is there, what breaks it, and what to do
  plan [FOLDER]    say what a Pulumi program would deploy, without the cloud: in the folder with its Pulumi.yaml
  synth [FOLDER]   write the manifests of a Pulumi program, with given values in the places of its outputs

Options of check:
  --format text|json|sarif               how to report (text)
  --pack baseline|restricted|production  the rules that hold (restricted)
  --kubernetes-version 1.33              the version of the cluster (the newest that is known)
  --namespace NAME                       the namespace of objects that name none (default)
  --external KIND[.GROUP][/NAMESPACE]/NAME
                                         an object that the cluster has already; * stands for any text; repeatable
  --config FILE                          what is known of the cluster, and acknowledged findings
                                         (${CONFIG}, where it exists)
  --fail-on warning|error                what makes the exit code 1 (warning)
  --ignore GLOB                          files and folders to pass over; repeatable

Options of plan and synth:
  --stack NAME                           whose settings hold (the only Pulumi.NAME.yaml there is)
  --timeout SECONDS                      how long the program may run (60)

Options of plan:
  --inputs short|all|none                how much of the inputs is told (short)
  --json                                 the plan as data, the same bytes for the same program
  --diff OLD.json                        what changes of an earlier plan, made with --json; '-' is what is piped in
  --forbid create|update|replace|delete  changes that make the exit code 1; several with commas

Options of synth:
  --values FILE                          the values of its outputs, as JSON; required-values.json says which it needs
  --output FOLDER                        where to write (dist)

Options of check and plan:
  --color auto|always|never              colours (auto)

  -h, --help
  -v, --version

Exit code: 0 when there is nothing to say, 1 with findings (of plan: with errors, or forbidden changes), 2 when
something could not be checked or planned, or the command is wrong.
`;

/** What a command runs with. */
interface Command extends Invocation {
  readonly args: Arguments;
}

const COMMANDS = {
  check,
  rules,
  explain,
  plan: (command: Command) => command.programs.plan()(command),
  synth: (command: Command) => command.programs.synth()(command),
};

/** What the command is called with. */
export interface Invocation extends Io {
  readonly argv: readonly string[];
  /** Version of this package. */
  readonly version: string;
  readonly programs: Programs;
}

/** Gives the commands that only Pulumi programs need, and that others are not to wait for. */
export interface Programs {
  readonly plan: () => typeof plan;
  readonly synth: () => typeof synth;
}

/** Runs the command; that of a program ends later. Throws nothing that its user can do something about. */
export function main(invocation: Invocation): ExitCode | Promise<ExitCode> {
  try {
    const args = new Arguments(invocation.argv);
    if (args.has('version')) return said(invocation, `${invocation.version}\n`);
    if (args.has('help')) return said(invocation, USAGE);
    const command = commandOf(args);
    args.forCommand(command === COMMANDS.plan ? 'plan' : command === COMMANDS.synth ? 'synth' : 'check');
    const code = command({ ...invocation, args });
    return typeof code === 'number' ? code : code.catch((error: unknown) => refused(invocation, error));
  } catch (error) {
    return refused(invocation, error);
  }
}

/** Says what is wrong with how the command was called. */
function refused({ stderr }: Io, error: unknown): ExitCode {
  if (!(error instanceof UsageError)) throw error;
  stderr.write(`${printable(error.message)}\nSee 'stackwright --help'.\n`);
  return EXIT.unusable;
}

function said({ stdout }: Io, text: string): ExitCode {
  stdout.write(text);
  return EXIT.clean;
}

function commandOf(args: Arguments): (typeof COMMANDS)[keyof typeof COMMANDS] {
  const [name] = args.positionals;
  if (name === undefined) throw new UsageError('There is no command.');
  if (isCommand(name)) return COMMANDS[name];
  const path = /[./]/.test(name) ? ` Did you mean 'stackwright check ${name}'?` : meant(name, Object.keys(COMMANDS));
  throw new UsageError(`There is no command '${name}'.${path}`);
}

function isCommand(name: string): name is keyof typeof COMMANDS {
  return Object.hasOwn(COMMANDS, name);
}

/** Runs the command for the process, and leaves it to end when all is written. */
export async function run(version: string, programs: Programs): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // Whoever reads may have seen enough.
      if (error.code === 'EPIPE') return;
      if (stream === process.stdout) process.stderr.write(`The report cannot be written: ${error.message}.\n`);
      process.exit(EXIT.unusable);
    });
  }
  try {
    process.exitCode = await main({
      argv: process.argv.slice(2),
      version,
      folder: process.cwd(),
      environment: process.env,
      // Not `process.stdin`, which would make it one that cannot be waited for.
      stdin: { isTTY: isatty(0), read: () => bytesOf(0) },
      stdout: process.stdout,
      stderr: process.stderr,
      programs,
    });
  } catch (error) {
    // Node's own exit code, 1, would say that there are findings.
    process.exitCode = EXIT.unusable;
    console.error('This is a mistake of stackwright itself; please report it.\n', error);
  }
}
