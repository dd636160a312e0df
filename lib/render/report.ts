import { relative } from 'node:path';
import { sorted, type Finding } from '../manifest/finding';
import { groupBy } from '../manifest/group';
import { printable, printableLine } from './printable';

/** What there is to report. */
export interface Report {
  readonly findings: readonly Finding[];
  /** Findings that somebody said are right, and why. */
  readonly acknowledged?: readonly (Finding & { readonly reason: string })[];
}

export interface ReportStyle {
  /** Absolute path that source lines are shown relative to. */
  readonly folder: string;
  /** Whether to colour it, for a terminal. @default false */
  readonly isColoured?: boolean;
}

/** A report as text for people, by construct or file; without an end of line. Empty when there is nothing to say. */
export function reportText(
  { findings, acknowledged = [] }: Report,
  { folder, isColoured = false }: ReportStyle,
): string {
  const text = new ReportText(folder, isColoured);
  const groups = groupBy(sorted(findings), (finding) => text.heading(finding));
  const blocks = [...groups].map(([heading, found]) => `${text.bold(heading)}\n${text.findings(found)}`);
  if (acknowledged.length > 0) blocks.push(text.acknowledged(acknowledged));
  return blocks.join('\n\n');
}

/** `2 errors, 1 warning, 3 acknowledged`; what there is none of is left out. */
export function summaryText({ findings, acknowledged = [] }: Report): string {
  const { errors, warnings } = summaryOf({ findings });
  const suppressed = sorted(acknowledged).length;
  const parts = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
    ...(suppressed > 0 ? [`${suppressed} acknowledged`] : []),
  ];
  return parts.length === 0 ? 'no findings' : parts.join(', ');
}

export interface Summary {
  readonly errors: number;
  readonly warnings: number;
  readonly acknowledged: number;
}

/** How many distinct findings there are. */
export function summaryOf({ findings, acknowledged = [] }: Report): Summary {
  const distinct = sorted(findings);
  const errors = distinct.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: distinct.length - errors, acknowledged: sorted(acknowledged).length };
}

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}

const STYLES = { bold: 1, dim: 2, error: 31, warning: 33 } as const;

class ReportText {
  readonly #folder: string;
  readonly #isColoured: boolean;

  constructor(folder: string, isColoured: boolean) {
    this.#folder = folder;
    this.#isColoured = isColoured;
  }

  /** The construct and the line that made it, or the file, where the findings have lines of their own. */
  heading(finding: Finding): string {
    const line = this.#lineOf(finding);
    if (isOfFile(finding)) return printableLine(finding.path);
    // What a program says beside any construct is headed by where it does.
    const path = finding.path || (finding.source?.file.startsWith('/') === false ? '' : '(app)');
    return [printableLine(path), line].filter((part) => part !== '').join('  ');
  }

  bold(text: string): string {
    return this.#painted('bold', text);
  }

  findings(found: readonly Finding[]): string {
    return found.map((finding) => this.#finding(finding)).join('\n\n');
  }

  acknowledged(acknowledged: NonNullable<Report['acknowledged']>): string {
    const groups = groupBy(sorted(acknowledged), ({ rule, reason }) => `${rule}  ${printableLine(reason.trim())}`);
    const lines = [...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([heading, members]) => [
        `  ${heading}`,
        ...placesOf(members).map((place) => this.#painted('dim', place)),
      ]);
    return [this.bold('acknowledged'), ...lines].join('\n');
  }

  #finding(finding: Finding): string {
    const { severity, rule, message, got, want, fix } = finding;
    const place = [finding.object, finding.pointer].filter((part) => part !== undefined).join(' ');
    const line = isOfFile(finding) ? this.#lineOf(finding) : '';
    const head = [this.#painted(severity, severity), rule, line, printableLine(place)].filter((part) => part !== '');
    return [
      `  ${head.join('  ')}`,
      indented(printable(shortened(message, this.#folder))),
      ...(got === undefined || isTold(got, message) ? [] : [this.#labelled('got', got)]),
      ...(want === undefined ? [] : [this.#labelled('want', want)]),
      this.#labelled('fix', fix),
    ].join('\n');
  }

  #lineOf({ source }: Finding): string {
    if (source === undefined) return '';
    return printableLine(`${shortPath(source.file, this.#folder)}:${source.line}`);
  }

  #labelled(label: string, text: string): string {
    return indented(`${this.#painted('dim', `${label}:`)}${' '.repeat(5 - label.length)}${printable(text)}`);
  }

  #painted(style: keyof typeof STYLES, text: string): string {
    return this.#isColoured ? `\u{1b}[${STYLES[style]}m${text}\u{1b}[0m` : text;
  }
}

/** The objects that some findings are about, each once. */
function placesOf(findings: readonly Finding[]): readonly string[] {
  const groups = groupBy(findings, ({ object, path }) => printableLine(object ?? path));
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([place, { length }]) => `    ${length === 1 ? place : `${place} (${length} times)`}`);
}

/** Whether a finding is of a file that was read, and not of a construct. */
function isOfFile({ path, source }: Finding): boolean {
  return source !== undefined && source.file === path;
}

/** Whether a message has the value in it already. */
function isTold(got: string, message: string): boolean {
  const value = got.replaceAll(/^"|"$/g, '').replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<!\\w)${value}(?!\\w)`).test(message);
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}

/** Text with the absolute paths below `folder` made relative to it. */
function shortened(text: string, folder: string): string {
  return text.replaceAll(/(?<=^|[\s'"(])(?:[A-Za-z]:)?[/\\][^\s'"]+:\d+/g, (path) => shortPath(path, folder));
}

/** A path relative to a folder, where it is below it. */
export function shortPath(path: string, folder: string): string {
  if (!/^(?:[A-Za-z]:)?[/\\]/.test(path)) return path;
  const short = relative(folder, path);
  return short.startsWith('..') ? path : short;
}
