import { pointer, text, type JsonObject } from '../../manifest/json';
import { KUBERNETES_VERSIONS, type KubernetesVersion } from '../platform';
import { apiOf } from './api';
import type { Mistake } from './mistakes';
import { mistakesIn } from './validate';

/** Knows which mistakes are none in a later version of Kubernetes. */
export class LaterVersions {
  readonly #version: KubernetesVersion;
  readonly #later: readonly KubernetesVersion[];
  // The same mistake comes in many objects, and each version has to look at all of one.
  readonly #known = new Map<string, KubernetesVersion | undefined>();

  constructor(version: KubernetesVersion) {
    this.#version = version;
    this.#later = KUBERNETES_VERSIONS.slice(KUBERNETES_VERSIONS.indexOf(version) + 1);
  }

  /** The mistake, with the version that takes it where there is one. */
  named(mistake: Mistake, manifest: JsonObject): Mistake {
    if (mistake.kind !== 'unknown-field' && mistake.kind !== 'wrong-value') return mistake;
    const kind = `${text(manifest['apiVersion'])} ${text(manifest['kind'])}`;
    const key = `${kind} ${mistake.at.filter((step) => typeof step === 'string').join('.')} ${mistake.message}`;
    if (!this.#known.has(key)) this.#known.set(key, this.#firstWithout(mistake, manifest));
    const first = this.#known.get(key);
    if (first === undefined) return mistake;
    const message = `${mistake.message} before Kubernetes ${first}; the cluster has ${this.#version}`;
    return { ...mistake, message, fix: `Remove it, or wait for a cluster of version ${first}.` };
  }

  #firstWithout(mistake: Mistake, manifest: JsonObject): KubernetesVersion | undefined {
    const place = pointer(mistake.at);
    return this.#later.find((version) => {
      const struct = apiOf(version).structOfKind(text(manifest['apiVersion']), text(manifest['kind']));
      return struct && !mistakesIn(manifest, struct).some(({ at }) => pointer(at) === place);
    });
  }
}
