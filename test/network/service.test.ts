import { WebApp, type Ports, type ServiceOptions } from 'stackwright';
import { at, expectMistake, image, only, rendered, resources } from '../support/rendered';

const service = (options?: ServiceOptions) =>
  only(
    rendered((stack) => new WebApp(stack, 'web', { image, resources, ports: { http: 8080 }, service: options })),
    'Service',
  );

describe('a service', () => {
  it('is reached within the cluster unless it is told otherwise', () => {
    expect(service()['spec']).toEqual({
      type: 'ClusterIP',
      ports: [{ name: 'http', port: 8080, protocol: 'TCP', targetPort: 'http' }],
      selector: { 'app.kubernetes.io/name': 'web' },
    });
  });

  it.each<ServiceOptions>([
    { type: 'ClusterIP', sessionAffinity: 'ClientIP' },
    { type: 'NodePort', externalTrafficPolicy: 'Local' },
    {
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Local',
      loadBalancerClass: 'example.com/nlb',
      loadBalancerSourceRanges: ['10.0.0.0/8'],
    },
  ])('passes on how it is reached: %j', (options) => {
    expect(service(options)['spec']).toMatchObject(options);
  });

  it('has annotations for controllers, and not in its spec', () => {
    const object = service({ annotations: { 'example.com/internal': 'true' } });
    expect(at(object, 'metadata', 'annotations')).toEqual({ 'example.com/internal': 'true' });
    expect(object['spec']).not.toHaveProperty('annotations');
  });

  it('has the labels of its workload', () => {
    expect(at(service(), 'metadata', 'labels')).toMatchObject({
      'app.kubernetes.io/name': 'web',
      'app.kubernetes.io/managed-by': 'stackwright',
    });
  });

  it('fails when two ports have one number and protocol', () => {
    const ports: Ports = { http: { containerPort: 8080, port: 80 }, admin: { containerPort: 9090, port: 80 } };
    expectMistake((stack) => new WebApp(stack, 'web', { image, resources, ports }), {
      rule: 'port/conflict',
      path: 'shop/web',
      message: "The ports 'http' and 'admin' of the Service are the same: 80/TCP.",
      want: 'each number and protocol once in a Service',
      fix: 'Give one of them another `port`.',
      line: "new WebApp(stack, 'web'",
    });
  });

  it('fails when a port of the nodes is given that it does not have', () => {
    const ports: Ports = { http: { containerPort: 8080, nodePort: 30080 } };
    expectMistake((stack) => new WebApp(stack, 'web', { image, resources, ports }), {
      rule: 'port/node-port-unused',
      path: 'shop/web',
      message: "The port 'http' has the nodePort 30080, but the Service is of type ClusterIP.",
      want: 'a nodePort on Services of type NodePort or LoadBalancer',
      fix: "Remove it, or pass `service: { type: 'NodePort' }`.",
      line: "new WebApp(stack, 'web'",
    });
  });
});
