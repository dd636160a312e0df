import { object, stream, told } from './told';

const deployment = (name: string, ports: string): string =>
  object(
    'apps/v1/Deployment',
    name,
    `spec:
      selector: { matchLabels: { app: ${name} } }
      template: { metadata: { labels: { app: ${name} } }, spec: { containers: [${ports}] } }`,
  );
const WEB = deployment('web', '{ name: web, ports: [{ name: http, containerPort: 8080 }] }');
const OPEN = deployment('web', '{ name: web, ports: [{ name: http, containerPort: 8080 }] }, { name: side }');
const SERVICE = object(
  'Service',
  'web',
  'spec: { selector: { app: web }, ports: [{ port: 80, targetPort: http }, { port: 8080 }] }',
);
const policy = (spec: string): string => object('networking.k8s.io/v1/NetworkPolicy', 'web', `spec: { ${spec} }`);
const ingress = (port: string): string =>
  policy(`podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress], ingress: [{ ports: [{ ${port} }] }]`);
const egress = (peers: string, port = 'port: 80'): string =>
  policy(`podSelector: {}, policyTypes: [Egress], egress: [{ to: [${peers}], ports: [{ ${port} }] }]`);

/** What is said of the ports of policies. */
const saying = (...objects: readonly string[]) =>
  told(stream(...objects)).filter(({ rule }) => rule === 'link/network-policy-port');

test('the port of the Service in place of that of its pods is told', () => {
  expect(saying(OPEN, SERVICE, ingress('port: 80'))).toMatchObject([
    {
      severity: 'warning',
      object: 'NetworkPolicy shop/web',
      message:
        'The policy allows TCP to the port 80, which the pods of Deployment shop/web do not declare: ' +
        'it is that of Service shop/web, which leads to another one.',
      want: "'http'",
      pointer: '/spec/ingress/0/ports/0/port',
    },
  ]);
});

test.each<[what: string, port: string, deployment: string, times: number]>([
  ['a number that is declared', 'port: 8080', WEB, 0],
  ['a name that is declared', 'port: http', WEB, 0],
  ['a number that is not', 'port: 80', WEB, 1],
  ['a number that is not, where a container declares none', 'port: 9090', OPEN, 0],
  ['a name that is not', 'port: htpp', WEB, 1],
  ['a name that is not, where a container declares none', 'port: htpp', OPEN, 1],
  ['another protocol', 'port: 8080, protocol: UDP', WEB, 1],
  ['a range', 'port: 8000, endPort: 9000', WEB, 0],
  ['every port', 'protocol: TCP', WEB, 0],
  ['digits as text, which the API refuses', "port: '80'", WEB, 0],
])('incoming traffic to %s', (_what, port, pods, times) => {
  expect(saying(pods, ingress(port))).toHaveLength(times);
});

test.each<[what: string, peers: string, times: number]>([
  ['pods of the namespace', '{ podSelector: { matchLabels: { app: web } } }', 1],
  ['all pods of the namespace', '{ podSelector: {} }', 0],
  ['pods of other namespaces', '{ podSelector: { matchLabels: { app: web } }, namespaceSelector: {} }', 0],
  ['addresses as well', '{ podSelector: { matchLabels: { app: web } } }, { ipBlock: { cidr: 10.0.0.0/8 } }', 0],
  ['pods that nothing makes', '{ podSelector: { matchLabels: { app: else } } }', 0],
])('outgoing traffic to %s', (_what, peers, times) => {
  expect(saying(WEB, SERVICE, egress(peers))).toHaveLength(times);
});

test.each(['policyTypes: [Ingress], ingress: 5', 'ingress: [null, { ports: 5 }, { ports: [5, null] }]'])(
  'what is no list of ports is left to others: %s',
  (spec) => {
    expect(saying(WEB, policy(`podSelector: { matchLabels: { app: web } }, ${spec}`))).toEqual([]);
  },
);

test('what is no object does not shift the places of others', () => {
  const spec = 'podSelector: { matchLabels: { app: web } }, ingress: [null, { ports: [null, { port: 80 }] }]';

  expect(saying(WEB, policy(spec))).toMatchObject([{ pointer: '/spec/ingress/1/ports/1/port' }]);
});
