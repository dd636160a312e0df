import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Note } from './note';
import { takeTrace, type Trace } from './source';

/** That everything in one construct is created after everything in another. Both are construct paths. */
export interface After {
  readonly dependent: string;
  readonly dependency: string;
  readonly trace?: Trace | undefined;
}

const declared = new Note<After>('after');

/**
 * Creates the objects of `dependent` only after those of each dependency. Needed where nothing names the other: what
 * an object refers to comes before it anyway.
 *
 * @example
 * after(web, migration);
 */
export function after(dependent: IConstruct, ...dependencies: readonly IConstruct[]): void {
  for (const dependency of dependencies) {
    const edge = { dependent: dependent.node.path, dependency: dependency.node.path, trace: takeTrace() };
    declared.leave(dependent, edge);
  }
}

/** The explicit order declared on one construct, by `after` or by the dependencies of the constructs library. */
export function declaredAfter(construct: IConstruct): readonly After[] {
  const native = construct.node.dependencies
    .filter((dependency) => !isNested(dependency, construct))
    .map((dependency) => ({ dependent: construct.node.path, dependency: dependency.node.path }));
  return [...declared.on(construct), ...native];
}

/**
 * Whether a dependency lies in a chart within the chart of its dependent. cdk8s writes such edges into the tree whenever
 * it synthesizes nested charts, from the outer to the inner one, whatever the objects say.
 */
function isNested(dependency: IConstruct, dependent: IConstruct): boolean {
  const outer = dependent.node.scopes.findLast((scope) => Chart.isChart(scope));
  const inner = dependency.node.scopes.findLast((scope) => Chart.isChart(scope));
  return outer !== undefined && inner !== undefined && inner !== outer && inner.node.scopes.includes(outer);
}
