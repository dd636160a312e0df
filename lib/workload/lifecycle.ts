import type { Duration } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import type { IConstruct } from 'constructs';
import type { ContainerManifest, Plain } from '../manifest/api-types';
import type { DeclaredPort } from '../network/port';
import { seconds } from './duration';
import { actionManifest, type ExecAction, type HttpGetAction } from './probe';

/** Waits; for Kubernetes 1.30 and later. */
export interface SleepAction {
  readonly sleep: Duration;
}

export type LifecycleAction = ExecAction | HttpGetAction | SleepAction;

/** What a container does at its start and before its end. */
export interface Lifecycle {
  /** Runs beside the container's command; the container is not ready before it is done. */
  readonly postStart?: LifecycleAction;
  /** Runs before the container is told to stop, within the grace period. */
  readonly preStop?: LifecycleAction;
}

export function sleep(duration: Duration): SleepAction {
  return { sleep: duration };
}

type Handler = Plain<k8s.LifecycleHandler> & { readonly sleep?: { readonly seconds: number } };

export function lifecycleManifest(
  scope: IConstruct,
  { postStart, preStop }: Lifecycle,
  ports: readonly DeclaredPort[],
): ContainerManifest['lifecycle'] {
  const handler = (action: LifecycleAction, name: string): Handler => {
    const user = `The ${name} hook`;
    if ('sleep' in action) return { sleep: { seconds: seconds(scope, user, action.sleep) ?? 0 } };
    const { exec, httpGet } = actionManifest(scope, action, { user, ports });
    return { exec, httpGet };
  };
  return {
    postStart: postStart && handler(postStart, 'postStart'),
    preStop: preStop && handler(preStop, 'preStop'),
  };
}
