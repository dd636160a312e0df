import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import type { Duration } from 'cdk8s';
import type { Deployment } from '../engine/deployment';
import { startEngine, type RunningEngine } from '../engine/engine';
import { sdkOf } from '../engine/sdk';
import type { Plan } from '../plan';
import { PlanError } from '../plan-error';
import { configOf, secretTextsOf, type Config, type GivenConfig } from './config';
import { readProject, type Project } from './project';
import { engineSettings, type PlanSettings } from './settings';
import { unfinishedProblem, withoutInnards } from './unfinished';

export interface PlanProgramOptions extends PlanSettings, GivenConfig {
  /** Folder of `Pulumi.yaml`. */
  readonly folder: string;
  /** Name of the stack. @default the only one that has a file, or 'dev' if none has */
  readonly stack?: string;
  /** How long it may run. @default 60 seconds */
  readonly timeout?: Duration;
  /** Takes what the program prints, as it comes. @default it is only shown when the program fails */
  readonly onConsole?: (text: string) => void;
  /** Further variables of its environment. @default none */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * All that a Pulumi program would have the engine do. The program runs as `pulumi` runs it, in a process of its own,
 * save that its types are not checked.
 *
 * @throws PlanError - the project cannot be read, or the program fails or does not end
 */
export async function planProgram(options: PlanProgramOptions): Promise<Plan> {
  const project = readProject(resolve(options.folder), options.stack);
  const sdk = sdkOf(project.programFolder);
  const config = configOf(options, project.name, project.config);
  const identity = {
    project: project.name,
    stack: project.stack,
    folder: project.programFolder,
    projectFolder: project.folder,
    config: config.values,
    secrets: secretTextsOf(config),
  };
  const engine = await startEngine(sdk.protocol(), engineSettings(identity, options));
  try {
    for (const message of project.messages) engine.deployment.say(message);
    const args = [`--import=${PLAIN_TEXT}`, ...project.nodeArgs, sdk.runner, ...flags(project, engine)];
    const child = spawn(process.execPath, args, {
      cwd: project.programFolder,
      env: { ...environment(project, config), ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const end = await ended(child, engine.deployment, options);
    return planOf(engine, project, end);
  } finally {
    engine.stop();
  }
}

/**
 * Keeps the SDK from colouring the errors that it reports: they are not for a terminal. Besides, Node.js 20.20 never
 * comes to an end of it for paths that have a file right in a scope, as those have that the SDK's source maps name.
 */
const PLAIN_TEXT = `data:text/javascript,${encodeURIComponent(
  `import util from 'node:util';
  util.inspect = new Proxy(util.inspect, {
    apply: (inspect, self, [value, options, ...rest]) =>
      inspect(value, options?.colors ? { ...options, colors: false } : options, ...rest),
  });`,
)}`;

/** The flags of the SDK's runner, as the language host gives them. */
function flags(project: Project, { address, deployment: { settings } }: RunningEngine): readonly string[] {
  const values = [
    ['monitor', address],
    ['engine', address],
    ['organization', settings.organization],
    ['project', settings.project],
    ['stack', settings.stack],
    ['pwd', project.programFolder],
    ['parallel', '16'],
    ['root-directory', project.folder],
  ] as const;
  return [
    ...values.flatMap(([name, value]) => [`--${name}`, value]),
    ...(settings.mode === 'preview' ? ['--dry-run'] : []),
    project.entry,
  ];
}

function environment(project: Project, config: Config): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^PULUMI_(?:NODEJS_|CONFIG)/.test(name));
  return {
    ...Object.fromEntries(inherited),
    PULUMI_CONFIG: JSON.stringify(config.values),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(config.secretKeys),
    PULUMI_NODEJS_TYPESCRIPT: String(project.isTypeScript),
    // Whoever writes the program checks its types; a plan is made more often.
    PULUMI_NODEJS_TRANSPILE_ONLY: 'true',
    ...(project.tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: project.tsconfig }),
  };
}

/** How a process ended. */
interface End {
  /** Undefined: it was stopped. */
  readonly exitCode: number | undefined;
  readonly isTimeout: boolean;
  /** Whether it was still registering resources in its last second. */
  readonly isBusy: boolean;
  /** The last of what it printed. */
  readonly console: string;
}

/** Characters of its output that are shown of a program that fails. */
const CONSOLE = 4000;

function ended(child: ChildProcess, deployment: Deployment, { timeout, onConsole }: PlanProgramOptions): Promise<End> {
  let console = '';
  let isTimeout = false;
  const activity = recent(() => deployment.activity);
  const take = (chunk: string) => {
    console = (console + chunk).slice(-2 * CONSOLE);
    onConsole?.(deployment.masked(chunk));
  };
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', take);
  const timer = setTimeout(() => {
    isTimeout = true;
    child.kill('SIGKILL');
  }, timeout?.toMilliseconds() ?? 60_000);
  const end = new Promise<End>((settle, reject) => {
    const finish = () =>
      settle({ exitCode: child.exitCode ?? undefined, isTimeout, isBusy: activity.isRecent(), console });
    child.on('error', reject);
    child.on('close', finish);
    // Processes that the program leaves behind may keep its output open.
    child.on('exit', () => setTimeout(finish, 500).unref());
  });
  return end.finally(() => {
    clearTimeout(timer);
    activity.stop();
    // Else they would keep this process alive, too.
    for (const stream of [child.stdout, child.stderr]) stream?.destroy();
  });
}

/** Whether a number has grown in the last second. */
function recent(count: () => number): { readonly isRecent: () => boolean; readonly stop: () => void } {
  let seen = [count(), count()];
  const timer = setInterval(() => (seen = [...seen.slice(1), count()]), 500).unref();
  return { isRecent: () => count() !== seen[0], stop: () => clearInterval(timer) };
}

function planOf({ deployment }: RunningEngine, { programFolder }: Project, end: End): Plan {
  const logged = deployment.messages.filter(({ severity }) => severity === 'error').map(({ text }) => text);
  const failures = deployment.failures.map((text) => deployment.masked(text));
  // The SDK may report one error for each promise that it goes through.
  const said = [...new Set([...failures, ...logged].map(withoutInnards))];
  const isWhole = deployment.isComplete && deployment.waiting.length === 0 && end.exitCode === 0;
  if (said.length === 0 && isWhole) return deployment.plan();
  throw new PlanError({
    subject: `the program in ${programFolder} ${outcome(end)}`,
    problems: said.length > 0 ? said : unexplained(deployment, end),
    console: shown(deployment.masked(end.console)),
    exitCode: end.exitCode,
  });
}

function outcome({ exitCode, isTimeout }: End): string {
  if (isTimeout) return 'did not end in time';
  if (exitCode === undefined) return 'was stopped';
  return exitCode === 0 ? 'failed' : `failed with exit code ${exitCode}`;
}

function unexplained(
  deployment: RunningEngine['deployment'],
  { isTimeout, isBusy, exitCode, console }: End,
): readonly string[] {
  const more = isTimeout && isBusy ? [STILL_BUSY] : [];
  const isAll = deployment.isComplete && deployment.waiting.length === 0;
  if (isTimeout && isAll && isBusy) return more;
  if (isTimeout && isAll)
    return ['All is registered, but something keeps it alive: a timer, a server or a connection.'];
  const isUnfinished = isTimeout || exitCode === 0 || LEAKS.test(console) || deployment.waiting.length > 0;
  if (isUnfinished) return [unfinishedProblem(deployment, isTimeout), ...more];
  return ['It gives no reason: it calls process.exit(), or its process breaks down.'];
}

const STILL_BUSY = 'It was still registering resources: perhaps it only needs more time, as in `--timeout 300`.';

/** What the SDK prints when the process ends with promises of its own open. Resources are named in our own words. */
const LEAKS = /^The Pulumi runtime detected that [^]*?debug information about the leaked promises\.$/m;
/** What it prints when it is told that the engine is gone, which is so once something else is wrong. */
const UNDELIVERED = /^failed to deliver log message\. *\n[^]*?^ *message severity: \w+$/gm;

function shown(console: string): string {
  return console.replace(LEAKS, '').replaceAll(UNDELIVERED, '').trim().slice(-CONSOLE);
}
