import { broken, object, stream, told } from './told';

const web = object('Service', 'web', 'spec: { ports: [{ name: http, port: 80 }, { port: 9090 }] }');
const ingress = (backend: string, name = 'web', more = ''): string =>
  object(
    'networking.k8s.io/v1/Ingress',
    name,
    `spec: { ${more} rules: [{ host: a.example, http: { paths: [{ path: /, pathType: Prefix, backend: { ${backend} } }] } }] }`,
  );
const to = (service: string, port: string): string => ingress(`service: { name: ${service}, port: { ${port} } }`);
const route = (spec: string, name = 'web', kind = 'HTTPRoute'): string =>
  object(`gateway.networking.k8s.io/v1/${kind}`, name, `spec: { ${spec} }`);

describe('a back end', () => {
  test.each(['number: 80', 'name: http', 'number: 9090'])('has the port: %s', (port) => {
    expect(broken(stream(web, to('web', port)))).toEqual([]);
  });

  test.each(['number: 8080', 'name: grpc'])('has no other port: %s', (port) => {
    expect(broken(stream(web, to('web', port)))).toEqual(['link/backend-port']);
  });

  test('that is not there is told', () => {
    expect(told(stream(web, to('wbe', 'number: 80')))).toMatchObject([
      {
        rule: 'link/backend-service',
        message: 'Ingress shop/web needs Service shop/wbe, which nothing makes.',
        pointer: '/spec/rules/0/http/paths/0/backend/service/name',
        want: "'web'",
        fix: expect.stringMatching(/^Did you mean 'web'\?/),
      },
    ]);
  });

  test('is told of its port, where that is', () => {
    expect(told(stream(web, to('web', 'number: 81')))).toMatchObject([
      {
        message: 'Ingress shop/web sends requests to the port 81 of Service shop/web, which does not have it.',
        pointer: '/spec/rules/0/http/paths/0/backend/service/port/number',
        want: "'http', 80 or 9090",
      },
    ]);
  });

  test.each(['extensions/v1beta1', 'networking.k8s.io/v1beta1'])('is found in an Ingress of %s', (version) => {
    const old = (service: string, port: number | string): string =>
      object(`${version}/Ingress`, 'web', `spec: { backend: { serviceName: ${service}, servicePort: ${port} } }`);

    expect(broken(stream(web, old('web', 'http')))).toEqual([]);
    expect(told(stream(web, old('wbe', 80)))).toMatchObject([{ pointer: '/spec/backend/serviceName' }]);
    expect(told(stream(web, old('web', 81)))).toMatchObject([{ pointer: '/spec/backend/servicePort' }]);
  });

  test('in another namespace is not there', () => {
    expect(broken(stream(web.replace('shop', 'other'), to('web', 'number: 80')))).toEqual(['link/backend-service']);
  });

  test.each([
    to('redirect', 'name: use-annotation'),
    ingress('resource: { apiGroup: example.com, kind: Bucket, name: a }'),
  ])('may be no Service: %#', (yaml) => {
    expect(broken(yaml)).toEqual([]);
  });

  test('that stands for another name has any port', () => {
    const external = object('Service', 'web', 'spec: { type: ExternalName, externalName: b.example }');

    expect(broken(stream(external, to('web', 'number: 1234')))).toEqual([]);
  });

  test('that is declared has the ports that are declared', () => {
    const external = { kind: 'Service', name: 'web' };

    expect(broken(to('web', 'number: 80'), { externals: [external] })).toEqual([]);
    expect(broken(to('web', 'number: 80'), { externals: [{ ...external, ports: [80] }] })).toEqual([]);
    expect(broken(to('web', 'number: 80'), { externals: [{ ...external, ports: ['http'] }] })).toEqual([
      'link/backend-port',
    ]);
  });

  test.each(['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'])(
    'of a %s has port 443 unless it says another',
    (kind) => {
      const hook = (port: string): string =>
        `apiVersion: admissionregistration.k8s.io/v1\nkind: ${kind}\nmetadata: { name: it }\nwebhooks: [{ clientConfig: { service: { name: web, namespace: shop${port} } } }]`;

      expect(broken(stream(web, hook(', port: 80')))).toEqual([]);
      expect(told(stream(web, hook('')))).toMatchObject([
        {
          rule: 'link/backend-port',
          message: expect.stringContaining('the port 443 of Service shop/web, the default'),
        },
      ]);
    },
  );

  test.each(['HTTPRoute', 'GRPCRoute', 'TCPRoute'])('of a %s is checked', (kind) => {
    expect(broken(stream(web, route('rules: [{ backendRefs: [{ name: web, port: 80 }] }]', 'a', kind)))).toEqual([]);
    expect(broken(stream(web, route('rules: [{ backendRefs: [{ name: web, port: 81 }] }]', 'a', kind)))).toEqual([
      'link/backend-port',
    ]);
    expect(broken(stream(web, route('rules: [{ backendRefs: [{ name: api, port: 80 }] }]', 'a', kind)))).toEqual([
      'link/backend-service',
    ]);
  });

  test('of another kind is left to whoever knows it', () => {
    expect(broken(route('rules: [{ backendRefs: [{ group: example.com, kind: Pool, name: a }] }]'))).toEqual([]);
  });
});

