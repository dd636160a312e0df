import { isList, isObject, objectAt, text } from '../../../manifest/json';
import { outsideEffectOf } from '../../kinds/outside-effects';
import type { PlannedResource } from '../plan';
import type { Destruction, End } from './destruction';
import type { KubernetesObject } from './objects';

/** What an object leaves outside its cluster when nobody deletes it. */
export interface Effect {
  readonly object: KubernetesObject;
  /** `a load balancer` */
  readonly leaves: string;
  /** Whether it is known to, and not merely possible. */
  readonly isCertain: boolean;
}

/** The objects with an effect outside the cluster. */
export function effectsIn({ objects }: Destruction): readonly Effect[] {
  return objects.all.flatMap((object) => {
    const leaves = outsideEffectOf(object);
    return leaves === undefined ? [] : [{ object, leaves, isCertain: isCertain(object, leaves) }];
  });
}

/** How what an object made outside the cluster comes to its end. */
export function cleanUpOf(destruction: Destruction, object: KubernetesObject): End | undefined {
  const { objects } = destruction;
  if (!hasClaimTemplates(object) || isOwnerOfClaims(object)) return destruction.endOf(object.resource);
  const namespace = objects.namespaceOf(object);
  return namespace && destruction.endOf(namespace.resource);
}

/** Whether it is certain that nothing is left of an object, outside the cluster too, when a resource begins to go. */
export function isCleanedUpBefore(destruction: Destruction, object: KubernetesObject, later: PlannedResource): boolean {
  const end = cleanUpOf(destruction, object);
  const last = destruction.endOf(later);
  return last === undefined || (end !== undefined && end.at !== last.at && destruction.graph.depends(end.at, last.at));
}

/** Whether the claims of a StatefulSet are made by it, and are thus in no plan. */
export function hasClaimTemplates({ kind, manifest }: KubernetesObject): boolean {
  const templates = objectAt(manifest, 'spec')['volumeClaimTemplates'];
  return kind === 'StatefulSet.apps' && isList(templates) && templates.length > 0;
}

/** Whether a Service asks for a load balancer. */
export function isLoadBalancer({ kind, manifest }: KubernetesObject): boolean {
  return kind === 'Service' && objectAt(manifest, 'spec')['type'] === 'LoadBalancer';
}

/** Whether the claims of a StatefulSet are deleted after it. */
function isOwnerOfClaims({ manifest }: KubernetesObject): boolean {
  return objectAt(manifest, 'spec', 'persistentVolumeClaimRetentionPolicy')['whenDeleted'] === 'Delete';
}

// What is said of kinds that nobody knows.
const GUESS = outsideEffectOf({ kind: 'Unknown.example.com', manifest: { apiVersion: 'example.com/v1' } });

function isCertain(object: KubernetesObject, leaves: string): boolean {
  if (leaves === GUESS || object.kind.endsWith('Route.gateway.networking.k8s.io')) return false;
  return object.kind !== 'Service' || isLoadBalancer(object);
}

/** The class that a Service, Ingress or Gateway is for; undefined where it names none. */
export function classOf({ kind, manifest }: KubernetesObject): string | undefined {
  const { loadBalancerClass, ingressClassName, gatewayClassName } = objectAt(manifest, 'spec');
  const named = kind === 'Service' ? loadBalancerClass : (ingressClassName ?? gatewayClassName);
  const old = objectAt(manifest, 'metadata', 'annotations')['kubernetes.io/ingress.class'];
  return isObject(named) ? undefined : text(named ?? old) || undefined;
}
