import type { Finding, Severity } from '../manifest/finding';
import { titleOf, type InventoryObject } from '../manifest/inventory';
import { pointer, type Json, type JsonPath } from '../manifest/json';
import type { PackName } from '../manifest/policy';
import { withTokenNames } from '../manifest/tokens';
import type { Context } from './context';
import type { Rule } from './rule';
import { censorOf, shownAt } from './secrets/withheld';

/** That an object breaks a rule. */
export interface Violation {
  readonly rule: Rule;
  readonly object: InventoryObject;
  /** The field concerned; of what is missing, where it belongs. */
  readonly at?: JsonPath;
  /** One sentence: what is wrong, with the value that was given. */
  readonly message: string;
  /** What is allowed in its place. */
  readonly want?: string;
  /** Whether the value at hand is not for the report. @default false */
  readonly isSecret?: boolean;
  /** @default - the fix of the rule */
  readonly fix?: string;
  /** @default - that of the rule */
  readonly pack?: PackName;
  /** @default - that of the rule */
  readonly severity?: Severity;
}

/** A violation of the only rule of a check. */
export type Breach = Omit<Violation, 'rule'>;

/** One look at the whole tree, and the rules that it judges by. It reads the context, and changes nothing. */
export interface Check {
  readonly rules: readonly Rule[];
  readonly judge: (context: Context) => readonly Violation[];
}

/** A check of one rule. */
export function check(rule: Rule, judge: (context: Context) => readonly Breach[]): Check {
  return { rules: [rule], judge: (context) => judge(context).map((breach) => ({ ...breach, rule })) };
}

/** Rules that quote whatever they find in a field. All others say names and numbers, which are no secrets. */
const QUOTING = /^(?:schema|validation|api|label|annotation|name)\//;
const asItIs = (sentence: string): string => sentence;

/** A violation as the report has it: with the value at hand, save what may be secret, and where the object comes from. */
export function findingOf({ rule, object, at, message, want, ...violation }: Violation): Finding {
  const got = at && !violation.isSecret ? oneLine(shownAt(object.manifest, at)) : undefined;
  const { fix } = violation;
  const told = QUOTING.test(rule.id) ? censorOf(object.manifest, at, [message, want ?? '', fix ?? '']) : asItIs;
  return {
    rule: rule.id,
    severity: violation.severity ?? rule.severity,
    path: object.path,
    trace: object.trace,
    object: withTokenNames(titleOf(object)),
    message: told(message),
    ...(at ? { pointer: withTokenNames(pointer(at)) } : {}),
    ...(got === undefined ? {} : { got }),
    ...(want === undefined ? {} : { want: told(want) }),
    fix: fix === undefined ? rule.fix : told(fix),
  };
}

const LONGEST = 80;

/** A value as one short line. */
function oneLine(value: Json | undefined): string | undefined {
  if (value === undefined) return undefined;
  const text = JSON.stringify(value);
  const readable = withTokenNames(text);
  return readable.length <= LONGEST ? readable : `${readable.slice(0, LONGEST - 1)}…`;
}
