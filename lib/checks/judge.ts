import type { Finding } from '../manifest/finding';
import { acknowledgedBy, acknowledgementsIn, mistakesIn, type Acknowledged } from './acknowledgements';
import { findingOf, type Check } from './check';
import type { Context } from './context';
import { PacksInForce } from './packs';
import { CHECKS } from './rules';

/** What the rules say of a tree. */
export interface Verdict {
  /** What is wrong. */
  readonly findings: readonly Finding[];
  /** What would be wrong, had not somebody said why it is right. */
  readonly acknowledged: readonly Acknowledged[];
}

/** Judges a tree by the rules that are in force at each place of it. */
export function judge(context: Context, checks: readonly Check[] = CHECKS): Verdict {
  const packs = new PacksInForce(context);
  const acknowledgements = acknowledgementsIn(context);
  const findings: Finding[] = [];
  const acknowledged: Acknowledged[] = [];
  const used = new Set<unknown>();
  for (const violation of checks.flatMap((check) => check.judge(context))) {
    if (!packs.hold(violation.pack ?? violation.rule.pack, violation.object.path)) continue;
    const finding = findingOf(violation);
    const acknowledgement = acknowledgedBy(acknowledgements, violation);
    if (acknowledgement) {
      used.add(acknowledgement);
      acknowledged.push({ ...finding, reason: acknowledgement.reason });
    } else findings.push(finding);
  }
  const rules = checks.flatMap((check) => check.rules);
  return { findings: [...findings, ...mistakesIn(acknowledgements, { rules, used })], acknowledged };
}
