import { relative } from 'node:path';
import { sorted, type Finding } from '../manifest/finding';
import { locationOf } from '../manifest/source';

/**
 * Findings as text for people, by construct.
 * @param folder - absolute path that source lines are shown relative to
 */
export function reportText(findings: readonly Finding[], folder: string): string {
  return sorted(findings)
    .map((finding) => findingText(finding, folder))
    .join('\n\n');
}

function findingText({ severity, rule, path, trace, ...finding }: Finding, folder: string): string {
  const location = shortened(locationOf(trace), folder);
  const heading = [severity.padEnd(5), rule, path || '(app)', location].filter((part) => part !== '').join('  ');
  const object = [finding.object, finding.pointer].filter((part) => part !== undefined).join(' ');
  return [
    heading,
    ...(object === '' ? [] : [`  ${object}`]),
    `  ${shortened(finding.message, folder)}`,
    ...(finding.want === undefined ? [] : [`  Allowed: ${finding.want}.`]),
    `  ${finding.fix}`,
  ].join('\n');
}

/** Text with the absolute paths below `folder` made relative to it. */
function shortened(text: string, folder: string): string {
  return text.replaceAll(/(?<=^|[\s'"(])(?:[A-Za-z]:)?[/\\][^\s'"]+:\d+/g, (path) => {
    const short = relative(folder, path);
    return short.startsWith('..') ? path : short;
  });
}
