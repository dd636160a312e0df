import type { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import type { KubeManifest } from '../manifest/api-types';
import { chosenName } from '../manifest/chosen-name';
import { onChange } from '../manifest/content-names';
import { report, reported } from '../manifest/finding';
import { KubeObject } from '../manifest/kube-object';
import { commonLabels, selectorLabels } from '../manifest/labels';
import { withoutRawValues } from '../manifest/raw-values';
import { seconds } from './duration';
import { addServiceAccount } from './identity';
import { buildPod, type PodProps } from './pod';

/** How a Job goes about its work. */
export interface JobOptions extends PodProps {
  /** Whether a container that fails is started again in its pod, or in a new pod. @default 'OnFailure' */
  readonly restartPolicy?: 'OnFailure' | 'Never';
  /** Failures until the Job has failed. @default 6 */
  readonly backoffLimit?: number;
  /** Time after which the Job has failed. @default - no end */
  readonly activeDeadline?: Duration;
  /** Successful pods that make it complete. @default 1 */
  readonly completions?: number;
  /** Pods at the same time. @default 1 */
  readonly parallelism?: number;
  /** Whether each of the `completions` has a number of its own, in JOB_COMPLETION_INDEX. @default 'NonIndexed' */
  readonly completionMode?: 'NonIndexed' | 'Indexed';
  /**
   * Time after its end at which it is deleted. A Job that is applied again after that runs again.
   * @default - it stays
   */
  readonly ttlAfterFinished?: Duration;
  /** What failures mean by exit code and condition, with `restartPolicy: 'Never'`. @default - they count */
  readonly podFailurePolicy?: JobSpec['podFailurePolicy'];
}

export interface JobProps extends JobOptions {
  /**
   * Name of the Job; a hash of what it runs follows it, because the template of a Job cannot change: another image is
   * another Job.
   * @default - the ids of the path below the stack, joined with '-'
   */
  readonly name?: string;
  /** Labels of the Job, beside those of the workload. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations of the Job. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
}

type JobSpec = NonNullable<KubeManifest<'Job'>['spec']>;

const MAXIMUM = 63 - '-0123456789'.length;

/**
 * Work that is done once for each version of it.
 *
 * @example
 * new Job(this, 'import', {
 *   image: 'registry.example/import:1.0.3',
 *   args: ['--all'],
 *   resources: { cpu: '500m', memory: '1Gi' },
 *   activeDeadline: Duration.hours(1),
 * });
 */
export class Job extends Construct {
  readonly name: string;
  readonly job: KubeObject<'Job'>;

  constructor(scope: Construct, id: string, given: JobProps) {
    super(scope, id);
    const props = withoutRawValues(this, given);
    this.name = this.#withRoom(chosenName(this, props.name, 'Job.batch'));
    const spec = jobSpec(this, this.name, props);
    const labels = { ...commonLabels(this, this.name), ...props.labels };
    this.job = new KubeObject(this, 'Job', {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: this.name, labels, annotations: props.annotations },
      spec,
    });
    onChange(this.job, 'rename');
  }

  /** The name, short enough for the hash after it; a longer one is reported, unless it was illegal anyway. */
  #withRoom(name: string): string {
    if (name.length <= MAXIMUM) return name;
    if (reported(this).length === 0) {
      report(this, {
        rule: 'name/illegal',
        message: `'${name}' is too long for a Job, whose name ends in a hash.`,
        want: `at most ${MAXIMUM} characters`,
        fix: 'Pass a shorter name.',
      });
    }
    return name.slice(0, MAXIMUM).replace(/-+$/, '');
  }
}

/** The spec of a Job, or of the Jobs of a CronJob. */
export function jobSpec(scope: Construct, name: string, props: JobOptions): JobSpec {
  const {
    restartPolicy = 'OnFailure',
    backoffLimit,
    completions,
    parallelism,
    completionMode,
    podFailurePolicy,
  } = props;
  judge(scope, props);
  const serviceAccountName = addServiceAccount(scope, name, props);
  const context = { name, selector: selectorLabels(name), serviceAccountName, restartPolicy, isReplicated: false };
  return {
    activeDeadlineSeconds: seconds(scope, 'activeDeadline', props.activeDeadline),
    backoffLimit,
    completionMode,
    completions,
    parallelism,
    podFailurePolicy,
    template: buildPod(scope, props, context).template,
    ttlSecondsAfterFinished: seconds(scope, 'ttlAfterFinished', props.ttlAfterFinished),
  };
}

/** Combinations that the API server refuses. */
function judge(scope: Construct, { restartPolicy, podFailurePolicy, completionMode, completions }: JobOptions): void {
  if (podFailurePolicy && restartPolicy !== 'Never') {
    report(scope, {
      rule: 'job/failure-policy',
      message: 'A podFailurePolicy is given, but containers that fail are started again in their pod.',
      want: "a podFailurePolicy with restartPolicy 'Never'",
      fix: "Pass `restartPolicy: 'Never'`.",
    });
  }
  if (completionMode === 'Indexed' && completions === undefined) {
    report(scope, {
      rule: 'job/without-completions',
      message: 'The completionMode is Indexed, but completions is not given.',
      want: "the number of completions, with completionMode 'Indexed'",
      fix: 'Pass `completions`.',
    });
  }
}
