import type { IConstruct } from 'constructs';
import type { Mistake } from './finding';
import { oneOf } from './finding';
import { isList, isObject, pointer, text, type Json, type JsonObject, type JsonPath } from './json';
import { applyOperation, MissError, type PatchOperation } from './json-patch';
import { Note } from './note';
import { takeTrace, type Trace } from './source';
import { withoutRivals } from './unions';

/** Which objects of a subtree are meant; what is left out matches any. */
export interface OverrideTarget {
  /** For instance `Deployment`. */
  readonly kind?: string;
  /** For instance `apps/v1`. */
  readonly apiVersion?: string;
  /** The object's name, without the hash that may follow it. */
  readonly name?: string;
}

/**
 * A last word on rendered objects.
 * - `merge`: fields to set. Objects are merged, lists of containers, variables, ports, volumes, mounts, spread
 *   constraints and webhooks element by element as Kubernetes' strategic merge does, other lists are replaced; `null`
 *   removes.
 * - `patch`: operations of JSON Patch (RFC 6902).
 */
export type Override = OverrideTarget &
  (
    | { readonly merge: JsonObject; readonly patch?: never }
    | { readonly patch: readonly PatchOperation[]; readonly merge?: never }
  );

/** An override where it was declared. */
export interface DeclaredOverride {
  readonly path: string;
  readonly override: Override;
  readonly trace: Trace;
}

const overrides = new Note<DeclaredOverride>('override');

/**
 * Changes the objects at and below a construct after everything else had its say, whoever made them: our constructs,
 * those of cdk8s-plus, included files. Overrides of an outer construct come after those of an inner one.
 * An override that finds no object, or no field to remove or replace, is an error.
 *
 * @example
 * override(web, { kind: 'Deployment', merge: { spec: { template: { spec: { hostUsers: false } } } } });
 * override(include, { kind: 'Service', name: 'nginx', patch: [{ op: 'remove', path: '/spec/ports/1' }] });
 */
export function override(scope: IConstruct, change: Override): void {
  overrides.leave(scope, { path: scope.node.path, override: change, trace: takeTrace() });
}

/** The overrides declared on one construct, in their order. */
export function declaredOverrides(construct: IConstruct): readonly DeclaredOverride[] {
  return overrides.on(construct);
}

export function isTarget({ kind, apiVersion, name }: OverrideTarget, manifest: JsonObject): boolean {
  const metadata = manifest['metadata'];
  return (
    (kind === undefined || manifest['kind'] === kind) &&
    (apiVersion === undefined || manifest['apiVersion'] === apiVersion) &&
    (name === undefined || (isObject(metadata) && metadata['name'] === name))
  );
}

/** The manifest with the change in it, or the mistake that kept the change from finding its place. */
export type Overridden =
  | { readonly manifest: JsonObject; readonly mistake?: never }
  | { readonly mistake: Mistake; readonly manifest?: never };

export function overridden(manifest: JsonObject, change: Override): Overridden {
  if (isEmpty(change)) return { mistake: miss('The override changes nothing.', []) };
  try {
    const result = change.merge
      ? merged(manifest, change.merge, [])
      : change.patch.reduce<Json>(applyOperation, manifest);
    if (isObject(result)) return { manifest: result };
    return { mistake: miss('The patch replaces the whole object by something else.', []) };
  } catch (error) {
    if (error instanceof MissError) return { mistake: miss(error.message, error.path) };
    return { mistake: miss(`The override cannot be applied: ${String(error)}.`, []) };
  }
}

function isEmpty({ merge, patch }: { readonly merge?: unknown; readonly patch?: unknown }): boolean {
  if (isObject(merge)) return Object.keys(merge).length === 0;
  return !Array.isArray(patch) || patch.length === 0;
}

/** An override that found no object at all. */
export function noTarget({ kind, apiVersion, name }: OverrideTarget, present: readonly string[]): Mistake {
  const wanted = Object.entries({ apiVersion, kind, name }).filter(([, value]) => value !== undefined);
  const description = wanted.map(([field, value]) => ` ${field} '${value}'`).join(' and');
  return {
    rule: 'override/no-target',
    message: `There is no object${description === '' ? '' : ` with${description}`} at or below the construct of the override.`,
    want: present.length > 0 ? present.slice(0, 10).join(', ') : 'nothing: there are no objects',
    fix: 'Correct the target, or declare the override on a construct that contains the object.',
  };
}

function miss(message: string, path: JsonPath): Mistake {
  return { rule: 'override/no-effect', message, pointer: pointer(path), fix: 'Correct the path of the override.' };
}

/** What tells the elements of a list apart, as `patchMergeKey` of the Kubernetes API does. */
const MERGE_KEYS: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  imagePullSecrets: ['name'],
  ports: ['containerPort', 'port'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey'],
  webhooks: ['name'],
};

function merged(target: JsonObject, change: JsonObject, path: JsonPath): JsonObject {
  const fields = new Map(Object.entries(withoutRivals(target, change, path)));
  for (const [key, value] of Object.entries(change)) {
    const at = [...path, key];
    if (value !== null) fields.set(key, mergedValue(fields.get(key), value, at));
    else if (!fields.delete(key)) throw new MissError(`There is no '${key}' to remove.`, at);
  }
  return Object.fromEntries(fields);
}

function mergedValue(target: Json | undefined, change: Json, path: JsonPath): Json {
  if (isObject(change)) return merged(isObject(target) ? target : {}, change, path);
  const field = String(path.at(-1));
  const keys = Object.hasOwn(MERGE_KEYS, field) ? MERGE_KEYS[field] : undefined;
  const list = isList(target) ? target : [];
  // Custom resources give these names to lists of their own kind, which are replaced.
  if (!keys || !isList(change) || !list.every((element) => keyOf(element, keys) !== undefined)) return change;
  return change.reduce<readonly Json[]>((elements, element) => mergedElement(elements, element, { keys, path }), list);
}

/** Ports of one number are told apart by their protocol, where the change names one. */
function isSame(candidate: JsonObject, element: JsonObject, key: string): boolean {
  const { protocol } = element;
  const isProtocol = protocol === undefined || protocol === (candidate['protocol'] ?? 'TCP');
  return candidate[key] === element[key] && (!key.toLowerCase().endsWith('port') || isProtocol);
}

function keyOf(element: Json, keys: readonly string[]): string | undefined {
  return isObject(element) ? keys.find((key) => Object.hasOwn(element, key)) : undefined;
}

function mergedElement(
  list: readonly Json[],
  element: Json,
  { keys, path }: { readonly keys: readonly string[]; readonly path: JsonPath },
): readonly Json[] {
  const key = keyOf(element, keys);
  if (!isObject(element) || key === undefined)
    throw new MissError(`Each element needs '${keys.join("' or '")}'.`, path);
  const index = list.findIndex((candidate) => isObject(candidate) && isSame(candidate, element, key));
  const found = list[index];
  if (isObject(found)) return list.with(index, merged(found, element, [...path, index]));
  if (String(path.at(-1)).endsWith('ontainers') && !('image' in element)) {
    const names = list.flatMap((candidate) => (isObject(candidate) ? [text(candidate[key])] : []));
    throw new MissError(`There is no container '${text(element[key])}'; there is ${oneOf(names)}.`, path);
  }
  return [...list, element];
}
