import type { Construct } from 'constructs';
import { chosenName } from '../manifest/chosen-name';
import { KubeObject } from '../manifest/kube-object';
import { commonLabels, selectorLabels } from '../manifest/labels';
import type { DeclaredPort } from '../network/port';
import { addServiceAccount } from './identity';
import { buildPod, type PodProps } from './pod';
import {
  addAutoscaler,
  addDisruptionBudget,
  isReplicated,
  judgeReplicas,
  type DisruptionBudget,
  type Replicas,
} from './replicas';
import { changeCause, rolloutManifest, type Rollout } from './rollout';

/** What workloads have in common that run as a Deployment. */
export interface DeploymentProps extends PodProps {
  /**
   * Name of everything that the workload makes.
   * @default - the ids of the path below the stack, joined with '-'
   */
  readonly name?: string;
  /** Labels of the Deployment, beside those of the workload. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations of the Deployment. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** How a release replaces the one before. @default - Kubernetes' rolling update */
  readonly rollout?: Rollout;
  /** How many pods may be missing during drains. @default - one, where there are two or more */
  readonly disruptionBudget?: DisruptionBudget | 'none';
}

export interface BuiltDeployment {
  readonly name: string;
  readonly deployment: KubeObject<'Deployment'>;
  readonly ports: readonly DeclaredPort[];
}

/** Adds a Deployment to a workload, with what goes along: identity, disruption budget, autoscaler. */
export function addDeployment(
  scope: Construct,
  props: DeploymentProps,
  { replicas }: { readonly replicas: Replicas },
): BuiltDeployment {
  const name = chosenName(scope, props.name, 'Service');
  const selector = selectorLabels(name);
  judgeReplicas(scope, replicas);
  const serviceAccountName = addServiceAccount(scope, name, props);
  const context = { name, selector, serviceAccountName, isReplicated: isReplicated(replicas) };
  const { template, ports } = buildPod(scope, props, context);
  const deployment = new KubeObject(scope, 'Deployment', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name,
      labels: { ...commonLabels(scope, name), ...props.labels },
      annotations: { ...props.annotations, ...changeCause(props.rollout) },
    },
    spec: {
      replicas: typeof replicas === 'number' ? replicas : undefined,
      selector: { matchLabels: selector },
      ...rolloutManifest(scope, props.rollout),
      template,
    },
  });
  const scaled = { name, kind: 'Deployment' } as const;
  addDisruptionBudget(scope, scaled, { replicas, budget: props.disruptionBudget });
  if (typeof replicas !== 'number') addAutoscaler(scope, scaled, replicas);
  return { name, deployment, ports };
}

/** What a workload's pods are made from, without what concerns the Deployment alone, for workloads that are to be like it. */
export function podOf(props: DeploymentProps, name: string): PodProps {
  const { name: _, labels, annotations, rollout, disruptionBudget, ...pod } = props;
  return { ...pod, containerName: pod.containerName ?? name, serviceAccount: pod.serviceAccount ?? { name } };
}
