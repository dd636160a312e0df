import { ingressTlsHosts, ingressWithoutTls } from '../../../lib/checks/network/ingress-tls';
import { ingressAnyHost, ingressClassAnnotation, ingressSnippets } from '../../../lib/checks/network/ingresses';
import { listenersWithoutCertificate } from '../../../lib/checks/network/listeners';
import { routesWithoutTls } from '../../../lib/checks/network/routes';
import { apiWarning } from '../../../lib/checks/validation/api-warning';
import type { Json, JsonObject } from '../../../lib/manifest/json';
import { judged } from '../judged';

const ingress = (spec: JsonObject, annotations: JsonObject = {}): JsonObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'web', namespace: 'shop', annotations },
  spec,
});
const hosts = (...names: readonly string[]): JsonObject => ({ rules: names.map((host) => ({ host })) });

describe('network/ingress-without-tls', () => {
  test.each<JsonObject>([hosts('a.example'), { ...hosts('a.example'), tls: [] }])('fails for %j', (spec) => {
    expect(judged(ingressWithoutTls, ingress(spec))).toMatchObject([
      { severity: 'warning', message: 'The Ingress serves a.example without TLS.', pointer: '/spec/tls' },
    ]);
  });

  test.each<[JsonObject, JsonObject]>([
    [{ tls: [{ secretName: 'web' }] }, {}],
    [{}, { 'alb.ingress.kubernetes.io/certificate-arn': 'arn:aws:acm:x' }],
    [{}, { 'networking.gke.io/managed-certificates': 'web' }],
    [{}, { 'traefik.ingress.kubernetes.io/router.tls': 'true' }],
    [{}, { 'nginx.ingress.kubernetes.io/ssl-passthrough': 'true' }],
    [{ ingressClassName: 'tailscale' }, {}],
  ])('%j with %j has TLS', (spec, annotations) => {
    expect(judged(ingressWithoutTls, ingress(spec, annotations))).toEqual([]);
  });

  test('annotations of another meaning give no certificate', () => {
    const annotations = {
      'cert-manager.io/cluster-issuer': 'web',
      'traefik.ingress.kubernetes.io/router.entrypoints': 'web',
    };

    expect(judged(ingressWithoutTls, ingress({}, annotations))).toMatchObject([
      { message: 'The Ingress serves every host without TLS.' },
    ]);
  });
});

describe('network/ingress-tls-hosts', () => {
  const covered = (host: string, ...names: readonly string[]): boolean =>
    judged(ingressTlsHosts, ingress({ ...hosts(host), tls: [{ hosts: names }] })).length === 0;

  test.each([
    ['a.example', 'a.example', true],
    ['A.example', 'a.EXAMPLE', true],
    ['a.b.example', '*.b.example', true],
    ['*.b.example', '*.b.example', true],
    ['a.a.b.example', '*.b.example', false],
    ['b.example', '*.b.example', false],
    ['*.b.example', 'a.b.example', false],
    ['a.example', 'b.example', false],
  ])('%s is covered by %s: %s', (host, name, isCovered) => {
    expect(covered(host, name)).toBe(isCovered);
    expect(covered(host, 'other.example', name)).toBe(isCovered);
  });

  test('tells which host, and what may be meant', () => {
    const spec = {
      ...hosts('a.example', 'shop.example'),
      tls: [{ hosts: ['a.example'] }, { hosts: ['shpo.example'] }],
    };

    expect(judged(ingressTlsHosts, ingress(spec))).toMatchObject([
      {
        message: "No certificate of the Ingress is for 'shop.example': they are for a.example, shpo.example.",
        fix: "Is 'shpo.example' meant? Else add 'shop.example' to the hosts in `tls`.",
        pointer: '/spec/rules/1/host',
      },
    ]);
  });

  test.each<JsonObject>([
    hosts('a.example'),
    { ...hosts('a.example'), tls: [{ secretName: 'web' }] },
    { rules: [{ http: {} }, null], tls: [{ hosts: ['a.example'] }] },
    { rules: 'x', tls: [{ hosts: ['a.example'] }] },
  ])('%j is fine', (spec) => {
    expect(judged(ingressTlsHosts, ingress(spec))).toEqual([]);
  });
});

describe('network/ingress-any-host', () => {
  test.each<[JsonObject, string]>([
    [{ rules: [{ host: 'a.example' }, { http: {} }] }, '/spec/rules/1/host'],
    [{ rules: [{ host: '' }] }, '/spec/rules/0/host'],
    [{ rules: [{ host: '*' }] }, '/spec/rules/0/host'],
    [{ defaultBackend: { service: { name: 'web' } } }, '/spec/defaultBackend'],
  ])('fails for %j', (spec, pointer) => {
    expect(judged(ingressAnyHost, ingress(spec))).toMatchObject([{ pointer }]);
  });

  test.each<JsonObject>([hosts('a.example', '*.b.example'), {}, { ...hosts('a.example'), defaultBackend: {} }])(
    '%j is fine',
    (spec) => {
      expect(judged(ingressAnyHost, ingress(spec))).toEqual([]);
    },
  );
});

