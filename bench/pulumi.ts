import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import { collect } from '../lib/manifest/collect';
import {
  comparisonFindings,
  destroyFindings,
  diffOf,
  planJson,
  planProgram,
  planText,
  readPlan,
  type Plan,
} from '../lib/pulumi/plan';
import { build } from './ours';

/**
 * Times the registration of 10, 100 and 1,000 apps by `deploy` beside the same objects, ready made, by the classes of
 * the typed SDK and by its ConfigGroup. All speak with the simulated engine of the plan, by the protocol of the real
 * one, each from a process of its own, turn by turn. The engine answers with what it was given, and costs all the same.
 */
// How often each number of apps is measured: long runs differ less.
const RUNS: ReadonlyMap<number, number> = new Map([
  [10, 5],
  [100, 3],
  [1000, 1],
]);
const WAYS = ['deploy', 'typed', 'config-group', 'parts'] as const;

type Way = (typeof WAYS)[number];
/** Milliseconds, by what took them; and `mebibytes`. */
type Measurement = Readonly<Record<string, number>>;

interface Series {
  readonly count: number;
  readonly turns: number;
}

interface Run {
  readonly plan: Plan;
  readonly measurement: Measurement;
}

async function run(way: Way, count: number, objects: string): Promise<Run> {
  let printed = '';
  const plan = await planProgram({
    folder: join(__dirname, 'pulumi'),
    mode: 'known',
    config: { way, count, objects },
    outputsOf: ({ inputs }) => inputs,
    onConsole: (text) => (printed += text),
    timeout: Duration.minutes(10),
  });
  return { plan, measurement: JSON.parse(printed.trim().split('\n').at(-1) ?? '') as Measurement };
}

/** The same objects for the others, in a file. */
function written(folder: string, count: number): string {
  const { inventory } = collect(build({ count, stackPerApp: false, outdir: folder }));
  const file = join(folder, `${count}.json`);
  writeFileSync(file, JSON.stringify(inventory.objects.map(({ manifest }) => manifest)));
  return file;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** The median of each measure. */
function medians(measurements: readonly Measurement[]): Measurement {
  const names = Object.keys(measurements[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, median(measurements.map((one) => one[name] ?? NaN))]));
}

async function measured({ count, turns }: Series, folder: string): Promise<ReadonlyMap<Way, Measurement>> {
  const objects = written(folder, count);
  const all = new Map<Way, Measurement[]>(WAYS.map((way) => [way, []]));
  for (let turn = 0; turn < turns; turn++) {
    for (const way of WAYS) all.get(way)?.push((await run(way, count, objects)).measurement);
  }
  return new Map([...all].map(([way, measurements]) => [way, medians(measurements)]));
}

function rows(count: number, found: ReadonlyMap<Way, Measurement>): readonly Record<string, string | number>[] {
  const ours = found.get('deploy') ?? {};
  return (['deploy', 'typed', 'config-group'] as const).map((way) => {
    const { time = NaN, cpu = NaN, mebibytes = NaN } = found.get(way) ?? {};
    return {
      apps: count,
      way,
      'time (ms)': Math.round(time),
      'CPU (ms)': Math.round(cpu),
      'peak (MiB)': Math.round(mebibytes),
      'time / deploy': (time / (ours['time'] ?? NaN)).toFixed(2),
      'CPU / deploy': (cpu / (ours['cpu'] ?? NaN)).toFixed(2),
    };
  });
}

/** What `deploy` spends its time with. */
function parts(count: number, found: ReadonlyMap<Way, Measurement>): Record<string, number> {
  const { building = NaN, synthesis = NaN, dependencies = NaN } = found.get('parts') ?? {};
  const { program = NaN, time = NaN } = found.get('deploy') ?? {};
  const milliseconds = {
    building,
    synthesis,
    dependencies,
    resources: program - building - synthesis - dependencies,
    'engine and SDK': time - program,
  };
  return {
    apps: count,
    ...Object.fromEntries(Object.entries(milliseconds).map(([part, ms]) => [part, Math.round(ms)])),
  };
}

/** How often the plan of 100 apps, with 602 resources, is in the ones that are judged. */
const TIMES = [1, 2, 4, 8, 16];

/** What it takes to judge, compare and print a plan. */
function judged(plan: Plan): Record<string, number> {
  const changed = copy(plan, (text) => text.replaceAll('app:1.0.0', 'app:1.0.1'));
  const took = (work: () => unknown): number => {
    work();
    const before = performance.now();
    work();
    return Math.round(performance.now() - before);
  };
  return {
    resources: plan.resources.length,
    'preview and update (ms)': took(() => comparisonFindings(plan, plan)),
    'destroy (ms)': took(() => destroyFindings(plan)),
    'diff (ms)': took(() => diffOf(plan, changed)),
    'text (ms)': took(() => planText(plan, [])),
    'JSON (ms)': took(() => readPlan(planJson(plan, { findings: [] }))),
  };
}

/** A plan with so many times the apps. */
function multiplied(plan: Plan, times: number): Plan {
  const [root, ...others] = plan.resources;
  const apps = { ...plan, resources: others };
  const copies = Array.from({ length: times }, (_, index) =>
    copy(apps, (text) => text.replaceAll('app-', `app-${index}-`).replaceAll('::bench', `::bench-${index}`)),
  );
  return { ...plan, resources: [...(root ? [root] : []), ...copies.flatMap(({ resources }) => resources)] };
}

function copy(plan: Plan, change: (text: string) => string): Plan {
  return JSON.parse(change(JSON.stringify(plan))) as Plan;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    for (const [count, turns] of RUNS) {
      const found = await measured({ count, turns }, folder);
      console.table(rows(count, found));
      console.table([parts(count, found)]);
    }
    const { plan } = await run('deploy', 100, '');
    console.table(TIMES.map((times) => judged(multiplied(plan, times))));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void main();
