import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { judgeOrigins, type CheckOptions } from '../checks/input/check-manifests';
import { readInputs } from '../checks/input/files';
import { rulesById } from '../checks/rules';
import { sorted } from '../manifest/finding';
import type { JsonObject } from '../manifest/json';
import { PACKS } from '../manifest/policy';
import { takesColour } from '../render/colour';
import { printableJson, printableLine } from '../render/printable';
import { reportText, summaryText } from '../render/report';
import { reportData, type FullReport } from '../render/report-data';
import { sarif } from '../render/report-sarif';
import { UsageError, type Arguments } from './arguments';
import { CONFIG, externalOf, namespaceOf, readConfig, versionOf } from './config';
import { readPaths } from './files';
import { EXIT, type ExitCode, type Io, type Output } from './io';

const FORMATS = ['text', 'json', 'sarif'] as const;

interface Command extends Io {
  readonly args: Arguments;
  /** Version of this package. */
  readonly version: string;
}

/** Checks the manifests in files, folders or the standard input as what is applied together. */
export function check(command: Command): ExitCode {
  const { args, folder, stdin } = command;
  const options = optionsOf(command);
  const paths = pathsIn(command);
  const inputs = readPaths(paths, {
    folder,
    ignore: args.all('ignore'),
    config: args.last('config'),
    stdin: stdin.read,
  });
  const { origins, unusable } = readInputs(inputs);
  const report: FullReport = { ...judgeOrigins(origins, options), unusable };
  print(report, command, options);
  if (unusable.length > 0) return EXIT.unusable;
  const isFailure = args.last('fail-on') === 'error' ? isError : () => true;
  return report.findings.some(isFailure) ? EXIT.findings : EXIT.clean;
}

function isError({ severity }: { readonly severity: string }): boolean {
  return severity === 'error';
}

function pathsIn({ args, stdin }: Command): readonly string[] {
  const paths = args.positionals.slice(1);
  if (paths.length > 0) return paths;
  if (stdin.isTTY) throw new UsageError('There is nothing to check: name files or folders, or pipe manifests in.');
  return ['-'];
}

/** What the options say, over what the configuration file says. */
function optionsOf({ args, folder }: Command): CheckOptions {
  const file = args.last('config');
  const config = configFrom(file ?? CONFIG, { folder, isNamed: file !== undefined });
  const pack = args.one('pack', PACKS);
  const version = args.last('kubernetes-version');
  const namespace = args.last('namespace');
  const externals = [...(config.externals ?? []), ...args.all('external').map(externalOf)];
  return {
    ...config,
    ...(pack === undefined ? {} : { pack }),
    ...(version === undefined ? {} : { kubernetesVersion: versionOf(version) }),
    ...(namespace === undefined ? {} : { namespace: namespaceOf(namespace) }),
    ...(externals.length === 0 ? {} : { externals }),
  };
}

function configFrom(
  file: string,
  { folder, isNamed }: { readonly folder: string; readonly isNamed: boolean },
): CheckOptions {
  const path = resolve(folder, file);
  if (!isNamed && !existsSync(path)) return {};
  try {
    return readConfig(readFileSync(path, 'utf8'), file);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`The configuration '${file}' cannot be read: ${error instanceof Error ? error.message : ''}`);
  }
}

function print(report: FullReport, command: Command, options: CheckOptions): void {
  const { args, folder, stdout, stderr, environment } = command;
  const format = args.one('format', FORMATS) ?? 'text';
  if (format === 'json') writeJson(stdout, reportData(report, folder));
  if (format === 'sarif') writeJson(stdout, sarifOf(report, command, options));
  if (format !== 'text') return;
  const colour = args.last('color');
  const isColoured = colour === 'always' || (colour !== 'never' && takesColour(stdout, environment));
  const text = reportText(report, { folder, isColoured });
  const rest = report.unusable?.length ? `, ${sorted(report.unusable).length} not checked` : '';
  stdout.write(`${text === '' ? '' : `${text}\n\n`}${summaryText(report)}${rest}\n`);
  stderr.write(unusableText(report));
}

function sarifOf(report: FullReport, { folder, version }: Command, { acknowledge = [] }: CheckOptions): JsonObject {
  const external = new Set(acknowledge.map(({ rule, reason }) => `${rule} ${reason}`));
  return sarif(report, {
    folder,
    version,
    rules: [...rulesById().values()],
    isExternal: ({ rule, reason }) => external.has(`${rule} ${reason}`),
  });
}

function writeJson(output: Output, document: unknown): void {
  output.write(`${printableJson(document)}\n`);
}

/** What could not be checked, a line each. */
function unusableText({ unusable = [] }: FullReport): string {
  return sorted(unusable)
    .map(({ path, source, message, fix }) => {
      const place = source ? `${path}:${source.line}:${source.column}` : path;
      return `${printableLine(`${place}: ${message} ${fix}`)}\n`;
    })
    .join('');
}
