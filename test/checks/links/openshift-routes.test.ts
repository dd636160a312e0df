import { broken, object, stream, told } from './told';

const route = (spec: string): string => object('route.openshift.io/v1/Route', 'web', `spec: { ${spec} }`);
const toWeb = (targetPort: string): string =>
  route(`to: { kind: Service, name: web }, port: { targetPort: ${targetPort} }`);
const service = (ports: string, spec = 'clusterIP: None'): string =>
  object('Service', 'web', `spec: { ${spec}, ports: [${ports}] }`);
const web = service('{ name: http, port: 80, targetPort: 8080 }', 'selector: { app: web }');
const pod = object('Pod', 'web', 'spec: { containers: [{ name: web }] }').replace(
  'name: web,',
  'name: web, labels: { app: web },',
);

test('a route leads to Services that are there', () => {
  const both = route('to: { kind: Service, name: web }, alternateBackends: [{ kind: Service, name: wbe }]');

  expect(told(stream(both, web, pod))).toMatchObject([
    {
      rule: 'link/backend-service',
      message: 'Route shop/web needs Service shop/wbe, which nothing makes.',
      pointer: '/spec/alternateBackends/0/name',
    },
  ]);
});

test.each([
  ['htpp', "the port 'htpp' behind Service shop/web, which has none of that name.", "'http'"],
  ['9090', 'the port 9090 behind Service shop/web, which has none of that number.', "'http'"],
  ['80', 'the port 80 behind Service shop/web, which has none of that number.', "'http'"],
  ["'9090'", 'the port 9090 behind Service shop/web, which has none of that number.', "'http'"],
])('a route to %s is told', (port, what, want) => {
  expect(told(stream(toWeb(port), web, pod))).toMatchObject([
    {
      rule: 'link/route-port',
      severity: 'error',
      message: `Route shop/web leads to ${what}`,
      want,
      pointer: '/spec/port/targetPort',
    },
  ]);
});

test.each([
  ['the name of a port', toWeb('http'), web],
  ['the number of the pods', toWeb('8080'), web],
  ['the number of the pods as text', toWeb("'8080'"), web],
  ['the number of both', toWeb('80'), service('{ port: 80 }', 'selector: { app: web }')],
  ['no port', route('to: { name: web }'), web],
  [
    'a number where pods have names for theirs',
    toWeb('8080'),
    service('{ port: 80, targetPort: http }', 'selector: { app: web }'),
  ],
  ['a number where nothing is selected', toWeb('9090'), service('{ port: 80 }')],
  ['an alias', toWeb('http'), service('{ port: 80 }', 'type: ExternalName, externalName: a.example')],
  ['a Service whose ports nobody knows', toWeb('http'), object('Service', 'web', 'spec: { ports: x }')],
])('a route to %s is fine', (_what, ...objects) => {
  expect(broken(stream(...objects, pod)).filter((rule) => rule !== 'link/service-target-port')).toEqual([]);
});

test('every Service of a route has the port', () => {
  const both = route('to: { name: web }, alternateBackends: [{ name: new }], port: { targetPort: http }');
  const other = object('Service', 'new', 'spec: { clusterIP: None, ports: [{ name: web, port: 80 }] }');

  expect(told(stream(both, web, other, pod)).map(({ message }) => message)).toEqual([
    "Route shop/web leads to the port 'http' behind Service shop/new, which has none of that name.",
  ]);
});

test('Services that are made elsewhere have any port', () => {
  const externals = [{ kind: 'Service', name: 'web' }];

  expect(broken(toWeb('http'), { externals })).toEqual([]);
});
