import { ExistingSecret, WebApp, type RouteOptions, type Stack } from 'stackwright';
import { at, expectMistake, image, only, rendered, resources } from '../support/rendered';

const web = (stack: Stack) => new WebApp(stack, 'web', { image, resources, ports: { http: 8080 } });
const ingress = (options: RouteOptions) =>
  only(
    rendered((stack) => web(stack).route(options)),
    'Ingress',
  );

describe('a route', () => {
  it('leads requests of a host and path to the Service', () => {
    expect(ingress({ host: 'shop.example', path: '/demo' })['spec']).toEqual({
      rules: [
        {
          host: 'shop.example',
          http: {
            paths: [
              { path: '/demo', pathType: 'Prefix', backend: { service: { name: 'web', port: { name: 'http' } } } },
            ],
          },
        },
      ],
    });
  });

  it.each(['Prefix', 'Exact', 'ImplementationSpecific'] as const)('compares paths as %s', (pathType) => {
    expect(ingress({ pathType })).toMatchObject({ spec: { rules: [{ http: { paths: [{ pathType }] } }] } });
  });

  it('has TLS with the secret that is given', () => {
    expect(at(ingress({ host: '*.shop.example', tls: new ExistingSecret('shop-tls') }), 'spec', 'tls')).toEqual([
      { hosts: ['*.shop.example'], secretName: 'shop-tls' },
    ]);
  });

  it('has TLS for any host where none is given', () => {
    expect(at(ingress({ tls: { name: 'shop-tls' } }), 'spec', 'tls')).toEqual([{ secretName: 'shop-tls' }]);
  });

  it('is for the controller that is given, with settings for it', () => {
    expect(ingress({ name: 'front', ingressClassName: 'nginx', annotations: { 'example.com/a': 'b' } })).toMatchObject({
      metadata: { name: 'front', annotations: { 'example.com/a': 'b' } },
      spec: { ingressClassName: 'nginx' },
    });
  });

  it.each([
    ['demo', '/demo'],
    ['', '/'],
    ['/a//b', '/a/b'],
    ['/a/../b', '/a/b'],
    ['/a/..', '/a'],
  ])("fails when its path is '%s'", (path, better) => {
    expectMistake((stack) => web(stack).route({ name: 'front', path }), {
      rule: 'route/illegal-path',
      path: `shop/web/${path === '' ? 'route' : `route-${better.slice(1).replaceAll('/', '-')}`}`,
      message: `'${path}' cannot be the path of a route.`,
      want: "a path that starts with '/', without '//', '/./', '/../' and '%2f'",
      fix: `Correct the path, as in '${better}'.`,
      line: '.route({',
    });
  });

  it.each([
    ['Shop.example', 'shop-example'],
    ['shop.example:443', 'shop-example-443'],
    ['https://shop.example', 'https-shop-example'],
    ['a.*.example', 'a-any-example'],
    ['*', 'any'],
  ])("fails when its host is '%s'", (host, id) => {
    expectMistake((stack) => web(stack).route({ name: 'front', host }), {
      rule: 'route/illegal-host',
      path: `shop/web/route-${id}`,
      message: `'${host}' cannot be the host of a route.`,
      want: "a DNS name in lower case without port, '*.' in front for all below it",
      fix: 'Correct the name.',
      line: '.route({',
    });
  });
});