test.each([
  ['nginx.ingress.kubernetes.io/server-snippet', 1],
  ['nginx.ingress.kubernetes.io/configuration-snippet', 1],
  ['nginx.ingress.kubernetes.io/auth-snippet', 1],
  ['nginx.org/location-snippets', 1],
  ['private-nginx.example/server-snippet', 1],
  ['nginx.ingress.kubernetes.io/proxy-body-size', 0],
  ['example.com/snippet', 0],
])('the annotation %s is told %d times', (key, times) => {
  expect(judged(ingressSnippets, ingress({}, { [key]: 'x' }))).toHaveLength(times);
});

test.each<[Json, number]>([
  ['nginx', 1],
  ['gce', 0],
  ['gce-internal', 0],
  [5, 0],
])('the class %j in the annotation is told %d times', (value, times) => {
  expect(judged(ingressClassAnnotation, ingress({}, { 'kubernetes.io/ingress.class': value }))).toHaveLength(times);
});

test.each([
  ['nginx', 'Write `ingressClassName`.'],
  ['gce', 'Leave it, and acknowledge the warning: this controller takes no other word.'],
])('the warning of the API server about the class %s says what can be done', (value, fix) => {
  const annotated = ingress({}, { 'kubernetes.io/ingress.class': value });

  expect(judged(apiWarning, annotated)).toMatchObject([{ rule: 'api/warning', fix }]);
});

describe('network/route-without-tls', () => {
  const gateway = (...listeners: readonly JsonObject[]): JsonObject => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'public', namespace: 'shop' },
    spec: { listeners },
  });
  const route = (parent: JsonObject = {}, rules: Json = []): JsonObject => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { parentRefs: [{ name: 'public', ...parent }], rules },
  });
  const http = { name: 'http', port: 80, protocol: 'HTTP' };
  const https = { name: 'https', port: 443, protocol: 'HTTPS' };
  const redirect = [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https' } }] }];

  test.each([
    [gateway(http), route()],
    [gateway(http, https), route({ sectionName: 'http' })],
    [gateway(http, https), route({ port: 80 })],
    [gateway(http), route({}, [...redirect, { backendRefs: [] }])],
  ])('fails for %j and %j', (...manifests) => {
    expect(judged(routesWithoutTls, ...manifests)).toMatchObject([
      {
        severity: 'warning',
        message: "The route is only reached by listeners without TLS: 'http'.",
        pointer: '/spec/parentRefs/0',
      },
    ]);
  });

  test.each([
    [gateway(http, https), route()],
    [gateway(http, https), route({ sectionName: 'https' })],
    [gateway(http), route({}, redirect)],
    [gateway(http), route({ name: 'other' })],
    [gateway(http), route({ kind: 'Service', group: '' })],
    [gateway(), route()],
  ])('%j and %j are fine', (...manifests) => {
    expect(judged(routesWithoutTls, ...manifests)).toEqual([]);
  });
});

describe('network/listener-without-certificate', () => {
  const gateway = (listeners: Json, annotations: JsonObject = {}): JsonObject => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'public', namespace: 'shop', annotations },
    spec: { gatewayClassName: 'public', listeners },
  });

  test.each<JsonObject>([
    { protocol: 'HTTPS' },
    { protocol: 'HTTPS', tls: null },
    { protocol: 'HTTPS', tls: { mode: 'Terminate', certificateRefs: [] } },
    { protocol: 'TLS', tls: { mode: 'Terminate' } },
  ])('fails for %j', (listener) => {
    expect(
      judged(listenersWithoutCertificate, gateway([{ name: 'http' }, { name: 'web', ...listener }])),
    ).toMatchObject([
      {
        severity: 'warning',
        message: "The listener 'web' terminates TLS, but has no certificate.",
        pointer: '/spec/listeners/1/tls/certificateRefs',
      },
    ]);
  });

  test.each<Json>([
    [{ protocol: 'HTTP' }, { protocol: 'TCP' }],
    [{ protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'web-tls' }] } }],
    [{ protocol: 'HTTPS', tls: { options: { 'networking.gke.io/pre-shared-certs': 'web' } } }],
    [{ protocol: 'TLS', tls: { mode: 'Passthrough' } }],
    5,
    [null],
  ])('passes for %j', (listeners) => {
    expect(judged(listenersWithoutCertificate, gateway(listeners))).toEqual([]);
  });

  test('an annotation may say where the certificates are, one of cert-manager only who makes them', () => {
    const certified = { 'networking.gke.io/certmap': 'web' };

    expect(judged(listenersWithoutCertificate, gateway([{ protocol: 'HTTPS' }], certified))).toEqual([]);
    expect(
      judged(listenersWithoutCertificate, gateway([{ protocol: 'HTTPS' }], { 'cert-manager.io/issuer': 'web' })),
    ).toHaveLength(1);
  });
});
