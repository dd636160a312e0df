import { text } from '../../manifest/json';
import { check } from '../check';
import { attachedTo, isRedirect, ROUTES } from './attached';

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
      const parents = attachedTo(context, object);
      const listeners = parents.flatMap((parent) => parent.listeners);
      const [first] = parents;
      const isPlain = listeners.length > 0 && listeners.every(({ protocol }) => protocol === 'HTTP');
      if (!first || !isPlain || isRedirect(object.manifest)) return [];
      return {
        object,
        at: first.at,
        message: `The route is only reached by listeners without TLS: ${listeners.map(({ name }) => `'${text(name)}'`).join(', ')}.`,
        want: 'a listener of the protocol HTTPS',
      };
    }),
);
