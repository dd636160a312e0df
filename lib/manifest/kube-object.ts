import { ApiObject, App, type JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Kind, KubeManifest } from './api-types';
import { isObject, plainCopy, type Json, type JsonObject } from './json';

/**
 * One API object, written exactly as the API takes it: what is given is what is rendered, to the last field. A field
 * that is `null` is left out.
 * For a kind that `Kind` does not list, use `ApiObject` of cdk8s, which is as faithful but not typed.
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
  readonly #fields: Readonly<Record<string, unknown>>;
  #isPatched = false;

  /**
   * @param manifest - the object. Its name is generated from the construct path when `metadata.name` is left out; the
   * namespace and the labels of the stack are added.
   */
  constructor(scope: Construct, id: string, manifest: KubeManifest<K>) {
    const { metadata: given = {}, apiVersion: _, kind, ...fields } = manifest;
    const { name, finalizers, ownerReferences, ...metadata } = given;
    // A name that is there but undefined would keep cdk8s from generating one.
    super(scope, id, { ...manifest, metadata: { ...metadata, ...(name === undefined ? {} : { name }) } });
    if (finalizers) this.metadata.addFinalizers(...finalizers);
    for (const owner of ownerReferences ?? []) this.metadata.addOwnerReference(owner);
    this.#fields = fields;
  }

  override addJsonPatch(...operations: JsonPatch[]): void {
    this.#isPatched = true;
    super.addJsonPatch(...operations);
  }

  /**
   * The object with sorted keys. Plain data needs none of what cdk8s does to resolve it, which takes several times as
   * long; anything else takes that way.
   */
  override toJson(): JsonObject {
    const isPlain = !this.#isPatched && App.of(this).resolvers.length === BUILT_IN_RESOLVERS;
    const fields = isPlain ? plainCopy(this.#fields) : undefined;
    // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- cdk8s gives it no type
    if (!isObject(fields)) return super.toJson();
    // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- cdk8s gives it no type
    const metadata: Json = this.metadata.toJson();
    return { apiVersion: this.apiVersion, kind: this.kind, metadata, ...fields };
  }
}

/** Those that every app of cdk8s has. What they resolve is not plain, and so not lost on the way around them. */
const BUILT_IN_RESOLVERS = 3;
