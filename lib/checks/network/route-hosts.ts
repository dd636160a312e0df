import type { InventoryObject } from '../../manifest/inventory';
import { isList, objectAt, text, type JsonObject } from '../../manifest/json';
import { check } from '../check';
import type { Context } from '../context';
import { attachedTo, isRedirect, ROUTES, type Attached } from './attached';

const example = (hostnames: string): string => `
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: public, namespace: shop }
      spec:
        gatewayClassName: public
        listeners:
          - { name: web, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: web-tls }] }, allowedRoutes: { namespaces: { from: All } } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: web, namespace: shop }
      spec:
        parentRefs: [{ name: public }]${hostnames}
        rules: [{ backendRefs: [{ name: web, port: 80 }] }]
    `;

/** Routes that take every host of a Gateway that is not theirs alone. */
export const routeAnyHost = check(
  {
    id: 'network/route-any-host',
    pack: 'production',
    severity: 'warning',
    title: 'A route says for which hosts it is, or its listener does, where a Gateway has several.',
    why: 'It takes the requests for all hosts that no other route of the Gateway names, whatever they were meant for.',
    fix: 'Set `hostnames` in the route, or `hostname` in the listener.',
    fails: example(''),
    passes: example(`
        hostnames: [shop.example]`),
    platform: {
      externals: [
        { kind: 'Service', name: 'web' },
        { kind: 'Secret', name: 'web-tls' },
        { kind: 'GatewayClass.gateway.networking.k8s.io', name: 'public' },
      ],
    },
  },
  (context) => {
    const routes = ROUTES.flatMap((kind) => context.ofKind(kind));
    const several = gatewaysWithHosts(context, routes);
    return routes.flatMap((object) => {
      if (hasHosts(object) || isRedirect(object.manifest)) return [];
      const open = attachedTo(context, object).find((attached) => isOpen(attached, several));
      if (!open) return [];
      return {
        object,
        at: ['spec', 'hostnames'],
        message: `The route takes the requests for every host that comes to the Gateway '${open.gateway.name}'.`,
        want: 'hosts, as in shop.example',
      };
    });
  },
);

/** The Gateways with routes that name hosts: they have more than one. */
function gatewaysWithHosts(context: Context, routes: readonly InventoryObject[]): ReadonlySet<InventoryObject> {
  return new Set(routes.filter(hasHosts).flatMap((route) => attachedTo(context, route).map(({ gateway }) => gateway)));
}

function hasHosts({ manifest }: InventoryObject): boolean {
  const { hostnames } = objectAt(manifest, 'spec');
  return isList(hostnames) && hostnames.length > 0;
}

/** Whether a route gets what is meant for others: a Gateway for one route alone may take every host. */
function isOpen({ gateway, listeners }: Attached, several: ReadonlySet<InventoryObject>): boolean {
  const anyHost = listeners.filter(({ hostname }) => text(hostname) === '');
  return anyHost.length > 0 && (several.has(gateway) || anyHost.some(isForOthers));
}

/** Whether a listener takes routes of other namespaces. */
function isForOthers(listener: JsonObject): boolean {
  return ['All', 'Selector'].includes(text(objectAt(listener, 'allowedRoutes', 'namespaces')['from']));
}
