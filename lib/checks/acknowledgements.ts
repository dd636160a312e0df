import { nearest, type Finding } from '../manifest/finding';
import { groupBy } from '../manifest/group';
import { titleOf, type InventoryObject } from '../manifest/inventory';
import { objectAt } from '../manifest/json';
import type { Acknowledgement } from '../manifest/policy';
import type { Trace } from '../manifest/source';
import type { Violation } from './check';
import { matches, type Context } from './context';
import type { PacksInForce } from './packs';
import type { Rule } from './rule';
import { withoutSecrets } from './secrets/told';

/** A finding that somebody said is right, and why. */
export interface Acknowledged extends Finding {
  readonly reason: string;
}

/** An acknowledgement and what it covers. */
interface Scoped extends Acknowledgement {
  /** Path of the construct, which it covers with all below it. */
  readonly path: string;
  readonly trace: Trace | undefined;
  /** The only object that it covers, where it is an annotation. */
  readonly only?: InventoryObject;
}

/** Every acknowledgement, by the rule that it is of. */
export type Acknowledgements = ReadonlyMap<string, readonly Scoped[]>;

/** `checks.stackwright.dev/pod-security.host-ports: why`; a key of an annotation has room for one `/` only. */
const ANNOTATION = 'checks.stackwright.dev/';

/** What a tree, its platform and the annotations of its objects acknowledge. */
export function acknowledgementsIn({ inventory }: Context): Acknowledgements {
  const declared = inventory.policies.flatMap(({ path, acknowledgement, trace }) =>
    acknowledgement ? [{ ...acknowledgement, path, trace }] : [],
  );
  return groupBy([...declared, ...inventory.objects.flatMap(annotationsOf)], ({ rule }) => rule);
}

function annotationsOf(object: InventoryObject): readonly Scoped[] {
  const annotations = objectAt(object.manifest, 'metadata', 'annotations');
  return Object.entries(annotations).flatMap(([key, reason]) =>
    key.startsWith(ANNOTATION) && typeof reason === 'string'
      ? {
          rule: key.slice(ANNOTATION.length).replace('.', '/'),
          reason,
          path: object.path,
          trace: object.trace,
          only: object,
        }
      : [],
  );
}

/** The acknowledgement of a violation, if there is one. */
export function acknowledgedBy(
  acknowledgements: Acknowledgements,
  { rule, object }: Violation,
): Acknowledgement | undefined {
  return acknowledgements
    .get(rule.id)
    ?.find(
      ({ path, only, reason, object: title = '*' }) =>
        reason.trim() !== '' &&
        (only ? only === object : isWithin(object.path, path) && matches(title, titleOf(object))),
    );
}

/** Whether a construct path is another one or below it; all are below the root, whose path is empty. */
function isWithin(path: string, other: string): boolean {
  return other === '' || path === other || path.startsWith(`${other}/`);
}

/** What came of a judgement that is made by rules. */
export interface Course {
  readonly rules: readonly Rule[];
  /** The acknowledgements that covered something. */
  readonly used: ReadonlySet<unknown>;
  readonly packs: PacksInForce;
}

/** Acknowledgements that are wrong in themselves, or of nothing. */
export function mistakesIn(acknowledgements: Acknowledgements, { rules, used, packs }: Course): readonly Finding[] {
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  return [...acknowledgements.values()].flat().flatMap((acknowledgement) => {
    const { rule, path, trace, only } = acknowledgement;
    const common = { path, trace, ...(only ? { object: withoutSecrets(titleOf(only)) } : {}) };
    const acknowledged = known.get(rule);
    if (!acknowledged) {
      const meant = nearest(rule, known.keys());
      return [unknownRule(common, rule, meant === undefined ? placeOfId(only) : `Did you mean '${meant}'?`)];
    }
    if (acknowledgement.reason.trim() === '') return [withoutReason(common, rule)];
    // Where the rule is not in force, nobody can break it.
    return used.has(acknowledgement) || !packs.hold(acknowledged.pack, path) ? [] : [unused(common, rule)];
  });
}

type Common = Pick<Finding, 'path' | 'trace' | 'object'>;

/** Where the id of a rule belongs. */
function placeOfId(annotated: InventoryObject | undefined): string {
  return annotated
    ? `Put the id into the key, with \`.\` for \`/\`: \`${ANNOTATION}image.no-digest: why\`.`
    : 'Take the id from the report.';
}

function unknownRule(common: Common, rule: string, fix: string): Finding {
  return {
    ...common,
    rule: 'acknowledgement/unknown-rule',
    severity: 'error',
    message: `There is no rule '${rule}'.`,
    want: 'the id of a rule, as the report prints it',
    fix,
  };
}

function withoutReason(common: Common, rule: string): Finding {
  return {
    ...common,
    rule: 'acknowledgement/without-reason',
    severity: 'error',
    message: `'${rule}' is acknowledged without a reason.`,
    want: 'a sentence for whoever reads the report',
    fix: 'Say why it is right here.',
  };
}

function unused(common: Common, rule: string): Finding {
  return {
    ...common,
    rule: 'acknowledgement/unused',
    severity: 'warning',
    message: `'${rule}' is acknowledged, but nothing here breaks it.`,
    fix: 'Remove the acknowledgement, so that it hides nothing later.',
  };
}
