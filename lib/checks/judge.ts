import type { Finding } from '../manifest/finding';
import type { InventoryObject } from '../manifest/inventory';
import { pointer, valueAt } from '../manifest/json';
import { isOpen } from '../manifest/tokens';
import { acknowledgedBy, acknowledgementsIn, mistakesIn, type Acknowledged } from './acknowledgements';
import { findingOf, type Check, type Violation } from './check';
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
  const { violations, failures } = outcome(
    context,
    checks.filter((check) => mayCount(check, packs)),
  );
  const isInForce = ({ pack, rule, object }: Violation) => packs.hold(pack ?? rule.pack, object.path);
  const certain = violations.filter((violation) => isInForce(violation) && !isOfLaterValue(violation));
  for (const violation of onceForEachField(certain)) {
    const finding = findingOf(violation);
    const acknowledgement = acknowledgedBy(acknowledgements, violation);
    if (acknowledgement) {
      used.add(acknowledgement);
      acknowledged.push({ ...finding, reason: acknowledgement.reason });
    } else findings.push(finding);
  }
  const rules = checks.flatMap((check) => check.rules);
  return {
    findings: [...findings, ...failures, ...mistakesIn(acknowledgements, { rules, used, packs })],
    acknowledged,
  };
}

/**
 * Whether a check can find anything that counts. A violation may count in an earlier pack than its rule, so that only
 * checks of `production` alone, where none does, can be left out.
 */
function mayCount({ rules }: Check, packs: PacksInForce): boolean {
  return packs.holdAnywhere('production') || rules.some(({ pack }) => pack !== 'production');
}

/** What the checks say; one that fails is a finding of its own, and the others go on. */
function outcome(context: Context, checks: readonly Check[]) {
  const violations: Violation[] = [];
  const failures: Finding[] = [];
  for (const { rules, judge } of checks) {
    try {
      for (const violation of judge(context)) violations.push(violation);
    } catch (error) {
      failures.push(failed(rules[0]?.id ?? '', error));
    }
  }
  return { violations, failures };
}

/** Whether a violation is about a value that is known only later, of which nothing can be said. */
function isOfLaterValue({ rule, object, at, message }: Violation): boolean {
  if (rule.id.startsWith('token/')) return false;
  return isOpen(message) || (at !== undefined && isOpen(valueAt(object.manifest, at)));
}

/**
 * Without what is said of a field again: by finer rules, where it is not even of the right form, and as a warning of
 * the API server, where a rule says more of it.
 */
function onceForEachField(violations: readonly Violation[]): readonly Violation[] {
  const malformed = new Fields(violations.filter(({ rule }) => rule.id.startsWith('schema/')));
  const warned = new Set(violations.flatMap(({ rule, object }) => (rule.id === WARNING ? [object] : [])));
  const told = new Fields(violations.filter(({ rule, object }) => rule.id !== WARNING && warned.has(object)));
  return violations.filter((violation) => {
    if (violation.rule.id === WARNING) return !told.has(violation);
    return !violation.rule.id.startsWith('validation/') || !malformed.has(violation);
  });
}

const WARNING = 'api/warning';

/** The fields that violations are about. */
class Fields {
  readonly #pointers = new Map<InventoryObject, Set<string>>();

  constructor(violations: readonly Violation[]) {
    for (const { object, at } of violations) {
      if (!at) continue;
      const pointers = this.#pointers.get(object) ?? new Set();
      this.#pointers.set(object, pointers.add(pointer(at)));
    }
  }

  has({ object, at }: Violation): boolean {
    return at !== undefined && (this.#pointers.get(object)?.has(pointer(at)) ?? false);
  }
}

function failed(rule: string, error: unknown): Finding {
  return {
    rule: 'check/failed',
    severity: 'warning',
    path: '',
    message: `The check of ${rule} failed: ${error instanceof Error ? error.message : String(error)}.`,
    fix: 'Report it with the objects that it was about; the other rules were judged.',
  };
}
