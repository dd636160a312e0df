import { routeAnyHost } from '../../../lib/checks/network/route-hosts';
import type { JsonObject } from '../../../lib/manifest/json';
import { judged } from '../judged';

const apiVersion = 'gateway.networking.k8s.io/v1';
const web = { name: 'web', port: 80, protocol: 'HTTP' };
const forAll = { ...web, allowedRoutes: { namespaces: { from: 'All' } } };

function gateway(...listeners: readonly JsonObject[]): JsonObject {
  return { apiVersion, kind: 'Gateway', metadata: { name: 'public', namespace: 'shop' }, spec: { listeners } };
}

function route(spec: JsonObject = {}, name = 'web', kind = 'HTTPRoute'): JsonObject {
  return {
    apiVersion,
    kind,
    metadata: { name, namespace: 'shop' },
    spec: { parentRefs: [{ name: 'public' }], ...spec },
  };
}

const named = route({ hostnames: ['shop.example'] }, 'named');

test.each<[string, readonly JsonObject[]]>([
  ['takes routes of every namespace', [gateway(forAll), route()]],
  [
    'takes routes of some namespaces',
    [gateway({ ...web, allowedRoutes: { namespaces: { from: 'Selector' } } }), route()],
  ],
  ['has a route for some hosts', [gateway(web), route(), named]],
  ['has one listener without a host', [gateway({ ...web, hostname: 'a.example' }, forAll), route({ hostnames: [] })]],
  ['is for gRPC', [gateway(forAll), route({}, 'web', 'GRPCRoute')]],
])('a route for every host is told where the Gateway %s', (_what, manifests) => {
  expect(judged(routeAnyHost, ...manifests)).toMatchObject([
    {
      severity: 'warning',
      message: "The route takes the requests for every host that comes to the Gateway 'public'.",
      pointer: '/spec/hostnames',
    },
  ]);
});

const redirect = { filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https' } }] };

test.each<[string, readonly JsonObject[]]>([
  ['that names its hosts', [gateway(forAll), named]],
  ['of a listener with a host', [gateway({ ...forAll, hostname: 'shop.example' }), route()]],
  [
    'of the one listener with a host',
    [
      gateway(forAll, { ...forAll, name: 'own', hostname: 'a.example' }),
      route({ parentRefs: [{ name: 'public', sectionName: 'own' }] }),
    ],
  ],
  ['that has the Gateway for itself', [gateway(web), route()]],
  ['that shares the Gateway with others for every host', [gateway(web), route(), route({}, 'api')]],
  ['that only sends people on', [gateway(forAll), route({ rules: [redirect] })]],
  ['of a Gateway that is made elsewhere', [route(), named]],
  ['of a mesh', [gateway(forAll), route({ parentRefs: [{ kind: 'Service', group: '', name: 'public' }] })]],
  ['of any form', [gateway({ hostname: 5 }), route({ hostnames: 'x', rules: [null] })]],
])('a route %s is fine', (_what, manifests) => {
  expect(judged(routeAnyHost, ...manifests)).toEqual([]);
});
