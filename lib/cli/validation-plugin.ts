import { relative } from 'node:path';
import { judgeOrigins, type CheckOptions } from '../checks/input/check-manifests';
import { readInputs } from '../checks/input/files';
import { sorted, type Finding } from '../manifest/finding';
import { groupBy } from '../manifest/group';
import { summaryText } from '../render/report';
import { readOptions } from './config';
import { readPaths } from './files';

export interface StackwrightValidationProps extends CheckOptions {
  /** What fails the synthesis. @default 'error' */
  readonly failOn?: 'warning' | 'error';
}

/** What `cdk8s synth` gives to a plugin, as far as it is used here. */
interface ValidationContext {
  /** The files that were written. */
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: Violation): void;
    submit(status: 'success' | 'failure', metadata?: Readonly<Record<string, string>>): void;
  };
}

interface Violation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: readonly {
    readonly resourceName: string;
    readonly locations: readonly string[];
    readonly manifestPath: string;
  }[];
}

/**
 * The checks as a validation of `cdk8s synth`, for programs whose `App` is that of cdk8s. In `cdk8s.yaml`:
 *
 *     validations:
 *       - package: ./node_modules/stackwright
 *         version: 0.1.0
 *         class: StackwrightValidation
 *         properties: { pack: production }
 */
export class StackwrightValidation {
  readonly #options: CheckOptions;
  readonly #failOn: 'warning' | 'error';

  /** @param props - what a configuration file of `stackwright check` may have, and `failOn` */
  constructor({ failOn = 'error', ...options }: StackwrightValidationProps = {}) {
    this.#options = readOptions(options, 'cdk8s.yaml');
    this.#failOn = failOn;
  }

  validate({ manifests, report }: ValidationContext): Promise<void> {
    const folder = process.cwd();
    const inputs = readPaths(manifests, { folder, ignore: [], stdin: () => new Uint8Array() });
    const { origins, unusable } = readInputs(inputs.map((input) => ({ ...input, isNamed: false })));
    const verdict = judgeOrigins(origins, this.#options);
    const findings = sorted([...unusable, ...verdict.findings]);
    for (const [first, ...others] of groupBy(findings, ({ rule, message }) => `${rule}\n${message}`).values()) {
      if (first) report.addViolation(violationOf(first, [first, ...others]));
    }
    const fails = findings.some(({ severity }) => this.#failOn === 'warning' || severity === 'error');
    const metadata: Record<string, string> = { Findings: summaryText({ ...verdict, findings }) };
    for (const { rule, object, reason } of sorted(verdict.acknowledged)) metadata[`${rule} ${object ?? ''}`] = reason;
    report.submit(fails ? 'failure' : 'success', metadata);
    return Promise.resolve();
  }
}

function violationOf({ rule, message, want, fix }: Finding, alike: readonly Finding[]): Violation {
  return {
    ruleName: rule,
    recommendation: want === undefined ? message : `${message} Wanted: ${want}.`,
    fix,
    violatingResources: alike.map(({ path, object = '', pointer, source }) => ({
      // Only the name: cdk8s finds the construct by it.
      resourceName: object.replace(/^[^ ]* (?:[^/]*\/)?/, ''),
      locations: [[object, pointer, source && `line ${source.line}`].filter(Boolean).join(' ')],
      manifestPath: relative(process.cwd(), path) || path,
    })),
  };
}
