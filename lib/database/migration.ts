import { Construct } from 'constructs';
import { after } from '../manifest/after';
import { deriveFrom } from '../manifest/derived';
import { report } from '../manifest/finding';
import type { KubeObject } from '../manifest/kube-object';
import { withoutRawValues } from '../manifest/raw-values';
import { Job, type JobProps } from '../workload/job';
import type { PodProps } from '../workload/pod';

/** A workload whose image knows how to migrate. */
export interface MigratableApp {
  readonly deployment: KubeObject<'Deployment'>;
  readonly pod: PodProps;
}

/** What differs from the app: its arguments, as a rule; anything else of a Job may. */
export interface MigrationProps extends Partial<JobProps> {
  /** Whose image, environment, mounts and identity it runs with, and before whose rollout it is created. */
  readonly app: MigratableApp;
  /** Steps that are created before this one. @default - none */
  readonly following?: readonly Migration[];
}

/**
 * A step that an app's database needs before a release: the app's own image with other arguments, once for each
 * release. It is created before the app's Deployment. With plain manifests nothing waits for its end, and the app must
 * put up with a database that is not migrated yet; `deploy` with Pulumi waits.
 *
 * @example
 * new Migration(this, 'migrate', { app: web, args: ['migrate'] });
 */
export class Migration extends Construct {
  readonly job: Job;

  constructor(scope: Construct, id: string, { app, following = [], ...given }: MigrationProps) {
    super(scope, id);
    const options = withoutRawValues(this, given);
    // What serves and what probes belongs to the app, not to a step that ends.
    const { ports: _, startup, liveness, readiness, lifecycle, spread, podLabels, podAnnotations, ...pod } = app.pod;
    // A command of its own takes none of the arguments that the app's takes; as in Kubernetes, not the image's either.
    const args = options.args ?? (options.command ? undefined : pod.args);
    if (options.args === undefined && options.command === undefined) this.#reportNothing();
    this.job = new Job(this, 'Resource', { ...pod, containerName: undefined, ...options, args });
    if (app.deployment.node.scope) deriveFrom(this, app.deployment.node.scope);
    after(app.deployment, this.job);
    after(this.job, ...following);
  }

  #reportNothing(): void {
    report(this, {
      rule: 'migration/no-step',
      message: 'The migration has neither `args` nor `command`: it would run the app itself.',
      want: "what the image takes to migrate: `args: ['migrate']`",
      fix: 'Say what it runs.',
    });
  }
}
