import { Construct } from 'constructs';
import type { KubeObject } from '../manifest/kube-object';
import { withoutRawValues } from '../manifest/raw-values';
import { addDeployment, podOf, type DeploymentProps } from './deployment';
import type { PodProps } from './pod';
import type { Replicas } from './replicas';

export interface WorkerProps extends DeploymentProps {
  /** How many pods. @default 1 */
  readonly replicas?: Replicas;
}

/**
 * A program that nobody calls: it takes its work from a queue or a clock. A Deployment with its ServiceAccount.
 *
 * @example
 * new Worker(this, 'mailer', {
 *   image: 'registry.example/mailer:3.1.0',
 *   environment: [config, secret],
 *   resources: { cpu: '100m', memory: '128Mi' },
 *   replicas: { min: 1, max: 5 },
 * });
 */
export class Worker extends Construct {
  readonly name: string;
  readonly deployment: KubeObject<'Deployment'>;
  /** What its pods are made from, for workloads that are to be like it. */
  readonly pod: PodProps;

  constructor(scope: Construct, id: string, given: WorkerProps) {
    super(scope, id);
    const props = withoutRawValues(this, given);
    const { name, deployment } = addDeployment(this, props, { replicas: props.replicas ?? 1 });
    this.name = name;
    this.deployment = deployment;
    this.pod = podOf(props, name);
  }
}
