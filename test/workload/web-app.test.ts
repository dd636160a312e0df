import { WebApp, type WebAppProps } from 'stackwright';
import { at, count, expectMistake, image, only, rendered, resources, type Expected } from '../support/rendered';

const props: WebAppProps = { image, resources, ports: { http: 8080 } };

describe('a web app', () => {
  it('runs two pods unless it is told otherwise', () => {
    const objects = rendered((stack) => new WebApp(stack, 'web', props));
    expect(at(only(objects, 'Deployment'), 'spec', 'replicas')).toBe(2);
  });

  it('is reached by the name of its Service, which selects its pods', () => {
    const objects = rendered((stack) => {
      expect(new WebApp(stack, 'web', props).host).toBe('web');
    });
    expect(only(objects, 'Service')).toMatchObject({
      metadata: { name: 'web' },
      spec: { type: 'ClusterIP', selector: { 'app.kubernetes.io/name': 'web' } },
    });
  });

  it('has no route unless it is asked for', () => {
    expect(
      count(
        rendered((stack) => new WebApp(stack, 'web', props)),
        'Ingress',
      ),
    ).toBe(0);
  });

  it('is led to from any host where none is given', () => {
    const objects = rendered((stack) => new WebApp(stack, 'web', props).route());
    expect(only(objects, 'Ingress')).toMatchObject({
      metadata: { name: 'web', labels: { 'app.kubernetes.io/name': 'web' } },
      spec: {
        rules: [{ http: { paths: [{ path: '/', backend: { service: { name: 'web', port: { name: 'http' } } } }] } }],
      },
    });
  });

  it('has a route for each host and path, called after them', () => {
    const objects = rendered((stack) => {
      const web = new WebApp(stack, 'web', props);
      for (const host of ['shop.example', '*.shop.example']) web.route({ host });
      web.route({ host: 'shop.example', path: '/admin' });
    });
    const names = objects.filter(({ kind }) => kind === 'Ingress').map((ingress) => at(ingress, 'metadata', 'name'));
    expect(names.sort()).toEqual(['web-any-shop-example', 'web-shop-example', 'web-shop-example-admin']);
  });

  it('leads a route to the port that is meant', () => {
    const objects = rendered((stack) => {
      new WebApp(stack, 'web', { ...props, ports: { http: 8080, admin: 9090 } }).route({ port: 9090 });
    });
    const backend = at(only(objects, 'Ingress'), 'spec', 'rules', 0, 'http', 'paths', 0, 'backend');
    expect(backend).toEqual({ service: { name: 'web', port: { name: 'admin' } } });
  });

  it('fails when two routes come from the same place', () => {
    const mistake: Omit<Expected, 'message'> = {
      rule: 'name/duplicate',
      path: 'shop/web/route-shop-example-2/Resource',
      want: 'one object of each kind, namespace and name',
      fix: 'Give one of the two another id, name or namespace.',
      line: 'web.route(second)',
    };
    const second = { host: 'shop.example' };
    expectMistake(
      (stack) => {
        const web = new WebApp(stack, 'web', props);
        web.route({ host: 'shop.example' });
        web.route(second);
      },
      { ...mistake, message: /web-shop-example is there already/ },
    );
  });

  it('fails when a route leads to a port that nothing declares', () => {
    expectMistake((stack) => new WebApp(stack, 'web', props).route({ port: 'htpp' }), {
      rule: 'port/undeclared',
      path: 'shop/web/route',
      message: "The route uses the port 'htpp', which nothing declares.",
      want: "'http' (8080)",
      fix: "Did you mean 'http'?",
      line: "new WebApp(stack, 'web', props).route({ port: 'htpp' })",
    });
  });

  it('fails when it listens on nothing', () => {
    expectMistake((stack) => new WebApp(stack, 'web', { ...props, ports: {} }), {
      rule: 'port/none',
      path: 'shop/web',
      message: "The Service 'web' would have no ports.",
      want: 'one port or more',
      fix: 'Declare what the program listens on in `ports`, as in `ports: { http: 8080 }`.',
      line: "new WebApp(stack, 'web'",
    });
  });
});
