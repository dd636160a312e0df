import { isList, isObject, objectAt, text, type JsonObject } from '../../manifest/json';
import { kindName, type KindName } from '../../manifest/kinds';
import type { Context } from '../context';

/** A version of a custom resource. */
export interface DefinedVersion {
  readonly isServed: boolean;
  /** Its structural schema. */
  readonly schema: JsonObject;
  /** Whether its status is written on its own, and dropped from an object that is created. */
  readonly hasStatus: boolean;
}

/** What a definition says of a kind, by version. */
export type Definition = ReadonlyMap<string, DefinedVersion>;

const DEFINITIONS = 'CustomResourceDefinition.apiextensions.k8s.io';
const API_VERSION = 'apiextensions.k8s.io/v1';

/** The custom resources whose definitions are in the tree, or known to be in the cluster; the tree has the last word. */
export function definitionsIn(context: Context): ReadonlyMap<KindName, Definition> {
  const inTree = context.ofKind(DEFINITIONS).map(({ manifest }) => manifest);
  const known = [...(context.platform.definitions ?? []), ...inTree];
  return new Map(
    known
      .filter(({ apiVersion }) => apiVersion === API_VERSION)
      .map((manifest) => {
        const { group, names, versions } = objectAt(manifest, 'spec');
        const entries = isList(versions) ? versions.filter(isObject) : [];
        return [
          kindName(text(group), text(objectAt(names)['kind'])),
          new Map(entries.map((version) => [text(version['name']), definedVersion(version)])),
        ];
      }),
  );
}

function definedVersion({ served, schema, subresources }: JsonObject): DefinedVersion {
  const structural = objectAt(schema)['openAPIV3Schema'];
  return {
    isServed: served === true,
    // Nothing is known of what has no schema, which the API server itself would refuse.
    schema: isObject(structural) ? structural : { 'x-kubernetes-preserve-unknown-fields': true },
    hasStatus: isObject(objectAt(subresources)['status']),
  };
}

/** `v1` of `example.com/v1`. */
export function versionOf(apiVersion: string): string {
  return apiVersion.slice(apiVersion.lastIndexOf('/') + 1);
}
