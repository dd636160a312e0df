import type { InventoryObject } from '../../manifest/inventory';
import { isList, isObject, objectAt, type Json, type JsonObject, type JsonPath } from '../../manifest/json';
import type { Context } from '../context';

/** The kinds of routes that know hosts and paths. */
export const ROUTES = ['HTTPRoute', 'GRPCRoute'].map((kind) => `${kind}.gateway.networking.k8s.io`);

/** A Gateway of the tree to which a route is attached. */
export interface Attached {
  readonly gateway: InventoryObject;
  /** The listeners that the route asks for. */
  readonly listeners: readonly JsonObject[];
  /** Where the route names it. */
  readonly at: JsonPath;
}

/** The Gateways of the tree to which a route is attached. */
export function attachedTo(context: Context, route: InventoryObject): readonly Attached[] {
  return context.referencesFrom(route).flatMap(({ at, to }) => {
    if (at[1] !== 'parentRefs' || to?.kind !== 'Gateway.gateway.networking.k8s.io') return [];
    const holder = at.slice(0, -1);
    return { gateway: to, listeners: listenersFor(objectAt(route.manifest, ...holder), to.manifest), at: holder };
  });
}

function listenersFor({ sectionName, port }: JsonObject, gateway: JsonObject): readonly JsonObject[] {
  const { listeners } = objectAt(gateway, 'spec');
  if (!isList(listeners)) return [];
  const isAsked = (asked: Json | undefined, has: Json | undefined): boolean => asked === undefined || asked === has;
  return listeners
    .filter(isObject)
    .filter((listener) => isAsked(sectionName, listener['name']) && isAsked(port, listener['port']));
}

/** Whether a route only sends people on. */
export function isRedirect(manifest: JsonObject): boolean {
  const { rules } = objectAt(manifest, 'spec');
  return (
    isList(rules) &&
    rules.length > 0 &&
    rules.every((rule) => {
      const { filters } = objectAt(rule);
      return isList(filters) && filters.some((filter) => objectAt(filter)['type'] === 'RequestRedirect');
    })
  );
}
