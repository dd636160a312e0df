import type { AsyncLocalStorage } from 'node:async_hooks';
import type * as RuntimeConfig from '@pulumi/pulumi/runtime/config';
import type * as RuntimeSettings from '@pulumi/pulumi/runtime/settings';
import type * as RuntimeStack from '@pulumi/pulumi/runtime/stack';
import type { Duration } from 'cdk8s';
import { startEngine, type RunningEngine } from '../engine/engine';
import { sdkOf, type Sdk } from '../engine/sdk';
import type { Plan } from '../plan';
import { PlanError } from '../plan-error';
import { configOf, secretTextsOf, type Config, type GivenConfig } from './config';
import { withRejections } from './rejections';
import { engineSettings, type PlanSettings } from './settings';
import { textOf, unfinishedProblem } from './unfinished';

export interface PlanFunctionOptions extends PlanSettings, GivenConfig {
  /** Name of the project. @default 'project' */
  readonly project?: string;
  /** Name of the stack. @default 'dev' */
  readonly stack?: string;
  /** Folder in which the program would stand: where packages are looked for. @default the working directory */
  readonly folder?: string;
  /** How long nothing may happen before the program counts as stuck. @default 4 seconds */
  readonly quiet?: Duration;
}

/**
 * All that a function would have the engine do if it were a Pulumi program. It runs in this process: several calls
 * run one after another, and none leaves anything to the next. What the function returns are the stack's outputs.
 *
 *     const plan = await planFunction(() => { new Bucket('logs'); }, { config: { 'aws:region': 'eu-central-1' } });
 *
 * @throws PlanError - the function throws, logs an error, or waits for something that never comes
 */
export function planFunction(program: () => unknown, options: PlanFunctionOptions = {}): Promise<Plan> {
  const run = last.then(() => planned(program, options));
  last = run.catch(() => undefined);
  return run;
}

let last: Promise<unknown> = Promise.resolve();

async function planned(program: () => unknown, options: PlanFunctionOptions): Promise<Plan> {
  const { project = 'project', stack = 'dev', folder = process.cwd() } = options;
  const sdk = sdkOf(folder);
  const config = configOf(options, project);
  const identity = {
    project,
    stack,
    folder,
    projectFolder: folder,
    config: config.values,
    secrets: secretTextsOf(config),
  };
  const engine = await startEngine(sdk.protocol(), engineSettings(identity, options));
  const runtime = runtimeOf(sdk);
  const problems: string[] = [];
  const context = { engine, runtime, config, problems, quiet: options.quiet?.toMilliseconds() ?? 4000 };
  const take = (error: unknown) => {
    if (!isOfConnection(error)) problems.push(textOf(error));
  };
  let isFinished = false;
  try {
    isFinished = await runtime.isolated(() =>
      withRejections(() => run(program, context).finally(() => engine.stop()), take),
    );
  } catch (error) {
    take(error);
  }
  return planOf(engine, problems, isFinished);
}

interface Context {
  readonly engine: RunningEngine;
  readonly runtime: Runtime;
  readonly config: Config;
  readonly problems: readonly string[];
  /** Milliseconds. */
  readonly quiet: number;
}

/** Whether the program came to its end. */
async function run(program: () => unknown, context: Context): Promise<boolean> {
  const { engine, runtime, config } = context;
  const { settings, stack } = runtime;
  const { project, stack: name, organization, mode } = engine.deployment.settings;
  settings.resetOptions(project, name, 16, engine.address, engine.address, mode === 'preview', organization);
  runtime.config.setAllConfig({ ...config.values }, [...config.secretKeys]);
  const watch = watched(context);
  try {
    const end = stack
      .runInPulumiStack(() => Promise.resolve().then(program))
      .then(() => settings.disconnect(true))
      .then(() => true);
    return await Promise.race([end, watch.stuck]);
  } finally {
    watch.stop();
    // What the SDK keeps open besides is closed with the server. To close it here would break the log of later runs.
    settings.disconnectSync();
  }
}

/** `stuck` settles when nothing more will come of the program: it has failed, or is waiting for something. */
function watched({ engine: { deployment }, problems, quiet }: Context): { stuck: Promise<false>; stop: () => void } {
  const pause = 50;
  let timer: NodeJS.Timeout | undefined;
  const stuck = new Promise<false>((resolve) => {
    let seen = -1;
    let idle = 0;
    // Turns of the event loop are counted, not time: a program that computes for long is not stuck.
    timer = setInterval(() => {
      idle = deployment.activity === seen ? idle + 1 : 0;
      seen = deployment.activity;
      if (deployment.failures.length > 0 || problems.length > 0 || idle * pause >= quiet) resolve(false);
    }, pause);
  });
  return { stuck, stop: () => clearInterval(timer) };
}

/** Whether an error only says that the engine is gone, which it is once something else is wrong. */
function isOfConnection(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 14 || error.code === 1);
}

function planOf({ deployment }: RunningEngine, thrown: readonly string[], isFinished: boolean): Plan {
  const logged = deployment.messages.filter(({ severity }) => severity === 'error').map(({ text }) => text);
  const unfinished =
    isFinished && deployment.isComplete && deployment.waiting.length === 0
      ? []
      : [unfinishedProblem(deployment, !isFinished)];
  const said = [...deployment.failures, ...thrown, ...logged].map((text) => deployment.masked(text));
  const problems = said.length > 0 ? said : unfinished;
  if (problems.length === 0) return deployment.plan();
  throw new PlanError({ subject: 'the program failed', problems: [...new Set(problems)] });
}

/** What of the SDK runs a program: its own hosts for programs in the same process use the very same. */
interface Runtime {
  readonly settings: typeof RuntimeSettings;
  readonly stack: typeof RuntimeStack;
  readonly config: typeof RuntimeConfig;
  /** Runs with settings that nobody else sees. */
  readonly isolated: <T>(run: () => T) => T;
}

function runtimeOf(sdk: Sdk): Runtime {
  const state = sdk.load('runtime/state') as {
    readonly LocalStore: new () => never;
    readonly asyncLocalStorage?: AsyncLocalStorage<unknown>;
  };
  // Which of the two it is depends on the version.
  const { asyncLocalStorage } = globalThis as { asyncLocalStorage?: AsyncLocalStorage<unknown> };
  const storage = state.asyncLocalStorage ?? asyncLocalStorage;
  return {
    settings: sdk.load('runtime/settings') as typeof RuntimeSettings,
    stack: sdk.load('runtime/stack') as typeof RuntimeStack,
    config: sdk.load('runtime/config') as typeof RuntimeConfig,
    isolated: (run) => (storage ? storage.run(new state.LocalStore(), run) : run()),
  };
}
