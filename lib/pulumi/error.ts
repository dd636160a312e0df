import { RunError } from '@pulumi/pulumi';
import { sorted, type Finding } from '../manifest/finding';
import { reportText, summaryText } from '../render/report';

/** What is true of a tree whose mistakes are known before anything is registered. */
const NOTHING = 'nothing of it is deployed';
/** What is true where a mistake is only known with the value of an Output. */
export const NOT_THIS = 'this object is not deployed, and what others there are may be';

/** Mistakes for which something is not deployed. The engine prints the message, without the stack. */
export class DeployError extends RunError {
  readonly #findings: readonly Finding[];

  constructor(findings: readonly Finding[], outcome = NOTHING) {
    const report = { findings: sorted(findings), acknowledged: [] };
    super(`${summaryText(report)}: ${outcome}\n\n${reportText(report, { folder: process.cwd() })}`);
    this.#findings = report.findings;
  }

  get findings(): readonly Finding[] {
    return this.#findings;
  }
}