describe('a name across namespaces', () => {
  const api = web.replace('name: web', 'name: api').replace('shop', 'backend');
  const crossing = route('rules: [{ backendRefs: [{ name: api, namespace: backend, port: 80 }] }]');
  const grant = (from: string, to: string): string =>
    `apiVersion: gateway.networking.k8s.io/v1beta1\nkind: ReferenceGrant\nmetadata: { name: a, namespace: backend }\nspec: { from: [${from}], to: [${to}] }`;
  const SHOP = '{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop }';

  test.each<[string, string, readonly string[]]>([
    [SHOP, "{ group: '', kind: Service }", []],
    [SHOP, "{ group: '', kind: Service, name: api }", []],
    [SHOP, "{ group: '', kind: Service, name: web }", ['link/reference-grant']],
    [SHOP, "{ group: '', kind: Secret }", ['link/reference-grant']],
    [SHOP.replace('shop', 'other'), "{ group: '', kind: Service }", ['link/reference-grant']],
    [SHOP.replace('HTTP', 'GRPC'), "{ group: '', kind: Service }", ['link/reference-grant']],
  ])('needs a grant: %s to %s', (from, kind, rules) => {
    expect(broken(stream(api, crossing, grant(from, kind)))).toEqual(rules);
  });

  test('within one namespace needs none', () => {
    expect(broken(stream(web, route('rules: [{ backendRefs: [{ name: web, namespace: shop, port: 80 }] }]')))).toEqual(
      [],
    );
  });
});

describe('the Gateway of a route', () => {
  const gateway = (listener = ''): string =>
    object(
      'gateway.networking.k8s.io/v1/Gateway',
      'public',
      `spec: { listeners: [{ name: http, port: 80${listener} }] }`,
    );
  const attached = (parent: string): string => route(`parentRefs: [{ name: public${parent} }]`);

  test.each(['', ', sectionName: http', ', port: 80'])('takes it: %s', (parent) => {
    expect(broken(stream(gateway(), attached(parent)))).toEqual([]);
  });

  test.each([', sectionName: https', ', port: 443', ', sectionName: http, port: 443'])(
    'has no such listener: %s',
    (parent) => {
      expect(broken(stream(gateway(), attached(parent)))).toEqual(['link/gateway-listener']);
    },
  );

  test('that is not there is told, as a warning where its namespace is of others', () => {
    expect(told(attached(''))).toMatchObject([{ rule: 'link/gateway', severity: 'error' }]);
    expect(told(attached(', namespace: infra'))).toMatchObject([{ rule: 'link/gateway', severity: 'warning' }]);
  });

  test('in another namespace takes it where it says so', () => {
    const other = (listener: string): string => gateway(listener).replace('shop', 'infra');
    const from = attached(', namespace: infra');

    expect(broken(stream(other(''), from))).toEqual(['link/gateway-listener']);
    expect(broken(stream(other(', allowedRoutes: { namespaces: { from: All } }'), from))).toEqual([]);
    expect(broken(stream(other(', allowedRoutes: { namespaces: { from: Selector } }'), from))).toEqual([]);
  });
});

