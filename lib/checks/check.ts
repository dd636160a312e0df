import type { Finding, Severity } from '../manifest/finding';
import { titleOf, type InventoryObject } from '../manifest/inventory';
import { pointer, valueAt, type Json, type JsonPath } from '../manifest/json';
import type { PackName } from '../manifest/policy';
import { withTokenNames } from '../manifest/tokens';
import type { Context } from './context';
import type { Rule } from './rule';
import { knownSecretIn } from './secrets/formats';
import { isLogin, withoutSecrets } from './secrets/told';
import { censorOf, shownAt, type Censor } from './secrets/withheld';
import { inShort } from './words';

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

/** Rules that quote whatever they find in a field; others quote at most what they are about. */
const QUOTING = /^(?:schema|validation|api|label|annotation|name)\//;
const QUOTING_THEIR_FIELD = /^(?:link|network)\//;

/** A violation as the report has it: with the value at hand, save what may be secret, and where the object comes from. */
export function findingOf({ rule, object, at, message, want, ...violation }: Violation): Finding {
  const got = at && !violation.isSecret ? oneLine(shownAt(object.manifest, at)) : undefined;
  // What is proposed in place of a secret is made of it.
  const isMade = QUOTING.test(rule.id) && at && looksSecret(valueAt(object.manifest, at));
  const fix = isMade ? undefined : violation.fix;
  const told = toldBy(rule, object, { at, sentences: [message, want ?? '', fix ?? ''] });
  return {
    rule: rule.id,
    severity: violation.severity ?? rule.severity,
    path: object.path,
    trace: object.trace,
    object: inShort(withoutSecrets(withTokenNames(titleOf(object)))),
    message: told(message),
    ...(at ? { pointer: withTokenNames(pointer(at)) } : {}),
    ...(got === undefined ? {} : { got }),
    ...(want === undefined ? {} : { want: told(want) }),
    fix: fix === undefined ? rule.fix : told(fix),
  };
}

/** What a rule may say: nothing that is secret by where it stands in the object, or by how it looks. */
function toldBy(
  { id }: Rule,
  { manifest }: InventoryObject,
  options: { readonly at: JsonPath | undefined; readonly sentences: readonly string[] },
): Censor {
  const isQuoting = QUOTING.test(id);
  if (!isQuoting && !QUOTING_THEIR_FIELD.test(id)) return (sentence) => inShort(withoutSecrets(sentence));
  const censor = censorOf(manifest, { ...options, isQuoting });
  return (sentence) => inShort(withoutSecrets(censor(sentence)));
}

function looksSecret(value: Json | undefined): boolean {
  return typeof value === 'string' && (isLogin(value) || knownSecretIn(value) !== undefined);
}

const LONGEST = 80;

/** A value as one short line. */
function oneLine(value: Json | undefined): string | undefined {
  if (value === undefined) return undefined;
  const text = JSON.stringify(value);
  const readable = withTokenNames(text);
  return readable.length <= LONGEST ? readable : `${readable.slice(0, LONGEST - 1)}…`;
}
