import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * Times the synthesis of 10, 100 and 1,000 apps with this library beside the same apps in plain cdk8s-plus-27, each in
 * a process of its own, turn by turn in one run. Ratios hold on any machine; milliseconds do not.
 */
const COUNTS = [10, 100, 1000];
const LAYOUTS = ['one-stack', 'stack-per-app'];
const RUNS = 5;
const program = join(__dirname, 'apps.ts');

interface Measurement {
  readonly milliseconds: number;
  readonly mebibytes: number;
}

function measure(library: string, layout: string, count: number): Measurement {
  const output = execFileSync(process.execPath, ['-r', 'tsx/cjs', program, library, layout, String(count)]);
  const parsed: unknown = JSON.parse(output.toString());
  if (!isMeasurement(parsed)) throw new Error(`The benchmark printed ${output.toString()}`);
  return parsed;
}

function isMeasurement(value: unknown): value is Measurement {
  return typeof value === 'object' && value !== null && 'milliseconds' in value && 'mebibytes' in value;
}

function median(values: readonly Measurement[]): Measurement {
  const sorted = values.toSorted((a, b) => a.milliseconds - b.milliseconds);
  return sorted[Math.floor(sorted.length / 2)] ?? { milliseconds: NaN, mebibytes: NaN };
}

function row(layout: string, count: number): Record<string, string | number> {
  const turns = Array.from({ length: RUNS }, () => ({
    ours: measure('ours', layout, count),
    plus: measure('plus', layout, count),
  }));
  const ours = median(turns.map((turn) => turn.ours));
  const plus = median(turns.map((turn) => turn.plus));
  return {
    layout,
    apps: count,
    'ours (ms)': Math.round(ours.milliseconds),
    'cdk8s-plus-27 (ms)': Math.round(plus.milliseconds),
    'times as fast': (plus.milliseconds / ours.milliseconds).toFixed(1),
    'ours (ms per app)': (ours.milliseconds / count).toFixed(2),
    'ours (MiB)': Math.round(ours.mebibytes),
    'cdk8s-plus-27 (MiB)': Math.round(plus.mebibytes),
  };
}

console.table(LAYOUTS.flatMap((layout) => COUNTS.map((count) => row(layout, count))));
