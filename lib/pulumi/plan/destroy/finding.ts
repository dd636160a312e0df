import type { PlanFinding } from '../plan';
import { titlesOf, type KubernetesObject } from './objects';

/** One finding for all objects that have the same thing wrong with them. */
export interface Shared {
  readonly rule: `destroy/${string}`;
  readonly severity: PlanFinding['severity'];
  /** The objects, of which the first gives the finding its place. */
  readonly objects: readonly KubernetesObject[];
  /** What is wrong with them, after their names. */
  readonly problem: string;
  readonly fix: string;
}

/** No finding where there are no objects. */
export function shared({ objects, problem, ...rest }: Shared): readonly PlanFinding[] {
  const [first] = objects;
  return first ? [{ ...rest, urn: first.resource.urn, message: `${titlesOf(objects)}: ${problem}` }] : [];
}
