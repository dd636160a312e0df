import type { KindName } from '../../manifest/kinds';

/** What the resources of Pulumi's Kubernetes provider are called by: `kubernetes:apps/v1:Deployment`. */
export type TypeToken = `kubernetes:${string}:${string}`;

/**
 * The type of the resource that an API object is, as the classes of the typed SDK have it, custom resources included:
 * who moves from them to raw resources, or back, replaces nothing.
 *
 * @param apiVersion `v1`, `apps/v1`, `cert-manager.io/v1`
 */
export function typeToken(apiVersion: string, kind: string): TypeToken {
  return `kubernetes:${apiVersion.includes('/') ? apiVersion : `core/${apiVersion}`}:${kind}`;
}

/** The type of a resource that changes some fields of an object which somebody else made, and owns nothing more. */
export function patchTypeToken(apiVersion: string, kind: string): TypeToken {
  return typeToken(apiVersion, `${kind}Patch`);
}

/**
 * The fields that the typed SDK keeps secret whatever the program says: it wraps them in `pulumi.secret`, and names
 * them in `additionalSecretOutputs`, so that what the API server makes of them is encrypted in the state too. All
 * else that its classes add are `apiVersion` and `kind`, the version of the provider, and the aliases.
 */
export function secretFields(kind: KindName): readonly string[] {
  return kind === 'Secret' ? ['data', 'stringData'] : [];
}
