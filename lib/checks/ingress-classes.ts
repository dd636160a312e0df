import type { Json } from '../manifest/json';

/**
 * Whether a class of Ingresses is known by its annotation only: the controller of Google's clusters takes no other.
 * @see https://cloud.google.com/kubernetes-engine/docs/concepts/ingress#controller_summary
 */
export function onlyByAnnotation(ingressClass: Json | undefined): boolean {
  return ingressClass === 'gce' || ingressClass === 'gce-internal';
}
