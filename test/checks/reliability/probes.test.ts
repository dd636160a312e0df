import type { Json, JsonObject } from 'stackwright';
import { livenessMissing, readinessMissing } from '../../../lib/checks/reliability/probe-missing';
import { livenessEqualsReadiness, probePort } from '../../../lib/checks/reliability/probe-rules';
import { pod } from '../../manifest/inventory-of';
import { judged } from '../judged';
import { job, service, workload } from './objects';

const ports = [{ name: 'http', containerPort: 8080 }];
const asking = (port: string | number, fields: JsonObject = {}): JsonObject => ({
  httpGet: { path: '/healthz', port },
  ...fields,
});

test.each<[string, JsonObject, JsonObject]>([
  ['by number', { ports }, {}],
  ['by name', { ports }, { ports: [{ port: 80, targetPort: 'http' }] }],
  ['by the number of the Service', { ports: [{ containerPort: 80 }] }, { ports: [{ port: 80 }] }],
  ['though it does not declare the port', {}, {}],
  ['with an empty probe', { ports, readinessProbe: {} }, {}],
])('misses a readiness probe of a container that a Service reaches %s', (_how, container, spec) => {
  expect(judged(readinessMissing, workload({ container }), service(spec))).toMatchObject([
    {
      message:
        "Container 'web' of Deployment shop/web gets requests through Service shop/web, and has no readiness probe.",
      pointer: '/spec/template/spec/containers/0/readinessProbe',
    },
  ]);
});

test.each<[string, readonly JsonObject[]]>([
  ['a container with one', [workload({ container: { ports, readinessProbe: asking(8080) } }), service()]],
  ['pods that no Service selects', [workload({ container: { ports } })]],
  ['pods of a Job', [job('web'), service()]],
  ['a Service that asks for no readiness', [workload(), service({ publishNotReadyAddresses: true })]],
  ['a Service without a port', [workload({ container: { ports } }), service({ clusterIP: 'None', ports: null })]],
  ['another protocol', [workload({ pod: { containers: [{ ports }, { name: 'b' }] } }), service({ ports: [udp()] })]],
  ['a Service that is another name only', [workload(), service({ type: 'ExternalName' })]],
])('misses no readiness probe of %s', (_what, objects) => {
  expect(judged(readinessMissing, ...objects)).toEqual([]);
});

test('asks only the container behind the port', () => {
  const containers: readonly JsonObject[] = [{ name: 'logs' }, { name: 'web', ports }];

  expect(judged(readinessMissing, workload({ pod: { containers } }), service())).toMatchObject([
    { pointer: '/spec/template/spec/containers/1/readinessProbe' },
  ]);
});

test('misses liveness probes of all that runs as long as its pod', () => {
  const spec: JsonObject = {
    containers: [{ name: 'a' }, { name: 'b', livenessProbe: asking(80) }],
    initContainers: [{ name: 'c' }, { name: 'd', restartPolicy: 'Always' }],
  };

  expect(judged(livenessMissing, workload({ pod: spec })).map(({ pointer }) => pointer)).toEqual([
    '/spec/template/spec/initContainers/1/livenessProbe',
    '/spec/template/spec/containers/0/livenessProbe',
  ]);
  expect(judged(livenessMissing, job('migrate'), pod('test', { ...spec, restartPolicy: 'Never' }))).toEqual([]);
});

test.each<[string, JsonObject, JsonObject]>([
  ['equal', asking(8080), asking(8080)],
  ['equal, once by name', asking('http'), asking(8080)],
  ['equal but for a default', { httpGet: { port: 8080 } }, { httpGet: { port: 8080, path: '/', scheme: 'HTTP' } }],
  ['as patient', asking(8080, { failureThreshold: 1, periodSeconds: 30 }), asking(8080)],
  ['less patient', asking(8080, { failureThreshold: 2 }), asking(8080)],
  ['commands', { exec: { command: ['ok'] } }, { exec: { command: ['ok'] } }],
])('finds liveness that is not more patient than readiness: %s', (_what, livenessProbe, readinessProbe) => {
  expect(
    judged(livenessEqualsReadiness, workload({ container: { ports, livenessProbe, readinessProbe } })),
  ).toMatchObject([{ severity: 'warning' }]);
});

test.each<[string, JsonObject, JsonObject]>([
  ['more patient', asking(8080, { failureThreshold: 12 }), asking(8080)],
  ['another path', asking(8080), { httpGet: { path: '/ready', port: 8080 } }],
  ['another way', { tcpSocket: { port: 8080 } }, asking(8080)],
  ['alone', asking(8080), {}],
])('liveness is fine when it is %s', (_what, livenessProbe, readinessProbe) => {
  expect(judged(livenessEqualsReadiness, workload({ container: { ports, livenessProbe, readinessProbe } }))).toEqual(
    [],
  );
});

