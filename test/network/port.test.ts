import { httpGet, tcpSocket, WebApp, type Ports, type Stack, type WebAppProps } from 'stackwright';
import {
  at,
  container,
  expectMistake,
  image,
  only,
  rendered,
  renderedPrivileged,
  resources,
} from '../support/rendered';

const web = (props: Partial<WebAppProps> & { readonly ports: Ports }) => ({ image, resources, ...props });

describe('ports', () => {
  const everyProtocol = {
    http: 8080,
    grpc: { containerPort: 9000, appProtocol: 'grpc' },
    dns: { containerPort: 53, protocol: 'UDP' },
    signal: { containerPort: 36412, protocol: 'SCTP' },
  } as const;

  it('open the container, each with its name and protocol, in their order', () => {
    const objects = rendered((stack) => new WebApp(stack, 'web', web({ ports: everyProtocol })));
    expect(at(container(only(objects, 'Deployment')), 'ports')).toEqual([
      { name: 'http', containerPort: 8080, protocol: 'TCP' },
      { name: 'grpc', containerPort: 9000, protocol: 'TCP' },
      { name: 'dns', containerPort: 53, protocol: 'UDP' },
      { name: 'signal', containerPort: 36412, protocol: 'SCTP' },
    ]);
  });

  it('are the ports of the Service, which finds them by their names', () => {
    const objects = rendered((stack) => new WebApp(stack, 'web', web({ ports: everyProtocol })));
    expect(at(only(objects, 'Service'), 'spec', 'ports')).toEqual([
      { name: 'http', port: 8080, protocol: 'TCP', targetPort: 'http' },
      { name: 'grpc', port: 9000, protocol: 'TCP', targetPort: 'grpc', appProtocol: 'grpc' },
      { name: 'dns', port: 53, protocol: 'UDP', targetPort: 'dns' },
      { name: 'signal', port: 36412, protocol: 'SCTP', targetPort: 'signal' },
    ]);
  });

  it('have another number at the Service where one is given', () => {
    const objects = rendered((stack) => {
      new WebApp(stack, 'web', web({ ports: { http: { containerPort: 8080, port: 80 } } }));
    });
    expect(at(only(objects, 'Service'), 'spec', 'ports', 0)).toMatchObject({ port: 80, targetPort: 'http' });
    expect(at(container(only(objects, 'Deployment')), 'ports', 0)).toMatchObject({ containerPort: 8080 });
  });

  it('take the same number for two protocols', () => {
    const ports: Ports = { dns: { containerPort: 53, protocol: 'UDP' }, 'dns-tcp': 53 };
    const objects = rendered((stack) => new WebApp(stack, 'web', web({ ports })));
    expect(at(only(objects, 'Service'), 'spec', 'ports')).toMatchObject([{ protocol: 'UDP' }, { protocol: 'TCP' }]);
  });

  it('are found by number as well as by name', () => {
    const objects = rendered((stack) => {
      new WebApp(stack, 'web', web({ ports: { http: 8080, admin: 9090 }, readiness: httpGet('/ready', 9090) }));
    });
    expect(at(container(only(objects, 'Deployment')), 'readinessProbe', 'httpGet', 'port')).toBe('admin');
  });

  it('that speak TCP are the ones that a number means for a probe', () => {
    const ports: Ports = { dns: { containerPort: 53, protocol: 'UDP' }, 'dns-tcp': 53 };
    const objects = rendered((stack) => new WebApp(stack, 'web', web({ ports, readiness: tcpSocket(53) })));
    expect(at(container(only(objects, 'Deployment')), 'readinessProbe', 'tcpSocket', 'port')).toBe('dns-tcp');
  });

  it('need not be named where there is one', () => {
    const objects = rendered((stack) => {
      new WebApp(stack, 'web', web({ ports: { http: 8080 }, readiness: httpGet('/ready') })).route();
    });
    expect(at(container(only(objects, 'Deployment')), 'readinessProbe', 'httpGet', 'port')).toBe('http');
  });

  it('of the node lead to the container where they are given', () => {
    const ports: Ports = { http: { containerPort: 8080, hostPort: 80 } };
    const build = (stack: Stack) => new WebApp(stack, 'web', web({ ports }));
    const objects = renderedPrivileged(build, ['pod-security/host-ports']);
    expect(at(container(only(objects, 'Deployment')), 'ports', 0)).toMatchObject({ containerPort: 8080, hostPort: 80 });
  });

  it('of every node are passed to a Service that is reached there', () => {
    const objects = rendered((stack) => {
      const ports: Ports = { http: { containerPort: 8080, nodePort: 30080 } };
      new WebApp(stack, 'web', web({ ports, service: { type: 'NodePort' } }));
    });
    expect(at(only(objects, 'Service'), 'spec', 'ports', 0)).toMatchObject({ nodePort: 30080 });
  });

  it.each(['http', 'a', 'p2p', 'http-2', '8a', 'a234567890bcdef'])('may be called %s', (name) => {
    const objects = rendered((stack) => new WebApp(stack, 'web', web({ ports: { [name]: 8080 } })));
    expect(at(only(objects, 'Service'), 'spec', 'ports', 0)).toMatchObject({ name });
  });

  it.each(['HTTP', '8080', 'a--b', '-a', 'a-', 'a_b', 'a234567890bcdefg', ''])(
    "fails when one is called '%s'",
    (name) => {
      expectMistake((stack) => new WebApp(stack, 'web', web({ ports: { [name]: 8080 } })), {
        rule: 'port/illegal-name',
        path: 'shop/web',
        message: `'${name}' cannot name a port.`,
        want: "1 to 15 lower-case letters, digits and single '-' between them, with at least one letter",
        fix: 'Choose another name.',
        line: "new WebApp(stack, 'web'",
      });
    },
  );

  it.each([0, -1, 65536, 80.5, NaN])('fails when the number is %d', (containerPort) => {
    expectMistake((stack) => new WebApp(stack, 'web', web({ ports: { http: containerPort } })), {
      rule: 'port/illegal-number',
      path: 'shop/web',
      message: `The port 'http' has the number ${containerPort}.`,
      want: 'whole numbers from 1 to 65535',
      fix: 'Pass the number that the program listens on.',
      line: "new WebApp(stack, 'web'",
    });
  });

  it.each([29999, 32768, 30000.5])('fails when the nodePort is %d', (nodePort) => {
    const ports: Ports = { http: { containerPort: 8080, nodePort } };
    expectMistake((stack) => new WebApp(stack, 'web', web({ ports, service: { type: 'NodePort' } })), {
      rule: 'port/illegal-number',
      path: 'shop/web',
      message: `The port 'http' has the nodePort ${nodePort}.`,
      want: 'whole numbers from 30000 to 32767, the range that clusters reserve for it',
      fix: 'Leave it out, and the cluster chooses one; or pass one of that range.',
      line: "new WebApp(stack, 'web'",
    });
  });

  it('fails when a probe uses one that nothing declares', () => {
    expectMistake((stack) => new WebApp(stack, 'web', web({ ports: { http: 8080 }, liveness: tcpSocket('htp') })), {
      rule: 'port/undeclared',
      path: 'shop/web',
      message: "The liveness probe uses the port 'htp', which nothing declares.",
      want: "'http' (8080)",
      fix: "Did you mean 'http'?",
      line: "new WebApp(stack, 'web'",
    });
  });

  it('fails when a probe leaves out which of two it means', () => {
    const ports: Ports = { http: 8080, admin: 9090 };
    expectMistake((stack) => new WebApp(stack, 'web', web({ ports, startup: tcpSocket() })), {
      rule: 'port/undeclared',
      path: 'shop/web',
      message: 'The startup probe names no port.',
      want: "'http' (8080), 'admin' (9090)",
      fix: 'Declare it in `ports`, or name one that is declared.',
      line: "new WebApp(stack, 'web'",
    });
  });

  it('fails when a probe connects to one that speaks UDP', () => {
    const ports: Ports = { dns: { containerPort: 53, protocol: 'UDP' } };
    expectMistake((stack) => new WebApp(stack, 'web', web({ ports, readiness: tcpSocket('dns') })), {
      rule: 'port/undeclared',
      path: 'shop/web',
      message: "The readiness probe uses the port 'dns', which speaks UDP.",
      want: 'none: no TCP ports are declared',
      fix: 'Declare it in `ports`, or name one that is declared.',
      line: "new WebApp(stack, 'web'",
    });
  });

  it('fails when two containers of a pod listen on the same', () => {
    const sidecars = { proxy: { image, resources, ports: { admin: 8080 } } };
    expectMistake((stack) => new WebApp(stack, 'web', web({ ports: { http: 8080 }, sidecars })), {
      rule: 'port/conflict',
      path: 'shop/web',
      message: "The ports 'http' and 'admin' of one pod are the same: 8080/TCP.",
      want: 'each number and protocol, and each name, once in a pod',
      fix: 'Give one of them another number or name.',
      line: "new WebApp(stack, 'web'",
    });
  });

  it('fails when two containers of a pod give them the same name', () => {
    const sidecars = { proxy: { image, resources, ports: { http: 9901 } } };
    expectMistake((stack) => new WebApp(stack, 'web', web({ ports: { http: 8080 }, sidecars })), {
      rule: 'port/conflict',
      path: 'shop/web',
      message: "Two ports of one pod are called 'http'.",
      want: 'each number and protocol, and each name, once in a pod',
      fix: 'Give one of them another number or name.',
      line: "new WebApp(stack, 'web'",
    });
  });
});
