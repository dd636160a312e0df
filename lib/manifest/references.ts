import { reachedBy } from './field-pattern';
import type { Inventory, InventoryObject } from './inventory';
import { isObject, objectAt, text, type JsonObject, type JsonPath } from './json';
import { isClusterScoped, kindName, type KindName, type Scope } from './kinds';
import { podTemplatePath } from './pods';
import { OBJECT_FIELDS, POD_FIELDS, type ReferenceField } from './reference-fields';
import { selectionsOf, type Selection } from './selections';

/** That one object names another. */
export interface Reference {
  readonly from: InventoryObject;
  /** The field of `from` that holds the name. */
  readonly at: JsonPath;
  readonly kind: KindName;
  readonly namespace: string | undefined;
  readonly name: string;
  /** The keys of a ConfigMap or Secret that are used; undefined: all of them. */
  readonly keys: readonly string[] | undefined;
  /** The port of a Service that is used. */
  readonly port: string | number | undefined;
  /** Whether the API takes it well when the object is missing. */
  readonly optional: boolean;
  /** The object, where the tree has it. */
  readonly to: InventoryObject | undefined;
}

/** Who names whom, and who selects whom. */
export interface ReferenceGraph {
  readonly references: readonly Reference[];
  readonly selections: readonly Selection[];
}

/** Derives the reference graph of an inventory. */
export function referencesIn(inventory: Inventory): ReferenceGraph {
  const definitions = definitionsIn(inventory);
  const scopes = new Map([...definitions].map(([kind, { manifest }]) => [kind, scopeOf(manifest)]));
  return {
    references: inventory.objects.flatMap((object) => [
      ...implied(object, inventory, definitions),
      ...namedBy(object, scopes).map((reference) => ({
        ...reference,
        to: inventory.find({ ...reference, stack: object.stack }),
      })),
    ]),
    selections: selectionsOf(inventory),
  };
}

/** What one object names by its fields, whether the tree has it or not. */
export function namedBy(
  from: InventoryObject,
  scopes?: ReadonlyMap<KindName, Scope>,
): readonly Omit<Reference, 'to'>[] {
  const own = OBJECT_FIELDS.get(from.kind) ?? [];
  const template = podTemplatePath(from.kind);
  const named = [
    ...own.flatMap((field) => read(from, field, [])),
    ...(template ? POD_FIELDS.flatMap((field) => read(from, field, [...template, 'spec'])) : []),
  ];
  return named.map((use) => (isClusterScoped(use.kind, scopes) ? { ...use, namespace: undefined } : use));
}

function read(from: InventoryObject, field: ReferenceField, root: JsonPath): readonly Omit<Reference, 'to'>[] {
  const start = objectAt(from.manifest, ...root);
  return reachedBy(field.at, start).flatMap(([holder, path]) => {
    const value = field.name === '' ? holder : isObject(holder) ? holder[field.name] : undefined;
    const fields = isObject(holder) ? holder : {};
    const kind = typeof field.kind === 'string' ? field.kind : field.kind(fields);
    if (typeof value !== 'string' || value === '' || kind === undefined) return [];
    const namespace = typeof fields['namespace'] === 'string' ? fields['namespace'] : from.namespace;
    return {
      from,
      at: [...root, ...path, ...(field.name === '' ? [] : [field.name])],
      kind,
      namespace,
      name: value,
      keys: field.keys?.(fields),
      port: field.port?.(fields),
      optional: fields['optional'] === true,
    };
  });
}

const NAMESPACE = { kind: 'Namespace', namespace: undefined };

/** References that no field holds: to the object's Namespace, and from a custom resource to its definition. */
function implied(
  from: InventoryObject,
  inventory: Inventory,
  definitions: ReadonlyMap<KindName, InventoryObject>,
): readonly Reference[] {
  const common = { from, keys: undefined, port: undefined, optional: false, namespace: undefined };
  const namespace =
    from.namespace === undefined ? undefined : inventory.find({ ...from, ...NAMESPACE, name: from.namespace });
  const definition = definitions.get(from.kind);
  return [
    ...(namespace
      ? [{ ...common, at: ['metadata', 'namespace'], kind: namespace.kind, name: namespace.name, to: namespace }]
      : []),
    ...(definition ? [{ ...common, at: ['kind'], kind: definition.kind, name: definition.name, to: definition }] : []),
  ];
}

function definitionsIn(inventory: Inventory): ReadonlyMap<KindName, InventoryObject> {
  const definitions = inventory.objects.filter(({ kind }) => kind === 'CustomResourceDefinition.apiextensions.k8s.io');
  return new Map(definitions.map((definition) => [definedKind(definition.manifest), definition]));
}

function scopeOf(manifest: JsonObject): Scope {
  return objectAt(manifest, 'spec')['scope'] === 'Cluster' ? 'Cluster' : 'Namespaced';
}

function definedKind(manifest: JsonObject): KindName {
  const { group, names } = objectAt(manifest, 'spec');
  return kindName(text(group), text(objectAt(names)['kind']));
}