test('a name of a port has to be declared by the container itself', () => {
  const container = { ports, livenessProbe: asking('htpp'), lifecycle: { preStop: { httpGet: { port: 'admin' } } } };

  expect(judged(probePort, workload({ container }))).toMatchObject([
    {
      severity: 'error',
      message: "Container 'web' of Deployment shop/web declares no port 'htpp', which its livenessProbe names.",
      fix: "Did you mean 'http'?",
      pointer: '/spec/template/spec/containers/0/livenessProbe/httpGet/port',
    },
    { severity: 'error', pointer: '/spec/template/spec/containers/0/lifecycle/preStop/httpGet/port' },
  ]);
});

test('a number of a port may be declared by any container of the pod', () => {
  const asked = { name: 'web', readinessProbe: { tcpSocket: { port: 9090 } } };
  const proxy = { name: 'proxy', ports: [{ containerPort: 9090 }] };

  expect(judged(probePort, workload({ container: asked }))).toMatchObject([{ severity: 'warning' }]);
  expect(judged(probePort, workload({ pod: { containers: [asked, proxy] } }))).toEqual([]);
});

test.each<[string, JsonObject]>([
  ['a number', { readinessProbe: { tcpSocket: { port: 5353 } } }],
  ['a name', { readinessProbe: { httpGet: { port: 'dns' } } }],
  ['gRPC', { readinessProbe: { grpc: { port: 5353 } } }],
])('a port that is for UDP only is asked by TCP in vain: %s', (_how, probes) => {
  const container = { ports: [{ name: 'dns', containerPort: 5353, protocol: 'UDP' }], ...probes };

  expect(judged(probePort, workload({ container }))).toMatchObject([
    {
      severity: 'warning',
      message:
        "Container 'web' of Deployment shop/web declares the port 5353 for UDP only, and its readinessProbe asks by TCP.",
      want: 'a port that it declares for TCP',
    },
  ]);
});

test.each<[string, readonly JsonObject[]]>([
  ['that is for both', [{ containerPort: 53, protocol: 'UDP', name: 'dns' }, { containerPort: 53 }]],
  ['without a protocol', [{ containerPort: 53, name: 'dns' }]],
  ['of TCP', [{ containerPort: 53, name: 'dns', protocol: 'TCP' }]],
  ['of a protocol that there is not', [{ containerPort: 53, name: 'dns', protocol: 'udp' }]],
])('a port %s is asked by TCP', (_what, declared) => {
  const container = { livenessProbe: { tcpSocket: { port: 53 } }, readinessProbe: { tcpSocket: { port: 'dns' } } };

  expect(judged(probePort, workload({ container: { ...container, ports: declared } }))).toEqual([]);
});

test('a port of UDP may be declared for TCP by another container of the pod', () => {
  const asked = {
    name: 'web',
    ports: [{ containerPort: 53, protocol: 'UDP' }],
    readinessProbe: { tcpSocket: { port: 53 } },
  };
  const proxy = { name: 'proxy', ports: [{ containerPort: 53 }] };

  expect(judged(probePort, workload({ pod: { containers: [asked, proxy] } }))).toEqual([]);
});

test('a port that nobody declares is told once, by however many probes it is asked', () => {
  const asked = {
    name: 'web',
    readinessProbe: { tcpSocket: { port: 9090 } },
    livenessProbe: { tcpSocket: { port: 9090 } },
  };

  expect(judged(probePort, workload({ container: asked }))).toHaveLength(1);
});

test('a probe of another host asks at none of the ports of the pod', () => {
  const container = { ports, livenessProbe: { httpGet: { host: 'example.com', port: 443 } } };

  expect(judged(probePort, workload({ container }))).toEqual([]);
});

test.each([readinessMissing, livenessMissing, livenessEqualsReadiness, probePort])('bears any form', (check) => {
  const odd: readonly Json[] = [
    null,
    { ports: 'x', livenessProbe: 1, readinessProbe: { httpGet: [] } },
    { ports: [null], lifecycle: 1 },
  ];

  expect(() => judged(check, workload({ pod: { containers: odd } }), service({ ports: [null, {}] }))).not.toThrow();
});

function udp(): JsonObject {
  return { port: 53, targetPort: 8080, protocol: 'UDP' };
}
