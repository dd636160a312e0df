import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Kind, KubeManifest } from './api-types';

/**
 * One API object, written exactly as the API takes it: what is given is what is rendered, to the last field.
 * For a kind that is not built in, use `ApiObject` of cdk8s, which is as faithful but not typed.
 *
 * @example
 * new KubeObject(this, 'quota', {
 *   apiVersion: 'v1',
 *   kind: 'ResourceQuota',
 *   metadata: { name: 'dev' },
 *   spec: { hard: { 'requests.cpu': '4', pods: 20 } },
 * });
 */
export class KubeObject<K extends Kind = Kind> extends ApiObject {
  /**
   * @param manifest - the object. Its name is generated from the construct path when `metadata.name` is left out; the
   * namespace and the labels of the stack are added.
   */
  constructor(scope: Construct, id: string, manifest: KubeManifest<K>) {
    const { name, finalizers, ownerReferences, ...metadata } = manifest.metadata ?? {};
    // A name that is there but undefined would keep cdk8s from generating one.
    super(scope, id, { ...manifest, metadata: { ...metadata, ...(name === undefined ? {} : { name }) } });
    if (finalizers) this.metadata.addFinalizers(...finalizers);
    for (const owner of ownerReferences ?? []) this.metadata.addOwnerReference(owner);
  }
}
