import { Duration } from 'cdk8s';
import { exec, grpc, httpGet, tcpSocket, WebApp, type Ports, type Probe, type WebAppProps } from 'stackwright';
import { at, container, expectMistake, image, only, rendered, resources } from '../support/rendered';

const ports: Ports = { http: 8080, grpc: 9000 };
const web = (props: Partial<WebAppProps>) => ({ image, resources, ports, ...props });

function probed(props: Partial<WebAppProps>) {
  return container(
    only(
      rendered((stack) => new WebApp(stack, 'web', web(props))),
      'Deployment',
    ),
  );
}

describe('a probe', () => {
  it.each<[string, Probe, object]>([
    ['a command', exec('/bin/ping', '--once'), { exec: { command: ['/bin/ping', '--once'] } }],
    ['a request', httpGet('/healthz', 'http'), { httpGet: { path: '/healthz', port: 'http' } }],
    [
      'a request with scheme and headers',
      httpGet('/healthz', 8080, { scheme: 'HTTPS', headers: { Host: 'shop.example' } }),
      {
        httpGet: {
          path: '/healthz',
          port: 'http',
          scheme: 'HTTPS',
          httpHeaders: [{ name: 'Host', value: 'shop.example' }],
        },
      },
    ],
    ['a connection', tcpSocket('http'), { tcpSocket: { port: 'http' } }],
    ['the health service of gRPC, whose port the API takes as a number', grpc('grpc'), { grpc: { port: 9000 } }],
    ['one service of gRPC', grpc(9000, 'orders'), { grpc: { port: 9000, service: 'orders' } }],
  ])('tries %s', (_, liveness, expected) => {
    expect(probed({ liveness })['livenessProbe']).toEqual(expected);
  });

  it.each([
    ['startup', 'startupProbe'],
    ['liveness', 'livenessProbe'],
    ['readiness', 'readinessProbe'],
  ] as const)('for %s is the %s of the container', (role, field) => {
    expect(probed({ [role]: exec('/bin/check') })[field]).toEqual({ exec: { command: ['/bin/check'] } });
  });

  it('says when and how often in whole seconds', () => {
    const readiness = {
      ...tcpSocket('http'),
      initialDelay: Duration.seconds(0),
      period: Duration.minutes(1),
      timeout: Duration.millis(2000),
      failureThreshold: 5,
      successThreshold: 2,
    };
    expect(probed({ readiness })['readinessProbe']).toEqual({
      tcpSocket: { port: 'http' },
      initialDelaySeconds: 0,
      periodSeconds: 60,
      timeoutSeconds: 2,
      failureThreshold: 5,
      successThreshold: 2,
    });
  });

  it('for readiness connects to the first port unless another is given', () => {
    expect(probed({})['readinessProbe']).toEqual({ tcpSocket: { port: 'http' } });
  });

  it('for readiness connects to the first port that speaks TCP', () => {
    const mixed: Ports = { dns: { containerPort: 53, protocol: 'UDP' }, metrics: 9153 };
    expect(probed({ ports: mixed })['readinessProbe']).toEqual({ tcpSocket: { port: 'metrics' } });
  });

  it('for readiness takes a port that says nothing of its protocol for TCP', () => {
    expect(probed({ ports: { http: { containerPort: 8080, port: 80 } } })['readinessProbe']).toEqual({
      tcpSocket: { port: 'http' },
    });
  });

  it('for readiness is left out where no port speaks TCP', () => {
    expect(probed({ ports: { dns: { containerPort: 53, protocol: 'UDP' } } })).not.toHaveProperty('readinessProbe');
  });

  it('for liveness and startup is left out unless it is given', () => {
    const manifest = probed({});
    expect(['livenessProbe', 'startupProbe'].filter((field) => field in manifest)).toEqual([]);
  });

  it('of a sidecar finds the ports of the sidecar', () => {
    const objects = rendered((stack) => {
      const proxy = { image, resources, ports: { admin: 9901 }, readiness: httpGet('/ready', 'admin') };
      new WebApp(stack, 'web', web({ sidecars: { proxy } }));
    });
    const proxy = container(only(objects, 'Deployment'), 'proxy');
    expect(at(proxy, 'readinessProbe', 'httpGet', 'port')).toBe('admin');
  });

  it.each(['startup', 'liveness'] as const)('fails when the one for %s must succeed twice', (role) => {
    expectMistake((stack) => new WebApp(stack, 'web', web({ [role]: { ...tcpSocket('http'), successThreshold: 2 } })), {
      rule: 'probe/success-threshold',
      path: 'shop/web',
      message: `The ${role} probe has the successThreshold 2.`,
      want: '1 for liveness and startup probes',
      fix: 'Leave it out.',
      line: "new WebApp(stack, 'web'",
    });
  });

  it.each([
    ['period', { period: Duration.seconds(0) }, 0, 'whole seconds, 1 or more'],
    ['timeout', { timeout: Duration.seconds(0) }, 0, 'whole seconds, 1 or more'],
    ['failureThreshold', { failureThreshold: 0 }, 0, 'a whole number, 1 or more'],
    ['failureThreshold', { failureThreshold: 1.5 }, 1.5, 'a whole number, 1 or more'],
    ['successThreshold', { successThreshold: -1 }, -1, 'a whole number, 1 or more'],
  ])('fails when its %s is %j, for which the API has its default', (name, timing, value, want) => {
    expectMistake((stack) => new WebApp(stack, 'web', web({ readiness: { ...tcpSocket('http'), ...timing } })), {
      rule: 'probe/illegal-timing',
      path: 'shop/web',
      message: `The readiness probe has the ${name} ${value}.`,
      want,
      fix: 'Raise it, or leave it out.',
      line: "new WebApp(stack, 'web'",
    });
  });
});
