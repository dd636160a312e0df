import { nearest } from '../../manifest/finding';
import { isList, isObject, objectAt, text, type Json, type JsonObject } from '../../manifest/json';
import { check } from '../check';

export const INGRESS = 'Ingress.networking.k8s.io';

/** An Ingress for examples, to a Service that the cluster has. */
export const exampleIngress = (spec: string, metadata = ''): string => `
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: web, namespace: shop${metadata} }
      spec:
        ingressClassName: nginx
        ${spec}
    `;
export const PATHS =
  'http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }';
export const OTHERS = {
  externals: [
    { kind: 'Service', name: 'web' },
    { kind: 'Secret', name: 'web-tls' },
    { kind: 'IngressClass.networking.k8s.io', name: 'nginx' },
  ],
};

/** Annotations by which a controller takes a certificate from elsewhere, or leaves TLS to the pods. */
const TLS_ELSEWHERE: ReadonlyMap<string, RegExp> = new Map([
  ['alb.ingress.kubernetes.io/certificate-arn', /./],
  ['alb.ingress.kubernetes.io/listen-ports', /HTTPS/],
  ['networking.gke.io/managed-certificates', /./],
  ['ingress.gcp.kubernetes.io/pre-shared-cert', /./],
  ['networking.gke.io/certmap', /./],
  ['appgw.ingress.kubernetes.io/appgw-ssl-certificate', /./],
  ['traefik.ingress.kubernetes.io/router.tls', /^true$/],
  ['traefik.ingress.kubernetes.io/router.tls.certresolver', /./],
  ['traefik.ingress.kubernetes.io/router.entrypoints', /secure/],
  ['nginx.ingress.kubernetes.io/ssl-passthrough', /^true$/],
  ['haproxy.org/ssl-passthrough', /^true$/],
  ['ingress.kubernetes.io/ssl-passthrough', /^true$/],
  ['route.openshift.io/termination', /./],
]);

const CLASSES_WITH_TLS: ReadonlySet<Json | undefined> = new Set(['tailscale', 'cloudflare-tunnel', 'ngrok']);

function tlsOf(spec: JsonObject): readonly JsonObject[] {
  return isList(spec['tls']) ? spec['tls'].filter(isObject) : [];
}

/** Ingresses that serve plain text. */
export const ingressWithoutTls = check(
  {
    id: 'network/ingress-without-tls',
    pack: 'restricted',
    severity: 'warning',
    title: 'Every Ingress has a certificate.',
    why: 'What is sent to it, passwords and cookies included, can be read and changed on its way.',
    fix: 'Name a Secret with a certificate in `tls`, for instance one that cert-manager keeps.',
    fails: exampleIngress(`rules: [{ host: shop.example, ${PATHS} }]`),
    passes: exampleIngress(`rules: [{ host: shop.example, ${PATHS} }]
        tls: [{ hosts: [shop.example], secretName: web-tls }]`),
    platform: OTHERS,
  },
  (context) =>
    context.ofKind(INGRESS).flatMap((object) => {
      const spec = objectAt(object.manifest, 'spec');
      if (tlsOf(spec).length > 0 || hasTlsElsewhere(object.manifest)) return [];
      const hosts = hostsOf(object.manifest);
      return {
        object,
        at: ['spec', 'tls'],
        message: `The Ingress serves ${hosts.length > 0 ? hosts.join(', ') : 'every host'} without TLS.`,
        want: 'a certificate for each host',
      };
    }),
);

function hasTlsElsewhere(manifest: JsonObject): boolean {
  const annotations = objectAt(manifest, 'metadata', 'annotations');
  return (
    CLASSES_WITH_TLS.has(objectAt(manifest, 'spec')['ingressClassName']) ||
    Object.entries(annotations).some(([key, value]) => TLS_ELSEWHERE.get(key)?.test(text(value)) === true)
  );
}

function hostsOf(manifest: JsonObject): readonly string[] {
  const { rules } = objectAt(manifest, 'spec');
  return isList(rules) ? rules.map((rule) => text(objectAt(rule)['host'])).filter((host) => host !== '') : [];
}

/** Hosts that an Ingress with certificates has none for. */
export const ingressTlsHosts = check(
  {
    id: 'network/ingress-tls-hosts',
    pack: 'restricted',
    severity: 'warning',
    title: 'Where an Ingress has certificates, it has one for each of its hosts.',
    why: 'Visitors of the host get the certificate of the controller itself, which browsers refuse.',
    fix: 'Add the host to the `hosts` of a certificate that is good for it.',
    fails: exampleIngress(`rules: [{ host: shop.example, ${PATHS} }]
        tls: [{ hosts: [www.shop.example], secretName: web-tls }]`),
    passes: exampleIngress(`rules: [{ host: shop.example, ${PATHS} }]
        tls: [{ hosts: [shop.example], secretName: web-tls }]`),
    platform: OTHERS,
  },
  (context) =>
    context.ofKind(INGRESS).flatMap((object) => {
      const spec = objectAt(object.manifest, 'spec');
      const tls = tlsOf(spec).map(({ hosts }) => (isList(hosts) ? hosts.map((host) => text(host)) : []));
      // Without hosts, a certificate is for all of them.
      if (tls.length === 0 || tls.some((hosts) => hosts.length === 0) || !isList(spec['rules'])) return [];
      const covered = tls.flat();
      return spec['rules'].flatMap((rule, index) => {
        const host = text(objectAt(rule)['host']);
        if (host === '' || covered.some((pattern) => isCovered(host, pattern))) return [];
        const meant = nearest(host, covered);
        return {
          object,
          at: ['spec', 'rules', index, 'host'],
          message: `No certificate of the Ingress is for '${host}': they are for ${covered.join(', ')}.`,
          want: 'a host that is in `tls`, too',
          ...(meant === undefined ? {} : { fix: `Is '${meant}' meant? Else add '${host}' to the hosts in \`tls\`.` }),
        };
      });
    }),
);

/** Whether a certificate for a host is good for another: `*` stands for one label. */
function isCovered(host: string, pattern: string): boolean {
  const [given, wanted] = [host.toLowerCase(), pattern.toLowerCase()];
  return given === wanted || (wanted.startsWith('*.') && given.slice(given.indexOf('.')) === wanted.slice(1));
}
