import { oneOf } from '../../manifest/finding';
import { groupBy } from '../../manifest/group';
import { titleOf, type InventoryObject } from '../../manifest/inventory';
import { isList, isObject, objectAt, text, type JsonObject } from '../../manifest/json';
import type { Reference } from '../../manifest/references';
import { check, type Breach } from '../check';
import { isFirst, missing } from './missing';
import { pairOf, Targets } from './targets';

const GATEWAY = 'Gateway.gateway.networking.k8s.io';

const route = (namespace: string, parent: string): string => `
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: web, namespace: ${namespace} }
      spec: { parentRefs: [${parent}] }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: public, namespace: shop }
      spec:
        gatewayClassName: cilium
        listeners: [{ name: https, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: shop-tls }] } }]`;

/** Gateways that routes are attached to. */
export const gateways = missing(
  {
    id: 'link/gateway',
    pack: 'baseline',
    severity: 'error',
    title: 'The Gateway of a route exists, or is declared as made elsewhere.',
    why: 'No Gateway accepts the route, and no request reaches it.',
    fix: 'Make the Gateway, or correct its name and namespace.',
    fails: route('shop', '{ name: pubic }'),
    passes: route('shop', '{ name: public }'),
  },
  {
    kinds: [GATEWAY],
    severity: ({ from, namespace }, targets) =>
      namespace === from.namespace || targets.hasNamespace(namespace) ? 'error' : 'warning',
  },
);

/** Listeners of a Gateway that are not there, or do not take the route. */
export const gatewayListeners = check(
  {
    id: 'link/gateway-listener',
    pack: 'baseline',
    severity: 'error',
    title: 'The Gateway of a route has the listener that it names, and allows routes of its namespace.',
    why: 'The Gateway does not accept the route, and no request reaches it.',
    fix: 'Name a listener of the Gateway, or leave `sectionName` out for all of them.',
    fails: route('shop', '{ name: public, sectionName: http }'),
    passes: route('shop', '{ name: public, sectionName: https }'),
  },
  (context) => {
    const targets = Targets.of(context);
    return targets.namesOf(GATEWAY).flatMap((reference) => {
      const gateway = targets.reached(reference)?.object;
      return gateway ? unattached(reference, gateway) : [];
    });
  },
);

function unattached(reference: Reference, gateway: InventoryObject): readonly Breach[] {
  const { from, at } = reference;
  const holder = at.slice(0, -1);
  const { sectionName, port } = objectAt(from.manifest, ...holder);
  const given = objectAt(gateway.manifest, 'spec')['listeners'];
  const listeners = isList(given) ? given.filter(isObject) : [];
  const named = listeners.filter(({ name }) => typeof sectionName !== 'string' || name === sectionName);
  const fitting = named.filter((listener) => typeof port !== 'number' || listener['port'] === port);
  if (listeners.length > 0 && fitting.length === 0) {
    const field = named.length === 0 ? 'sectionName' : 'port';
    const wanted = field === 'port' ? `at the port ${JSON.stringify(port)}` : `'${text(sectionName)}'`;
    return [
      {
        object: from,
        at: [...holder, field],
        message: `${titleOf(gateway)} has no listener ${wanted}.`,
        want: oneOf(new Set(listeners.map((listener) => text(listener['name'])))),
      },
    ];
  }
  if (from.namespace === gateway.namespace || !fitting.every(isForItself) || fitting.length === 0) return [];
  return [
    {
      object: from,
      at: [...holder, 'namespace'],
      message: `${titleOf(gateway)} allows no routes of the namespace '${from.namespace ?? ''}', only those of its own.`,
      want: 'a Gateway that allows routes of this namespace',
      fix: 'Say `allowedRoutes: { namespaces: { from: All } }` in its listener, or select the namespace there.',
    },
  ];
}

function isForItself(listener: JsonObject): boolean {
  return text(objectAt(listener, 'allowedRoutes', 'namespaces')['from'], 'Same') === 'Same';
}

const crossing = `
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: web, namespace: shop }
      spec: { rules: [{ backendRefs: [{ name: api, namespace: backend, port: 80 }] }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: api, namespace: backend }
      spec: { ports: [{ port: 80 }] }`;

/** Names across namespaces that the other side has not allowed. */
export const referenceGrants = check(
  {
    id: 'link/reference-grant',
    pack: 'baseline',
    severity: 'warning',
    title: 'A ReferenceGrant allows what a route or a Gateway names in another namespace.',
    why: 'The controller ignores the reference: requests fail.',
    fix: 'Make a ReferenceGrant in the namespace of what is named.',
    fails: crossing,
    passes: `${crossing}
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: shop, namespace: backend }
      spec:
        from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop }]
        to: [{ group: '', kind: Service }]`,
  },
  (context) => {
    const targets = Targets.of(context);
    const grants = groupBy(context.ofKind('ReferenceGrant.gateway.networking.k8s.io'), ({ namespace }) => namespace);
    const seen = new Set<string>();
    return ['Service', 'Secret']
      .flatMap((kind) => targets.namesOf(kind))
      .filter(({ from }) => from.kind.endsWith('.gateway.networking.k8s.io'))
      .filter((reference) => {
        const { from, to, namespace, at } = reference;
        if (!to || namespace === from.namespace || at.includes('parentRefs')) return false;
        if (!isFirst(seen, pairOf(reference))) return false;
        return !(grants.get(namespace) ?? []).some((grant) => allows(grant, reference));
      })
      .map(({ from, at, kind, namespace, name }) => ({
        object: from,
        at: [...at.slice(0, -1), 'namespace'],
        message: `Nothing in the namespace '${namespace ?? ''}' grants ${titleOf(from)} the ${titleOf({ kind, namespace, name })}.`,
        want: 'a ReferenceGrant there',
      }));
  },
);

function allows({ manifest }: InventoryObject, { from, kind, name }: Reference): boolean {
  const { from: sources, to: targets } = objectAt(manifest, 'spec');
  const isFrom = (it: JsonObject): boolean =>
    `${text(it['kind'])}.${text(it['group'])}` === from.kind && it['namespace'] === from.namespace;
  const isTo = (it: JsonObject): boolean =>
    text(it['group']) === '' && it['kind'] === kind && (it['name'] === undefined || it['name'] === name);
  return (
    isList(sources) && isList(targets) && sources.filter(isObject).some(isFrom) && targets.filter(isObject).some(isTo)
  );
}