describe('two routes for the same requests', () => {
  const first = to('web', 'number: 80');
  const second = (change: (yaml: string) => string = (yaml) => yaml): string =>
    change(first.replace('name: web,', 'name: other,'));

  test('are told, of the second', () => {
    expect(told(stream(web, first, second()))).toMatchObject([
      {
        rule: 'route/duplicate',
        object: 'Ingress shop/other',
        message: "Ingress shop/other takes the requests for 'a.example/', which Ingress shop/web takes already.",
        pointer: '/spec/rules/0/http/paths/0',
      },
    ]);
  });

  test('are told in one Ingress', () => {
    const path = '{ path: /a, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }';
    const twice = object(
      'networking.k8s.io/v1/Ingress',
      'web',
      `spec: { rules: [{ http: { paths: [${path}, ${path.replace('/a', '/a/')}] } }] }`,
    );

    expect(told(stream(web, twice))).toMatchObject([
      { message: expect.stringContaining('which another rule of it takes already') },
    ]);
  });

  test.each<[string, (yaml: string) => string]>([
    ['host', (yaml) => yaml.replace('a.example', 'b.example')],
    ['path', (yaml) => yaml.replace('path: /', 'path: /b')],
    ['way to compare paths', (yaml) => yaml.replace('Prefix', 'Exact')],
    ['class', (yaml) => yaml.replace('spec: {', 'spec: { ingressClassName: traefik,')],
    [
      'part of the requests',
      (yaml) =>
        yaml.replace('namespace: shop', "namespace: shop, annotations: { nginx.ingress.kubernetes.io/canary: 'true' }"),
    ],
  ])('differ by their %s', (_what, change) => {
    expect(broken(stream(web, first, second(change)))).toEqual([]);
  });

  test('have addresses of their own at some controllers', () => {
    const alb = (yaml: string): string => yaml.replace('spec: {', 'spec: { ingressClassName: alb,');

    expect(broken(stream(web, alb(first), alb(second())))).toEqual([]);
  });

  test('are the same object where they have one name', () => {
    expect(broken(stream(web, first, first))).toEqual([]);
  });

  const gateway = object(
    'gateway.networking.k8s.io/v1/Gateway',
    'public',
    'spec: { listeners: [{ name: a, port: 80 }, { name: b, port: 81 }] }',
  );
  const match = (matches: string, name: string, parent = ''): string =>
    route(`parentRefs: [{ name: public${parent} }], hostnames: [a.example], rules: [{ ${matches} }]`, name);

  test.each<[string, string]>([
    ['', 'matches: [{ path: { type: PathPrefix, value: / } }]'],
    ['matches: [{ path: { value: /a } }]', 'matches: [{ path: { type: PathPrefix, value: /a/ } }]'],
    ['matches: [{ headers: [{ name: x, value: y }] }]', 'matches: [{ headers: [{ name: x, value: y }] }]'],
  ])('of the Gateway API are told: %s and %s', (one, two) => {
    expect(broken(stream(gateway, match(one, 'one'), match(two, 'two')))).toEqual(['route/duplicate']);
  });

  test.each<[string, string, string]>([
    ['', 'matches: [{ path: { value: /a } }]', ''],
    ['', 'matches: [{ headers: [{ name: x, value: y }] }]', ''],
    ['matches: [{ path: { value: /a } }]', 'matches: [{ path: { type: Exact, value: /a } }]', ''],
    ['', '', ', sectionName: a'],
  ])('of the Gateway API differ: %s and %s%s', (one, two, parent) => {
    expect(broken(stream(gateway, match(one, 'one'), match(two, 'two', parent)))).toEqual([]);
  });
});
