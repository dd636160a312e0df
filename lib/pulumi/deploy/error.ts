import { RunError } from '@pulumi/pulumi';
import { sorted, type Finding } from '../../manifest/finding';
import { reportText, summaryText } from '../../render/report';

/** All mistakes for which a tree is not deployed. The engine prints the message, without the stack. */
export class DeployError extends RunError {
  readonly #findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    const report = { findings: sorted(findings), acknowledged: [] };
    super(`${summaryText(report)}: nothing of it is deployed\n\n${reportText(report, { folder: process.cwd() })}`);
    this.#findings = report.findings;
  }

  get findings(): readonly Finding[] {
    return this.#findings;
  }
}
