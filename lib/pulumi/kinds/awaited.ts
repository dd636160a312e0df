import type { InventoryObject } from '../../manifest/inventory';
import { objectAt } from '../../manifest/json';
import type { KindName } from '../../manifest/kinds';

type Kinded = Pick<InventoryObject, 'kind' | 'manifest'>;

/** What the provider waits for before an object counts as created, and whatever depends on it begins. */
export interface Wait {
  /** What has to happen. */
  readonly until: string;
  /** Seconds after which it gives up, and the update fails. */
  readonly timeout: number;
  /** Whether the `customTimeouts` of the resource change the time. */
  readonly adjustable: boolean;
}

const MINUTE = 60;

/**
 * As the source of Pulumi's Kubernetes provider 4 has it (`provider/pkg/await`), and as it was seen to run. All other
 * kinds are done when the server has taken them, among them ReplicaSets, CronJobs and definitions of custom resources;
 * resources of a definition that is not served yet are tried again a few times.
 */
const WAITS: Readonly<Record<KindName, Wait>> = {
  'Deployment.apps': rollout('its pods are available'),
  'StatefulSet.apps': rollout('its pods are ready'),
  'DaemonSet.apps': rollout('its pods are available'),
  Pod: rollout('it is ready, or has completed'),
  'Job.batch': rollout('it has completed'),
  Service: rollout('it has settled: ten seconds without a change of its endpoints'),
  'Ingress.networking.k8s.io': rollout('it has an address'),
  ReplicationController: fixed('its pods are available', 10 * MINUTE),
  PersistentVolume: fixed('it is available', 5 * MINUTE),
  // At once, if its class waits for the first consumer.
  PersistentVolumeClaim: fixed('it is bound', 5 * MINUTE),
  ResourceQuota: fixed('it is counted', MINUTE),
};

/** On every object that is not waited for, whatever its kind: `pulumi.com/skipAwait: 'true'`. */
export const SKIP_AWAIT = 'pulumi.com/skipAwait';

/** What is waited for when an object is created, and mostly also when it is changed; undefined: nothing. */
export function waitOf({ kind, manifest }: Kinded): Wait | undefined {
  if (objectAt(manifest, 'metadata', 'annotations')[SKIP_AWAIT] === 'true') return undefined;
  if (kind === 'Secret') return secretWait(manifest['type']);
  if (kind === 'Service') return serviceWait({ kind, manifest });
  return WAITS[kind];
}

/** Whether the next object has to wait until more than the API server has done its part. */
export function isAwaited(object: Kinded): boolean {
  return waitOf(object) !== undefined;
}

/**
 * Whether the wait only ends when somebody outside the cluster gives an address: never, where no cloud and no
 * controller does.
 */
export function awaitsAddress(object: Kinded): boolean {
  if (!isAwaited(object)) return false;
  return object.kind === 'Ingress.networking.k8s.io' || isLoadBalancer(object);
}

function serviceWait(service: Kinded): Wait | undefined {
  const { type, clusterIP } = objectAt(service.manifest, 'spec');
  if (isLoadBalancer(service)) return rollout('it has an address, and its endpoints have settled');
  return type === 'ExternalName' || clusterIP === 'None' ? undefined : WAITS['Service'];
}

function isLoadBalancer({ kind, manifest }: Kinded): boolean {
  return kind === 'Service' && objectAt(manifest, 'spec')['type'] === 'LoadBalancer';
}

function secretWait(type: unknown): Wait | undefined {
  return type === 'kubernetes.io/service-account-token' ? fixed('it has its token', 5) : undefined;
}

function rollout(until: string): Wait {
  return { until, timeout: 10 * MINUTE, adjustable: true };
}

function fixed(until: string, timeout: number): Wait {
  return { until, timeout, adjustable: false };
}
