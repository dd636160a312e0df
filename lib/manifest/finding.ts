import type { IConstruct } from 'constructs';
import { groupBy } from './group';
import { Note } from './note';
import { sourceOf, takeTrace, usersFrames, type Source, type Trace } from './source';
import { isOpen, withTokenNames } from './tokens';

/** What a mistake is about. Everything but the fix is a fact; the fix says what to do. */
export interface Mistake {
  /** Stable identifier, `topic/mistake`, for instance `port/undeclared`. */
  readonly rule: string;
  /** One sentence: what is wrong, with the value that was given. */
  readonly message: string;
  /** The value that was given, as JSON; shortened. */
  readonly got?: string;
  /** What is allowed in its place. */
  readonly want?: string;
  /** What to do about it. */
  readonly fix: string;
  /** The API object concerned, `Kind namespace/name`. */
  readonly object?: string;
  /** JSON pointer (RFC 6901) to the field concerned, in that object. */
  readonly pointer?: string;
}

/** Errors fail a synthesis; warnings are for whoever reads the report. */
export type Severity = 'error' | 'warning';

/** A mistake and where it was made. */
export interface Finding extends Mistake {
  readonly severity: Severity;
  /** Path of the construct. */
  readonly path: string;
  /** Where the program made it; undefined when no line of the program is on record. */
  readonly trace?: Trace | undefined;
  /** The same as a line and column, where somebody has looked it up already: see `located`. */
  readonly source?: Source | undefined;
}

const findings = new Note<Finding>('finding');

/**
 * Records a mistake on the tree and goes on, so that one synthesis reports all mistakes together.
 * The caller continues with any harmless value: nothing is written while an error stands.
 */
export function report(scope: IConstruct, mistake: Mistake): void {
  const finding: Finding = { severity: 'error', path: scope.node.path, trace: takeTrace(), ...readable(mistake) };
  findings.leave(scope, finding);
}

/** A mistake for people: where a value is refused that is known only later, that is what is wrong with it. */
function readable(mistake: Mistake): Mistake {
  if (!isOpen(mistake.message)) return mistake;
  return {
    ...mistake,
    message: withTokenNames(mistake.message),
    fix: 'Pass a plain value: one that is known only when the objects are deployed, in angle brackets here, cannot stand in this place.',
  };
}

/** The mistakes recorded on one construct. */
export function reported(construct: IConstruct): readonly Finding[] {
  return findings.on(construct);
}

/** All findings of a synthesis that was refused. Nothing was written. */
export class SynthesisError extends Error {
  override readonly name = 'SynthesisError';
  readonly #findings: readonly Finding[];

  /** @param report - the findings as text, for whoever reads only the message */
  constructor(findings: readonly Finding[], report: string) {
    super(report);
    this.#findings = findings;
    // The report tells where each mistake is; below it, where the program asked for the synthesis is enough.
    this.stack = [`${this.name}: ${report}`, ...usersFrames(this)].join('\n');
  }

  get findings(): readonly Finding[] {
    return this.#findings;
  }
}

/** The findings with the lines that they were made in, or that their fields stand in. */
export function located<T extends Finding>(findings: readonly T[]): readonly T[] {
  const sources = new Map<T, Source | undefined>();
  // All of one object together: its document is read once.
  for (const ofObject of groupBy(findings, ({ trace }) => trace).values()) {
    for (const finding of ofObject) sources.set(finding, finding.source ?? sourceOf(finding.trace, finding.pointer));
  }
  return findings.map((finding) => {
    const source = sources.get(finding);
    return source ? { ...finding, source } : finding;
  });
}

/** The findings by construct path, those of a file by line, else as they were made; the same finding only once. */
export function sorted<T extends Finding>(findings: readonly T[]): readonly T[] {
  const distinct = new Map(located(findings).map((finding) => [identity(finding), finding]));
  return [...distinct.values()].sort((a, b) => compare(a.path, b.path) || lineOf(a) - lineOf(b));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function lineOf({ path, source }: Finding): number {
  return source?.file === path ? source.line : 0;
}

function identity({ rule, path, message, object, pointer, source }: Finding): string {
  return [rule, path, message, object, pointer, source?.file, source?.line, source?.column].join('\0');
}

/** The candidate that `given` was probably meant to be, if one is near. */
export function nearest(given: string, candidates: Iterable<string>): string | undefined {
  const letters = Array.from(given.toLowerCase());
  let best: string | undefined;
  let limit = Math.max(2, Math.floor(given.length / 3));
  for (const candidate of candidates) {
    const distance = editDistance(letters, candidate.toLowerCase(), limit);
    if (distance <= limit) [best, limit] = [candidate, distance - 1];
  }
  return best;
}

/** How many letters to change; of more than the limit, only that it is more, as most candidates are far away. */
function editDistance(letters: readonly string[], candidate: string, limit: number): number {
  const others = Array.from(candidate);
  if (Math.abs(letters.length - others.length) > limit) return Infinity;
  let row = [0, ...others.map((_, index) => index + 1)];
  for (const [i, letter] of letters.entries()) {
    const next = [i + 1];
    let least = i + 1;
    for (const [j, other] of others.entries()) {
      const substitution = (row[j] ?? 0) + (letter === other ? 0 : 1);
      const distance = Math.min(substitution, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1);
      next.push(distance);
      least = Math.min(least, distance);
    }
    if (least > limit) return Infinity;
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** `'a', 'b' or 'c'`, for the part of a message that says what is allowed. */
export function oneOf(values: Iterable<string>): string {
  const quoted = [...values].map((value) => `'${value}'`);
  if (quoted.length < 2) return quoted[0] ?? 'nothing';
  return `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
}
