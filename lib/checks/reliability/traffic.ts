import { addTo } from '../../manifest/group';
import type { InventoryObject } from '../../manifest/inventory';
import { objectAt, text } from '../../manifest/json';
import type { Context } from '../context';
import { once } from '../once';

/** What brings requests from outside to the Services that it names. */
const ENTRANCES: ReadonlySet<string> = new Set([
  'Ingress.networking.k8s.io',
  'HTTPRoute.gateway.networking.k8s.io',
  'GRPCRoute.gateway.networking.k8s.io',
  'TLSRoute.gateway.networking.k8s.io',
  'TCPRoute.gateway.networking.k8s.io',
  'UDPRoute.gateway.networking.k8s.io',
]);

/** Which pods get requests, by the object that makes them. */
export interface Traffic {
  /** The Services that select the pods. */
  readonly served: ReadonlyMap<InventoryObject, readonly InventoryObject[]>;
  /** Of those the Services that requests from outside the cluster reach. */
  readonly routed: ReadonlyMap<InventoryObject, readonly InventoryObject[]>;
}

export const trafficIn = once((context: Context): Traffic => {
  const served = new Map<InventoryObject, InventoryObject[]>();
  const routed = new Map<InventoryObject, InventoryObject[]>();
  for (const { from, to } of context.graph.selections) {
    if (from.kind !== 'Service' || typeOf(from) === 'ExternalName') continue;
    const isOpen = isEntrance(context, from);
    for (const object of to) {
      addTo(served, object, from);
      if (isOpen) addTo(routed, object, from);
    }
  }
  return { served, routed };
});

function isEntrance(context: Context, service: InventoryObject): boolean {
  const type = typeOf(service);
  return (
    type === 'LoadBalancer' ||
    type === 'NodePort' ||
    context.referencesTo(service).some(({ from }) => ENTRANCES.has(from.kind))
  );
}

function typeOf({ manifest }: InventoryObject): string {
  return text(objectAt(manifest, 'spec')['type'], 'ClusterIP');
}
