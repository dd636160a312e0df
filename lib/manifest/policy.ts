import type { IConstruct } from 'constructs';
import { nearest, oneOf, report } from './finding';
import { Note } from './note';
import { takeTrace, type Trace } from './source';

/** Which rules are in force, each set holding the one before. */
export const PACKS = ['baseline', 'restricted', 'production'] as const;

/**
 * - `baseline`: what a cluster would refuse, or that cannot work
 * - `restricted`: and what the Pod Security Standard of that name and good practice ask of any workload
 * - `production`: and what keeps it up while nodes, zones and releases come and go
 */
export type PackName = (typeof PACKS)[number];

/** That a finding is known and wanted. */
export interface Acknowledgement {
  /** Id of the rule. */
  readonly rule: string;
  /** Why it is right here; for whoever reads the report. */
  readonly reason: string;
  /** Only for objects that are called so, as in `Deployment shop/web`; `*` stands for any text. @default - all */
  readonly object?: string;
}

/** What a construct says of the rules for itself and all below it. */
export interface Policy {
  readonly path: string;
  readonly pack?: PackName;
  readonly acknowledgement?: Acknowledgement;
  readonly trace?: Trace | undefined;
}

const policies = new Note<Policy>('policy');

/**
 * Says that the findings of a rule on `scope` and all below it are known and wanted. They no longer fail the synthesis;
 * every report lists them with the reason.
 *
 * @example
 * acknowledge(agent, { rule: 'pod-security/host-path-volumes', reason: 'It reads the logs of the node.' });
 */
export function acknowledge(scope: IConstruct, acknowledgement: Acknowledgement): void {
  policies.leave(scope, { path: scope.node.path, acknowledgement, trace: takeTrace() });
}

/**
 * Chooses the rules for `scope` and all below it.
 *
 * @example
 * usePack(stack, 'production');
 */
export function usePack(scope: IConstruct, pack: PackName): void {
  if (isPack(scope, pack)) policies.leave(scope, { path: scope.node.path, pack });
}

/** Whether there is a pack of that name, which nobody has asked where programs start without a type-check. */
export function isPack(scope: IConstruct, pack: string): boolean {
  if (PACKS.some((known) => known === pack)) return true;
  const meant = nearest(pack, PACKS);
  report(scope, {
    rule: 'pack/unknown',
    message: `There is no pack '${pack}'.`,
    want: oneOf(PACKS),
    fix: meant === undefined ? 'Name one of them.' : `Did you mean '${meant}'?`,
  });
  return false;
}

/** What one construct says of the rules. */
export function declaredPolicies(construct: IConstruct): readonly Policy[] {
  return policies.on(construct);
}
