import { objectAt, type Json, type JsonPath } from '../../manifest/json';
import type { PodContainer, Pods } from '../context';
import { isForWindows, isSet } from '../pod-security/control';

/** What holds for a container in a field of its securityContext: its own value, or else that of its pod. */
export interface Effective {
  readonly value: Json | undefined;
  /** Where the value is; of none, where it belongs. */
  readonly at: JsonPath;
}

export function effective(pods: Pods, { container, at }: PodContainer, field: string): Effective {
  const own = objectAt(container, 'securityContext')[field];
  const shared = objectAt(pods.spec, 'securityContext')[field];
  return isSet(own) || !isSet(shared)
    ? { value: own ?? undefined, at: [...at, 'securityContext', field] }
    : { value: shared, at: [...pods.at, 'securityContext', field] };
}

/** Whether pods run on Windows, where users are no numbers and images cannot be read-only. */
export function isOnWindows(pods: Pods): boolean {
  return isForWindows(pods) || objectAt(pods.spec, 'nodeSelector')['kubernetes.io/os'] === 'windows';
}
