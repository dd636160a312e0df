import type { IConstruct } from 'constructs';
import { Note } from './note';
import { takeTrace, usersFrames, type Trace } from './source';

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

/** A mistake and where it was made. */
export interface Finding extends Mistake {
  readonly severity: 'error' | 'warning';
  /** Path of the construct. */
  readonly path: string;
  /** Where the program made it; undefined when no line of the program is on record. */
  readonly trace?: Trace | undefined;
}

const findings = new Note<Finding>('finding');

/**
 * Records a mistake on the tree and goes on, so that one synthesis reports all mistakes together.
 * The caller continues with any harmless value: nothing is written while an error stands.
 */
export function report(scope: IConstruct, mistake: Mistake): void {
  const finding: Finding = { severity: 'error', path: scope.node.path, trace: takeTrace(), ...mistake };
  findings.leave(scope, finding);
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

/** The findings by construct path, then as they were made; the same finding only once. */
export function sorted(findings: readonly Finding[]): readonly Finding[] {
  const distinct = new Map(findings.map((finding) => [identity(finding), finding]));
  return [...distinct.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function identity({ rule, path, message, object, pointer }: Finding): string {
  return [rule, path, message, object, pointer].join('\0');
}

/** The candidate that `given` was probably meant to be, if one is near. */
export function nearest(given: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(given.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(given.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

function editDistance(a: string, b: string): number {
  const others = Array.from(b);
  let row = [0, ...others.map((_, index) => index + 1)];
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, other] of others.entries()) {
      const substitution = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(substitution, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
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
