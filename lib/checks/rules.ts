import type { Check } from './check';
import { LINKS } from './links';
import { METADATA } from './metadata';
import { NETWORK } from './network';
import { POD_SECURITY } from './pod-security';
import { QUOTA } from './quota';
import { RBAC } from './rbac';
import { RELIABILITY } from './reliability';
import type { Rule } from './rule';
import { SCHEMA } from './schema';
import { SECURITY } from './security';
import { TOKENS } from './tokens';
import { VALIDATION } from './validation';

/** Every check, by topic; the report sorts by construct. */
export const CHECKS: readonly Check[] = [
  ...METADATA,
  ...TOKENS,
  ...SCHEMA,
  ...VALIDATION,
  ...LINKS,
  ...POD_SECURITY,
  ...SECURITY,
  ...NETWORK,
  ...RBAC,
  ...RELIABILITY,
  ...QUOTA,
];

/** Every rule, by its id. */
export function rulesById(): ReadonlyMap<string, Rule> {
  return new Map(CHECKS.flatMap(({ rules }) => rules).map((rule) => [rule.id, rule]));
}
