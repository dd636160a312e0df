import type { IConstruct } from 'constructs';
import type { Finding } from './finding';
import { Note } from './note';

/** That one construct is made from what another one was given. Both are construct paths. */
export interface Derived {
  readonly path: string;
  readonly origin: string;
}

const derivations = new Note<Derived>('derived');

/** Declares that a construct repeats another one, so that a mistake in what both have is told once, of the other. */
export function deriveFrom(construct: IConstruct, origin: IConstruct): void {
  derivations.leave(construct, { path: construct.node.path, origin: origin.node.path });
}

export function derivationsOf(construct: IConstruct): readonly Derived[] {
  return derivations.on(construct);
}

/** The findings without those that a derived construct only repeats. */
export function withoutRepetitions(findings: readonly Finding[], derived: readonly Derived[]): readonly Finding[] {
  if (derived.length === 0) return findings;
  const origins = new Map(derived.map((each) => [each.path, each.origin]));
  const known = new Set(findings.map(({ path, rule, message }) => `${path}\0${rule}\0${message}`));
  return findings.filter(({ path, rule, message }) => {
    const origin = originOf(path, origins);
    return origin === undefined || !known.has(`${origin}\0${rule}\0${message}`);
  });
}

/** What the construct, or the nearest one around it that is derived, is derived from. */
function originOf(path: string, origins: ReadonlyMap<string, string>): string | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const origin = origins.get(path.slice(0, end));
    if (origin !== undefined) return origin;
  }
  return undefined;
}
