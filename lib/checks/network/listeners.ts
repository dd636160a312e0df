import { reachedBy } from '../../manifest/field-pattern';
import { isList, objectAt, text, type Json } from '../../manifest/json';
import { check } from '../check';

const GATEWAY = 'Gateway.gateway.networking.k8s.io';

const example = (tls: string): string => `
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: public, namespace: shop }
      spec:
        gatewayClassName: public
        listeners: [{ name: web, port: 443, protocol: HTTPS${tls} }]
    `;

/** Listeners that end TLS, but have nothing to show. Some controllers find certificates by themselves. */
export const listenersWithoutCertificate = check(
  {
    id: 'network/listener-without-certificate',
    pack: 'restricted',
    severity: 'warning',
    title: 'A listener of a Gateway that terminates TLS has a certificate.',
    why: 'Most controllers do not open the port of such a listener, and no request reaches the routes behind it.',
    fix: 'Name the Secret with the certificate in `tls.certificateRefs` of the listener.',
    fails: example(''),
    passes: example(', tls: { certificateRefs: [{ name: web-tls }] }'),
    platform: {
      externals: [
        { kind: 'Secret', name: 'web-tls' },
        { kind: 'GatewayClass.gateway.networking.k8s.io', name: 'public' },
      ],
    },
  },
  (context) =>
    context
      .ofKind(GATEWAY)
      .filter(({ manifest }) => !isCertified(manifest))
      .flatMap((object) =>
        reachedBy('spec.listeners[]', object.manifest).flatMap(([listener, path]) => {
          if (!isBare(listener)) return [];
          return {
            object,
            at: [...path, 'tls', 'certificateRefs'],
            message: `The listener '${text(objectAt(listener)['name'])}' terminates TLS, but has no certificate.`,
            want: 'a Secret with a certificate',
          };
        }),
      ),
);

/** Whether an annotation of a Gateway says where its certificates are. */
function isCertified(manifest: Json): boolean {
  return Object.keys(objectAt(manifest, 'metadata', 'annotations')).some((key) => /\/[^/]*cert/.test(key));
}

/** Whether a listener terminates TLS without a certificate, and without options in which its controller has some. */
function isBare(listener: Json): boolean {
  const { protocol } = objectAt(listener);
  const { mode, certificateRefs, options } = objectAt(listener, 'tls');
  const isEnd = protocol === 'HTTPS' ? mode !== 'Passthrough' : protocol === 'TLS' && mode === 'Terminate';
  const hasCertificate = isList(certificateRefs) ? certificateRefs.length > 0 : certificateRefs !== undefined;
  return isEnd && !hasCertificate && Object.keys(objectAt(options)).length === 0;
}
