import { isAbsolute, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sorted, type Finding, type Severity } from '../manifest/finding';
import { contentHash, type Json, type JsonObject } from '../manifest/json';
import { shortPath } from './report';
import type { FullReport } from './report-data';

/** What is said of a rule beside its findings. */
export interface RuleText {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
}

export interface SarifOptions {
  /** Absolute path that files are relative to. */
  readonly folder: string;
  readonly rules: readonly RuleText[];
  /** Version of the tool. */
  readonly version: string;
  /** Whether an acknowledgement stands beside what is checked, and not in it. @default - it stands in it */
  readonly isExternal?: (acknowledged: Finding & { readonly reason: string }) => boolean;
}

/** A report in the format of code scanners, SARIF 2.1.0. */
export function sarif(report: FullReport, options: SarifOptions): JsonObject {
  const { findings, acknowledged = [], unusable = [] } = report;
  // Code scanners refuse all results where one is in no file.
  const [results, notes] = partition(sorted(findings), isInFile);
  const rules = ruleTexts([...results, ...acknowledged], options.rules);
  const index = new Map(rules.map(({ id }, position) => [id, position]));
  const result = (finding: Finding): JsonObject => resultOf(finding, index.get(finding.rule) ?? -1, options.folder);
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'stackwright', version: options.version, rules: rules.map(descriptorOf) } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { uri: `${pathToFileURL(options.folder).href.replace(/\/$/, '')}/` } },
        invocations: [
          {
            executionSuccessful: unusable.length === 0,
            toolExecutionNotifications: [
              ...sorted(unusable).map((finding) => notificationOf(finding, placeOf(finding, options.folder))),
              ...notes.map((finding) => notificationOf(finding, locationOf(finding, options.folder))),
            ],
          },
        ],
        results: [
          ...results.map(result),
          ...sorted(acknowledged)
            .filter(isInFile)
            .map((finding) => ({
              ...result(finding),
              suppressions: [
                { kind: options.isExternal?.(finding) ? 'external' : 'inSource', justification: finding.reason },
              ],
            })),
        ],
      },
    ],
  };
}

function partition<T>(items: readonly T[], is: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(is), items.filter((item) => !is(item))];
}

function isInFile({ source }: Finding): boolean {
  return source !== undefined;
}

function notificationOf({ severity, message, fix }: Finding, location: JsonObject): JsonObject {
  return { level: severity, message: { text: `${message} ${fix}` }, locations: [location] };
}

/** Where in a file something cannot be checked; of what cannot be read at all, the file. */
function placeOf(finding: Finding, folder: string): JsonObject {
  const { path, source } = finding;
  return source ? locationOf(finding, folder) : { physicalLocation: { artifactLocation: artifactOf(path, folder) } };
}

/** The rules in the order of their ids, with those that only findings know. */
function ruleTexts(findings: readonly Finding[], known: readonly RuleText[]): readonly RuleText[] {
  const rules = new Map(known.map((rule) => [rule.id, rule]));
  for (const { rule, severity, fix, message } of findings) {
    if (!rules.has(rule)) rules.set(rule, { id: rule, severity, title: message, why: message, fix });
  }
  return [...rules.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function descriptorOf({ id, severity, title, why, fix }: RuleText): JsonObject {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: fix },
    defaultConfiguration: { level: severity },
  };
}

function resultOf(finding: Finding, ruleIndex: number, folder: string): JsonObject {
  const { rule, severity, message, got, want, fix, object, pointer } = finding;
  const text = [
    message,
    ...(got === undefined ? [] : [`got: ${got}`]),
    ...(want === undefined ? [] : [`want: ${want}`]),
    `fix: ${fix}`,
  ].join('\n');
  return {
    ruleId: rule,
    ruleIndex,
    level: severity,
    message: { text },
    locations: [locationOf(finding, folder)],
    // The same mistake of the same field, in whichever line it stands by now.
    partialFingerprints: { 'objectField/v1': contentHash([rule, object ?? finding.path, pointer ?? '']) },
  };
}

function locationOf({ path, source, object, pointer }: Finding, folder: string): JsonObject {
  const isOfFile = source !== undefined && source.file === path;
  const fields = [object, pointer].filter((part) => part !== undefined && part !== '').join(' ');
  const logical: Json[] = [
    ...(isOfFile || path === '' ? [] : [{ fullyQualifiedName: path, kind: 'module' }]),
    ...(fields === '' ? [] : [{ fullyQualifiedName: fields, kind: 'object' }]),
  ];
  return {
    ...(source ? { physicalLocation: physical(source, folder) } : {}),
    ...(logical.length === 0 ? {} : { logicalLocations: logical }),
  };
}

function physical({ file, line, column }: NonNullable<Finding['source']>, folder: string): JsonObject {
  return { artifactLocation: artifactOf(file, folder), region: { startLine: line, startColumn: column } };
}

function artifactOf(file: string, folder: string): JsonObject {
  // It is no file, but code scanners take no result without one.
  if (file === '<stdin>') return { uri: 'stdin' };
  const path = shortPath(file, folder);
  // A relative address leads out of no root.
  if (isAbsolute(path) || path.split(sep)[0] === '..') return { uri: pathToFileURL(resolve(folder, path)).href };
  return { uri: path.split(sep).map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}
