import { Construct } from 'constructs';
import { chosenName } from '../manifest/chosen-name';
import { KubeObject } from '../manifest/kube-object';
import { commonLabels, selectorLabels } from '../manifest/labels';
import { withoutRawValues } from '../manifest/raw-values';
import { seconds } from './duration';
import { addServiceAccount } from './identity';
import { buildPod, type PodProps } from './pod';
import { judgeUpdate, type RollingUpdate } from './rollout';

export interface DaemonSetProps extends PodProps {
  /** @default - the ids of the path below the stack, joined with '-' */
  readonly name?: string;
  /** Labels of the DaemonSet, beside those of the workload. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations of the DaemonSet. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /**
   * How many nodes at a time get the next release. `maxUnavailable`: where the old pod ends before the new one starts;
   * `maxSurge`: where the new pod is ready before the old one ends. `strategy: 'OnDelete'`: each when its pod is deleted.
   * @default - `maxUnavailable: 1`
   */
  readonly rollout?: NodeRollout | { readonly strategy: 'OnDelete' };
}

type NodeRollout = Pick<RollingUpdate, 'minReady' | 'revisionHistoryLimit'> &
  (
    | (Pick<RollingUpdate, 'maxUnavailable'> & { readonly maxSurge?: never })
    | (Pick<RollingUpdate, 'maxSurge'> & { readonly maxUnavailable?: never })
  );

/**
 * One pod on every node that its `nodeSelector` and `tolerations` allow.
 *
 * @example
 * new DaemonSet(this, 'log-shipper', {
 *   image: 'registry.example/log-shipper:2.0.1',
 *   mounts: { '/var/log': hostPath('/var/log') },
 *   tolerations: [{ operator: 'Exists' }],
 *   resources: { cpu: '50m', memory: '64Mi' },
 * });
 */
export class DaemonSet extends Construct {
  readonly name: string;
  readonly daemonSet: KubeObject<'DaemonSet'>;

  constructor(scope: Construct, id: string, given: DaemonSetProps) {
    super(scope, id);
    const props = withoutRawValues(this, given);
    this.name = chosenName(this, props.name, 'Service');
    const selector = selectorLabels(this.name);
    const serviceAccountName = addServiceAccount(this, this.name, props);
    const context = { name: this.name, selector, serviceAccountName, isReplicated: false };
    const { template } = buildPod(this, props, context);
    this.daemonSet = new KubeObject(this, 'DaemonSet', {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: {
        name: this.name,
        labels: { ...commonLabels(this, this.name), ...props.labels },
        annotations: props.annotations,
      },
      spec: { selector: { matchLabels: selector }, ...this.#update(props.rollout), template },
    });
  }

  #update(rollout: DaemonSetProps['rollout'] = {}) {
    if ('strategy' in rollout) return { updateStrategy: { type: rollout.strategy } };
    const { maxSurge, minReady, revisionHistoryLimit } = rollout;
    const isSilent = maxSurge === undefined && rollout.maxUnavailable === undefined;
    // The API takes only one of them, and its own default for the other is not always 0.
    const pace = { maxSurge: maxSurge ?? 0, maxUnavailable: rollout.maxUnavailable ?? 0 };
    if (!isSilent) judgeUpdate(this, pace);
    return {
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: isSilent ? undefined : pace },
      minReadySeconds: seconds(this, 'minReady', minReady),
      revisionHistoryLimit,
    };
  }
}
