import { isList, isObject, objectAt, text, type Json, type JsonObject } from '../../manifest/json';
import { check } from '../check';

const example = (protocol: string): string => `
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: public, namespace: shop }
      spec:
        gatewayClassName: public
        listeners: [{ name: web, port: 443, ${protocol} }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: web, namespace: shop }
      spec:
        parentRefs: [{ name: public }]
        hostnames: [shop.example]
        rules: [{ backendRefs: [{ name: web, port: 80 }] }]
    `;

const ROUTES = ['HTTPRoute', 'GRPCRoute'].map((kind) => `${kind}.gateway.networking.k8s.io`);

/** Routes that are served as plain text. */
export const routesWithoutTls = check(
  {
    id: 'network/route-without-tls',
    pack: 'restricted',
    severity: 'warning',
    title: 'A route is served by a listener with a certificate.',
    why: 'What is sent to it, passwords and cookies included, can be read and changed on its way.',
    fix: 'Give the Gateway a listener of the protocol HTTPS with a certificate, and name it in the `sectionName` of the route.',
    fails: example('protocol: HTTP'),
    passes: example('protocol: HTTPS, tls: { certificateRefs: [{ name: web-tls }] }'),
    platform: {
      externals: [
        { kind: 'Service', name: 'web' },
        { kind: 'Secret', name: 'web-tls' },
        { kind: 'GatewayClass.gateway.networking.k8s.io', name: 'public' },
      ],
    },
  },
  (context) =>
    ROUTES.flatMap((kind) => context.ofKind(kind)).flatMap((object) => {
      const parents = context.referencesFrom(object).filter(({ at, to }) => at[1] === 'parentRefs' && to);
      const listeners = parents.flatMap(({ at, to }) => {
        const parent = objectAt(object.manifest, ...at.slice(0, -1));
        return to?.kind === 'Gateway.gateway.networking.k8s.io' ? listenersFor(parent, to.manifest) : [];
      });
      const [first] = parents;
      const isPlain = listeners.length > 0 && listeners.every(({ protocol }) => protocol === 'HTTP');
      if (!first || !isPlain || isRedirect(object.manifest)) return [];
      return {
        object,
        at: first.at.slice(0, -1),
        message: `The route is only reached by listeners without TLS: ${listeners.map(({ name }) => `'${text(name)}'`).join(', ')}.`,
        want: 'a listener of the protocol HTTPS',
      };
    }),
);

/** The listeners of a Gateway that a route asks for. */
function listenersFor({ sectionName, port }: JsonObject, gateway: JsonObject): readonly JsonObject[] {
  const { listeners } = objectAt(gateway, 'spec');
  if (!isList(listeners)) return [];
  const isAsked = (asked: Json | undefined, has: Json | undefined): boolean => asked === undefined || asked === has;
  return listeners
    .filter(isObject)
    .filter((listener) => isAsked(sectionName, listener['name']) && isAsked(port, listener['port']));
}

/** Whether a route only sends people on. */
function isRedirect(manifest: JsonObject): boolean {
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
