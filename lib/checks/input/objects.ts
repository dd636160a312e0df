import { kindOf, type InventoryObject } from '../../manifest/inventory';
import {
  isList,
  isObject,
  objectAt,
  pointer,
  text,
  type Json,
  type JsonObject,
  type JsonPath,
} from '../../manifest/json';
import { groupOf, isClusterScoped, type KindName, type Scope } from '../../manifest/kinds';
import type { Trace } from '../../manifest/source';
import type { Problem } from './document';

/** An object that stands in a document, or is an item of a list in it. */
export interface Manifest {
  readonly manifest: JsonObject;
  /** Where it begins in the document. */
  readonly at: JsonPath;
}

/** Why something in a document is no object. */
export interface Mistake extends Pick<Problem, 'message' | 'fix'> {
  readonly at: JsonPath;
}

/** What a document holds. */
export interface Contents {
  readonly manifests: readonly Manifest[];
  readonly mistakes: readonly Mistake[];
}

const NOTHING: Contents = { manifests: [], mistakes: [] };

/** The objects in a document: one, the items of a list, or none where it is for other tools of Kubernetes. */
export function contentsOf(value: Json, at: JsonPath = []): Contents {
  if (value === null) return NOTHING;
  if (!isObject(value)) return mistake(at, 'This is no Kubernetes object, but a list or a bare value.');
  const { apiVersion, kind } = value;
  if (apiVersion === undefined && kind === undefined) {
    return mistake(at, 'This is no Kubernetes object: it has neither apiVersion nor kind.');
  }
  for (const field of ['apiVersion', 'kind'] as const) {
    const wrong =
      value[field] === undefined ? `has no ${field}` : `has a${field === 'kind' ? '' : 'n'} ${field} that is no text`;
    if (typeof value[field] !== 'string' || value[field] === '') {
      return mistake(
        at,
        `The object ${wrong}.`,
        'Say both: `apiVersion: apps/v1` and `kind: Deployment`, for instance.',
      );
    }
  }
  if (isForPrograms(text(apiVersion), text(kind))) return NOTHING;
  return isListKind(text(apiVersion), text(kind))
    ? itemsOf(value, at)
    : { manifests: [{ manifest: value, at }], mistakes: [] };
}

/** Groups of files that are for programs: no API server serves them. */
const CONFIGURATION =
  /(^|\.)(config\.k8s\.io|kubeadm\.k8s\.io|audit\.k8s\.io|kind\.x-k8s\.io|eksctl\.io|k3d\.io|skaffold)$|^skaffold$/;

/** Whether a document is the configuration of a program, such as a kustomization or a kubeconfig. */
function isForPrograms(apiVersion: string, kind: string): boolean {
  return CONFIGURATION.test(groupOf(apiVersion)) || (apiVersion === 'v1' && kind === 'Config');
}

function mistake(
  at: JsonPath,
  message: string,
  fix = 'Leave it out (`--ignore`), or check what it is made into (`helm template`, `kustomize build`).',
): Contents {
  return { manifests: [], mistakes: [{ at, message, fix }] };
}

const OLD_GROUPS = ['', 'apps', 'autoscaling', 'batch', 'extensions', 'policy'];

/** A custom kind may well be called `AllowList`. */
function isListKind(apiVersion: string, kind: string): boolean {
  const group = groupOf(apiVersion);
  return kind.endsWith('List') && (OLD_GROUPS.includes(group) || group.endsWith('.k8s.io'));
}

function itemsOf(list: JsonObject, at: JsonPath): Contents {
  const items = list['items'] ?? [];
  if (!isList(items))
    return mistake([...at, 'items'], 'The items of a list are no list.', 'Give it a list of objects.');
  const contents = items.map((item, index) => contentsOf(typed(item, list), [...at, 'items', index]));
  return {
    manifests: contents.flatMap(({ manifests }) => manifests),
    mistakes: contents.flatMap(({ mistakes }) => mistakes),
  };
}

/** The items of a DeploymentList may leave out what they are. */
function typed(item: Json, { apiVersion, kind }: JsonObject): Json {
  if (!isObject(item) || kind === 'List' || item['kind'] !== undefined || item['apiVersion'] !== undefined) return item;
  return { apiVersion: apiVersion ?? null, kind: text(kind).slice(0, -'List'.length), ...item };
}

/** Where a manifest comes from. */
export interface Origin {
  readonly manifest: JsonObject;
  /** The file, as it was given. */
  readonly path: string;
  readonly trace: Trace | undefined;
}

/**
 * Manifests as the objects that applying them together would make.
 * @param namespace - of those that name none
 */
export function inventoryObjects(
  origins: readonly Origin[],
  { namespace, definitions = [] }: { readonly namespace: string; readonly definitions?: readonly JsonObject[] },
): readonly InventoryObject[] {
  const scopes = scopesIn([...definitions, ...origins.map(({ manifest }) => manifest)]);
  return origins.map(({ manifest, path, trace }) => {
    const kind = kindOf(manifest);
    const metadata = objectAt(manifest, 'metadata');
    return {
      kind,
      namespace: isClusterScoped(kind, scopes) ? undefined : text(metadata['namespace']) || namespace,
      name: text(metadata['name']),
      manifest,
      path,
      stack: '',
      trace,
    };
  });
}

function scopesIn(manifests: readonly JsonObject[]): ReadonlyMap<KindName, Scope> {
  return new Map(
    manifests.flatMap((manifest) => {
      if (manifest['kind'] !== 'CustomResourceDefinition') return [];
      const { group, names, scope } = objectAt(manifest, 'spec');
      const kind = kindOf({ apiVersion: `${text(group)}/v1`, kind: objectAt(names)['kind'] ?? '' });
      return [[kind, scope === 'Cluster' ? 'Cluster' : 'Namespaced'] as const];
    }),
  );
}

/** The pointer to a field of an object, in the document that the object is a part of. */
export function pointerInDocument(at: JsonPath, field: string): string {
  return pointer(at) + field;
}
