/** What is synthesized: so many times a web app with its configuration, identity, disruption budget and route. */
export interface Workload {
  readonly count: number;
  /** Whether each app has a stack (a chart) of its own. */
  readonly stackPerApp: boolean;
  readonly outdir: string;
}
