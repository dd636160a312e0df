import { oneOf } from '../../manifest/finding';
import { titleOf } from '../../manifest/inventory';
import { objectAt, text, type JsonPath } from '../../manifest/json';
import type { KindName } from '../../manifest/kinds';
import type { Reference } from '../../manifest/references';
import { check, type Breach, type Check } from '../check';
import type { Rule } from '../rule';
import { pairOf, Targets } from './targets';

/** Which names a rule is about. */
export interface Named {
  readonly kinds: readonly KindName[];
  /** @default - all that name such an object */
  readonly when?: (reference: Reference, targets: Targets) => boolean;
  /** How bad it is. @default - what the rule says */
  readonly severity?: (reference: Reference, targets: Targets) => Rule['severity'] | undefined;
  /** What was probably meant. @default - the nearest name */
  readonly hint?: (reference: Reference, targets: Targets) => string | undefined;
}

/** A rule that names lead to an object: told once for each object and name. */
export function missing(rule: Rule, { kinds, when = () => true, severity, hint }: Named): Check {
  return check(rule, (context) => {
    const targets = Targets.of(context);
    const seen = new Set<string>();
    return kinds
      .flatMap((kind) => targets.namesOf(kind))
      .filter((reference) => !reference.optional && when(reference, targets))
      .filter((reference) => !targets.isThere(reference) && isFirst(seen, pairOf(reference)))
      .map((reference) => {
        const found = severity?.(reference, targets);
        const breach = lost(reference, targets, hint?.(reference, targets));
        return found ? { ...breach, severity: found } : breach;
      });
  });
}

/** Whether something is met for the first time. */
export function isFirst(seen: Set<string>, it: string): boolean {
  const { size } = seen;
  return seen.add(it).size > size;
}

/** That a name leads nowhere. */
export function lost(reference: Reference, targets: Targets, hint?: string): Breach {
  const { from, at, kind, namespace, name } = reference;
  const wanted = { kind, namespace, name, stack: from.stack };
  const near = targets.names.near(wanted);
  const elsewhere = targets.names.elsewhere(wanted)[0];
  const short = kind.replace(/\..*/, '');
  const place = namespace === undefined ? 'of this cluster' : `in the namespace '${namespace}'`;
  const others = targets.names.beside(wanted).map((object) => object.name);
  const only = elsewhere ? `, but there is one in ${placeName(elsewhere.namespace)}` : '';
  return {
    object: from,
    at,
    message: `${useOf(reference)} needs ${titleOf(wanted)}, which nothing makes${only}.`,
    want: others.length > 0 && others.length <= 5 ? oneOf(others) : `a ${short} ${place}`,
    fix: [
      ...(hint === undefined ? [] : [hint]),
      ...(near === undefined ? [] : [`Did you mean '${near}'?`]),
      ...(elsewhere ? [`Objects reach only those of their own namespace: make one in it.`] : []),
      `${near === undefined && !elsewhere && hint === undefined ? `Make the ${short}` : 'Else make it'}, or ${declaring(kind, name)}`,
    ].join(' '),
  };
}

function placeName(namespace: string | undefined): string {
  return namespace === undefined ? 'another stack' : `the namespace '${namespace}'`;
}

/** How to say that something is made elsewhere. */
export function declaring(kind: KindName, name: string): string {
  return `declare it where it is made elsewhere: \`external(stack, { kind: '${kind}', name: '${name}' })\`, on the command line \`--external ${kind}/${name}\`.`;
}

/** What it is that needs the object, as people call it. */
export function useOf({ from, at }: Reference): string {
  const list = at.findIndex((step) => /^(c|initC|ephemeralC)ontainers$/.test(String(step)));
  const volumes = at.indexOf('volumes');
  if (volumes >= 0) return `The volume '${nameAt(from.manifest, at.slice(0, volumes + 2))}'`;
  if (list < 0) return titleOf(from);
  const container = `container '${nameAt(from.manifest, at.slice(0, list + 2))}'`;
  if (at[list + 2] !== 'env') return `The ${container}`;
  return `The variable '${nameAt(from.manifest, at.slice(0, list + 4))}' of the ${container}`;
}

function nameAt(manifest: Reference['from']['manifest'], path: JsonPath): string {
  return text(objectAt(manifest, ...path)['name']);
}
