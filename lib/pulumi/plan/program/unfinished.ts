import type { Deployment } from '../engine/deployment';

/** What is wrong with a program that has ended, or does nothing any more, before all of it was registered. */
export function unfinishedProblem({ waiting }: Deployment, isRunning = false): string {
  if (waiting.length > 0) {
    if (waiting.some((title) => title.includes('Calling [toString] on an [Output'))) return NAMED_BY_OUTPUT;
    const cause = 'They wait for a promise or an Output that never settles, or for each other.';
    return ['These resources are never registered:', ...listed(waiting), cause].join('\n');
  }
  return isRunning
    ? 'It does not come to its end: it awaits something that never happens, or computes for ever.'
    : 'It ended before all was done: it awaits a promise that never settles, or calls process.exit().';
}

/** Titles that are told; a program may have thousands. */
const TOLD = 20;

function listed(titles: readonly string[]): readonly string[] {
  const more = titles.length - TOLD;
  return [...titles.slice(0, TOLD).map((title) => `  ${title}`), ...(more > 0 ? [`  and ${more} more`] : [])];
}

const NAMED_BY_OUTPUT =
  'A resource has an Output as its name, so that it is never registered. Name it by plain text that is known before anything exists.';

/** What was thrown, as text: with its place in the program, where that is known. */
export function textOf(thrown: unknown): string {
  return thrown instanceof Error ? withoutInnards(thrown.stack ?? thrown.message) : String(thrown);
}

const INNARDS = /^\s+at .*(?:[/\\]node_modules[/\\]|\bnode:|processTicksAndRejections).*\n?/gm;

/** A stack without the steps through Node.js and packages: what is left is the program. */
export function withoutInnards(stack: string): string {
  return stack.replaceAll(INNARDS, '').trimEnd();
}
