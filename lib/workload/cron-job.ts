import type { Cron, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { chosenName } from '../manifest/chosen-name';
import { KubeObject } from '../manifest/kube-object';
import { commonLabels } from '../manifest/labels';
import { withoutRawValues } from '../manifest/raw-values';
import { seconds } from './duration';
import { jobSpec, type JobOptions } from './job';

export interface CronJobProps extends JobOptions {
  /** When: `Cron.daily()`, `Cron.schedule({ minute: '0', hour: '3' })`. */
  readonly schedule: Cron;
  /** @default - the ids of the path below the stack, joined with '-' */
  readonly name?: string;
  /** Labels of the CronJob, beside those of the workload. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations of the CronJob. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Time zone of the schedule, such as `Europe/Berlin`. @default - that of the cluster's controller */
  readonly timeZone?: string;
  /** What happens when the run before is not done. @default 'Forbid' */
  readonly concurrencyPolicy?: 'Allow' | 'Forbid' | 'Replace';
  /** How late a run may start. @default - any time */
  readonly startingDeadline?: Duration;
  /** Whether no runs start. @default false */
  readonly suspend?: boolean;
  /** Successful Jobs that are kept. @default 3 */
  readonly successfulJobsHistoryLimit?: number;
  /** Failed Jobs that are kept. @default 1 */
  readonly failedJobsHistoryLimit?: number;
}

/**
 * Work that is done again and again.
 *
 * @example
 * new CronJob(this, 'backup', {
 *   image: 'registry.example/backup:1.2.0',
 *   schedule: Cron.schedule({ minute: '0', hour: '3' }),
 *   resources: { cpu: '100m', memory: '128Mi' },
 * });
 */
export class CronJob extends Construct {
  readonly name: string;
  readonly cronJob: KubeObject<'CronJob'>;

  constructor(scope: Construct, id: string, given: CronJobProps) {
    super(scope, id);
    const props = withoutRawValues(this, given);
    this.name = chosenName(this, props.name, 'CronJob.batch');
    const labels = commonLabels(this, this.name);
    this.cronJob = new KubeObject(this, 'CronJob', {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: this.name, labels: { ...labels, ...props.labels }, annotations: props.annotations },
      spec: {
        concurrencyPolicy: props.concurrencyPolicy ?? 'Forbid',
        failedJobsHistoryLimit: props.failedJobsHistoryLimit,
        jobTemplate: { metadata: { labels }, spec: jobSpec(this, this.name, props) },
        schedule: props.schedule.expressionString,
        startingDeadlineSeconds: seconds(this, 'startingDeadline', props.startingDeadline),
        successfulJobsHistoryLimit: props.successfulJobsHistoryLimit,
        suspend: props.suspend,
        timeZone: props.timeZone,
      },
    });
  }
}
