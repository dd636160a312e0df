import type { InventoryObject } from './inventory';
import { isList, isObject, text, type Json } from './json';

/** An object that was given other names, and the objects that have them. */
export interface Renamed {
  readonly source: InventoryObject;
  readonly views: readonly InventoryObject[];
}

const RESOURCES: ReadonlyMap<string, string> = new Map([
  ['ConfigMap', 'configmaps'],
  ['Secret', 'secrets'],
]);

/** A role that speaks of objects by name goes on speaking of them when they are renamed. */
export function withGrants(role: InventoryObject, renamed: readonly Renamed[]): InventoryObject {
  const rules = role.manifest['rules'];
  const isRole =
    role.kind === 'Role.rbac.authorization.k8s.io' || role.kind === 'ClusterRole.rbac.authorization.k8s.io';
  if (!isRole || !isList(rules)) return role;
  const inReach = renamed.filter(({ source }) => role.namespace === undefined || role.namespace === source.namespace);
  return { ...role, manifest: { ...role.manifest, rules: rules.map((rule) => withNames(rule, inReach)) } };
}

function withNames(rule: Json, renamed: readonly Renamed[]): Json {
  if (!isObject(rule) || !isList(rule['resourceNames']) || !isList(rule['resources'])) return rule;
  const resources = rule['resources'];
  const resourceNames = rule['resourceNames'].flatMap((name) => {
    const meant = renamed.filter(
      ({ source }) => source.name === text(name) && resources.includes(RESOURCES.get(source.kind) ?? ''),
    );
    return meant.length > 0 ? meant.flatMap(({ views }) => views.map((view) => view.name)) : [name];
  });
  return { ...rule, resourceNames };
}
