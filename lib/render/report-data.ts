import { sorted, type Finding } from '../manifest/finding';
import { shortPath, summaryOf, type Report, type Summary } from './report';

/** A report as data. Fields may be added; what is there stays. */
export interface ReportData {
  readonly version: 1;
  readonly summary: Summary & { readonly unusable: number };
  readonly findings: readonly FindingData[];
  readonly acknowledged: readonly (FindingData & { readonly reason: string })[];
  /** What could not be checked. */
  readonly unusable: readonly Pick<FindingData, 'path' | 'source' | 'message' | 'fix'>[];
}

export interface FindingData {
  readonly rule: string;
  readonly severity: Finding['severity'];
  /** Path of the construct, or the file as it was given. */
  readonly path: string;
  /** Where it was made; lines and columns count from 1. */
  readonly source: { readonly file: string; readonly line: number; readonly column: number } | null;
  readonly object: ObjectData | null;
  /** JSON pointer to the field, in the object. */
  readonly pointer: string | null;
  readonly message: string;
  /** The value at hand, as JSON; shortened. */
  readonly got: string | null;
  readonly want: string | null;
  readonly fix: string;
}

export interface ObjectData {
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string;
}

/** A report with what could not be checked. */
export interface FullReport extends Report {
  readonly unusable?: readonly Finding[];
}

/**
 * A report as data, for programs.
 * @param folder - absolute path that files are relative to
 */
export function reportData({ findings, acknowledged = [], unusable = [] }: FullReport, folder: string): ReportData {
  return {
    version: 1,
    summary: { ...summaryOf({ findings, acknowledged }), unusable: sorted(unusable).length },
    findings: sorted(findings).map((finding) => findingData(finding, folder)),
    acknowledged: sorted(acknowledged).map((finding) => ({
      ...findingData(finding, folder),
      reason: finding.reason,
    })),
    unusable: sorted(unusable).map((finding) => {
      const { path, source, message, fix } = findingData(finding, folder);
      return { path, source, message, fix };
    }),
  };
}

function findingData({ rule, severity, path, message, fix, ...finding }: Finding, folder: string): FindingData {
  const { source, object, pointer = null, got = null, want = null } = finding;
  return {
    rule,
    severity,
    path,
    source: source ? { ...source, file: shortPath(source.file, folder) } : null,
    object: object === undefined ? null : objectData(object),
    pointer,
    message,
    got,
    want,
    fix,
  };
}

/** The parts of `Deployment shop/web`. */
function objectData(title: string): ObjectData {
  const [, kind = '', namespace, name = ''] = /^([^ ]*) (?:([^/]*)\/)?([^]*)$/.exec(title) ?? [];
  return { kind, namespace: namespace ?? null, name };
}
