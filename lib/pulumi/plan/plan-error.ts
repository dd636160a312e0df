/** What a program says and how it ends, where it fails. */
export interface PlanFailure {
  /** What failed: `The program in /srv/shop`. */
  readonly subject: string;
  /** What is wrong: each a text of one or more lines. */
  readonly problems: readonly string[];
  /** The last lines that the program printed. @default none */
  readonly console?: string;
  /** With which code its process ended. @default it has not, or by a signal */
  readonly exitCode?: number | undefined;
}

/** A program of which there is no plan: it cannot be run, fails, or does not end. Nothing of it is to be relied on. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
  /** What is wrong: each a text of one or more lines. */
  readonly problems: readonly string[];
  /** With which code the program's process ended; undefined: it has not, or by a signal. */
  readonly exitCode: number | undefined;

  constructor({ subject, problems, console = '', exitCode }: PlanFailure) {
    const printed = console.trim() === '' ? [] : ['It printed:', indented(console.trim())];
    super([`There is no plan: ${subject}.`, ...problems.map(indented), ...printed].join('\n'));
    this.problems = problems;
    this.exitCode = exitCode;
  }
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
