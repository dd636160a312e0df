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
  const native = construct.node.dependencies.map((dependency) => ({
    dependent: construct.node.path,
    dependency: dependency.node.path,
  }));
  return [...declared.on(construct), ...native];
}
