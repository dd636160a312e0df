import { groupBy } from '../../../manifest/group';
import type { PlanFinding } from '../plan';
import type { ShortName } from './names';
import { counted, indented, printable, type Paint } from './style';

/** The findings by resource, those of the whole plan last; empty where there are none. */
export function findingsText(findings: readonly PlanFinding[], nameOf: ShortName, painted: Paint): string {
  const groups = groupBy(findings, ({ urn }) => urn);
  return [...groups]
    .sort(([a], [b]) => Number(a === undefined) - Number(b === undefined))
    .map(([urn, found]) => {
      const heading = painted('bold', urn === undefined ? '(stack)' : printable(nameOf(urn)));
      return [heading, ...found.map((finding) => findingText(finding, painted))].join('\n');
    })
    .join('\n\n');
}

function findingText({ rule, severity, message, fix }: PlanFinding, painted: Paint): string {
  return [
    `  ${painted(severity, severity)}  ${rule}`,
    indented(printable(message), 4),
    indented(`${painted('dim', 'fix:')}  ${printable(fix)}`, 4),
  ].join('\n');
}

/** `1 error, 2 warnings` or `no findings`. */
export function findingsSummary(findings: readonly PlanFinding[]): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const parts = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ];
  return parts.length === 0 ? 'no findings' : parts.join(', ');
}
