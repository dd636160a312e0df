import { runtime, type OutputInstance } from '@pulumi/pulumi';
import type { IConstruct } from 'constructs';
import { Placements } from './deploy/placements';
import type { KnownCluster } from './deploy/providers';

/** What one run of a Pulumi program has made so far. A process may run several, one after the other. */
export class Run {
  /** The Outputs behind tokens, by the names of these. */
  readonly outputs = new Map<string, OutputInstance<unknown>>();
  /** The names of the tokens of an Output, so that it always has the same. */
  readonly tokenNames = new WeakMap<object, string>();
  /** The types and names of all objects and stacks that are deployed. */
  readonly registered = new Set<string>();
  readonly placements = new Placements();
  /** The clusters that something is deployed to, by their names. */
  readonly clusters = new Map<string, KnownCluster>();
  /** The trees whose manifests are written. */
  readonly rendered = new Set<IConstruct>();
}

const runs = new WeakMap<object, Run>();
// Tests with mocks have no stack, and new mocks for each.
const withoutStack = {};

/** The run that the program is in. */
export function currentRun(): Run {
  const stack = runtime.getStackResource() ?? runtime.getMonitor() ?? withoutStack;
  const run = runs.get(stack) ?? new Run();
  runs.set(stack, run);
  return run;
}
