import { broken, object, stream, told } from './told';

const deployment = (name: string, labels = `app: ${name}`, container = ''): string =>
  object(
    'apps/v1/Deployment',
    name,
    `spec:
      selector: { matchLabels: { ${labels} } }
      template: { metadata: { labels: { ${labels} } }, spec: { containers: [{ name: ${name}, ${container} }] } }`,
  );
const service = (selector: string, more = ''): string =>
  object('Service', 'web', `spec: { selector: { ${selector} }, ports: [{ port: 80 }]${more} }`);

test('a Service that selects pods of its namespace leads somewhere', () => {
  expect(broken(stream(deployment('web'), service('app: web')))).toEqual([]);
});

test.each([
  'selector: {}, type: ClusterIP',
  'selector: null',
  'type: ClusterIP',
  'type: ExternalName, externalName: a.example, selector: { app: x }',
])('a Service without a selector, or for another name, selects nothing: %s', (spec) => {
  expect(broken(object('Service', 'web', `spec: { ${spec} }`))).toEqual([]);
});

test('a Service that selects nothing is told, with the nearest pods', () => {
  expect(told(stream(deployment('web'), service('app: wbe')))).toMatchObject([
    {
      rule: 'link/service-selector',
      severity: 'error',
      message:
        "The selector of Service shop/web, 'app: wbe', matches no pods of the namespace 'shop': " +
        "the pods of Deployment shop/web have 'app: web'.",
      pointer: '/spec/selector',
    },
  ]);
});

test.each<[string, string, string]>([
  ['one of two labels', 'app: web, tier: front', "the pods of Deployment shop/web have no 'tier'."],
  ['another key', 'name: web', "the pods of Deployment shop/web have 'app: web' and not 'name: web'."],
])('the nearest pods are those that differ least: %s', (_what, selector, end) => {
  expect(told(stream(deployment('web'), deployment('api'), service(selector)))[0]?.message).toContain(end);
});

test('labels that only the workload itself has are told of', () => {
  const labelled = deployment('web').replace('namespace: shop', 'namespace: shop, labels: { tier: front }');

  expect(told(stream(labelled, service('tier: front')))[0]?.message).toMatch(
    /: Deployment shop\/web has these labels itself, but its pods do not\.$/,
  );
});

test('pods of another namespace are told of', () => {
  expect(told(stream(deployment('web').replaceAll('shop', 'other'), service('app: web')))[0]?.message).toMatch(
    /: those of Deployment other\/web are in another one\.$/,
  );
});

test('pods that are nothing like it are not told of', () => {
  expect(told(stream(deployment('web'), service('app: postgres')))[0]?.message).toMatch(/the namespace 'shop'\.$/);
});

describe('pods that nobody knows here', () => {
  test.each<[string, string, string]>([
    ['of an operator, by its label', object('ConfigMap', 'a'), 'strimzi.io/cluster: kafka'],
    ['of an operator, by the name of its resource', object('example.com/v1/Database', 'main'), 'cluster: main'],
    [
      'of an operator, by the kind of its resource',
      object('monitoring.coreos.com/v1/Prometheus', 'k8s'),
      'app.kubernetes.io/name: prometheus',
    ],
    [
      'of a custom resource with a template',
      object(
        'argoproj.io/v1alpha1/Rollout',
        'x',
        'spec: { template: { metadata: { labels: { app: web } }, spec: {} } }',
      ),
      'app: web',
    ],
  ])('may be meant: %s', (_what, other, selector) => {
    expect(broken(stream(deployment('api'), other, service(selector)))).toEqual([]);
  });

  test('are not meant by a label that pods of the tree have', () => {
    expect(broken(stream(deployment('api', 'example.com/app: api'), service('example.com/app: web')))).toEqual([
      'link/service-selector',
    ]);
  });

  test('may be those of a workload that is declared', () => {
    expect(broken(service('app: web'), { externals: [{ kind: 'Deployment.apps', name: 'web' }] })).toEqual([]);
  });

  test('may be those of the cluster itself', () => {
    expect(broken(service('k8s-app: kube-dns').replace('shop', 'kube-system'))).toEqual([]);
  });
});

test('a Service for one pod of a StatefulSet leads somewhere', () => {
  const set = deployment('db').replace('Deployment', 'StatefulSet').replace('spec:', 'spec:\n      serviceName: web');

  expect(broken(stream(set, service('statefulset.kubernetes.io/pod-name: db-0', ', clusterIP: None')))).toEqual([
    'link/stateful-set-service',
  ]);
});

describe('a PodDisruptionBudget', () => {
  const budget = (selector: string): string =>
    object('policy/v1/PodDisruptionBudget', 'web', `spec: { maxUnavailable: 1, ${selector} }`);

  test('that selects nothing is told', () => {
    expect(broken(stream(deployment('web'), budget('selector: { matchLabels: { app: wbe } }')))).toEqual([
      'link/disruption-budget',
    ]);
    expect(
      broken(
        stream(deployment('web'), budget('selector: { matchExpressions: [{ key: app, operator: In, values: [x] }] }')),
      ),
    ).toEqual(['link/disruption-budget']);
  });

  test.each([
    'selector: { matchLabels: { app: web } }',
    'selector: {}',
    'selector: { matchExpressions: [{ key: app, operator: Exists }] }',
  ])('that selects some is not: %s', (selector) => {
    expect(broken(stream(deployment('web'), budget(selector)))).toEqual([]);
  });
});

describe('a NetworkPolicy', () => {
  const policy = (spec: string): string => object('networking.k8s.io/v1/NetworkPolicy', 'web', `spec: { ${spec} }`);
  const peer = (fields: string, direction = 'ingress: [{ from'): string =>
    policy(`podSelector: {}, ${direction}: [{ ${fields} }] }]`);
  const other = deployment('web').replaceAll('shop', 'other').replaceAll('web', 'proxy');
  const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: other, labels: { team: edge } }';

  test('that holds for nothing is told', () => {
    expect(told(stream(deployment('web'), policy('podSelector: { matchLabels: { app: wbe } }')))).toMatchObject([
      { rule: 'link/network-policy', severity: 'warning', pointer: '/spec/podSelector' },
    ]);
  });

  test('that holds for every pod is not, even without any', () => {
    expect(broken(policy('podSelector: {}'))).toEqual([]);
  });

  test.each(['ingress: [{ from', 'egress: [{ to'])('with a peer that is not there is told: %s', (direction) => {
    const peers = 'podSelector: { matchLabels: { app: wbe } }';

    expect(told(stream(deployment('web'), peer(peers, direction)))).toMatchObject([
      {
        rule: 'link/network-policy-peer',
        message: expect.stringMatching(/^A peer of NetworkPolicy shop\/web, 'app: wbe', matches/),
      },
    ]);
  });

  test.each([
    'podSelector: { matchLabels: { app: web } }',
    'podSelector: {}',
    'ipBlock: { cidr: 10.0.0.0/8 }',
    'namespaceSelector: {}, podSelector: { matchLabels: { app: x } }',
    'namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: other } }, podSelector: { matchLabels: { app: proxy } }',
    'namespaceSelector: { matchLabels: { team: edge } }, podSelector: { matchLabels: { app: proxy } }',
    'namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }, podSelector: { matchLabels: { k8s-app: kube-dns } }',
    'namespaceSelector: { matchLabels: { team: unknown } }, podSelector: { matchLabels: { app: x } }',
  ])('with a peer that is there, or elsewhere, is not: %s', (fields) => {
    expect(broken(stream(deployment('web'), namespace, other, peer(fields)))).toEqual([]);
  });

  test.each(['kubernetes.io/metadata.name: other', 'team: edge'])(
    'with a peer that a namespace of the tree does not have is told: %s',
    (label) => {
      const fields = `namespaceSelector: { matchLabels: { ${label} } }, podSelector: { matchLabels: { app: web } }`;

      expect(told(stream(deployment('web'), namespace, other, peer(fields)))).toMatchObject([
        {
          rule: 'link/network-policy-peer',
          message: "A peer of NetworkPolicy shop/web matches no pods of the namespace 'other'.",
          pointer: '/spec/ingress/0/from/0/podSelector',
        },
      ]);
    },
  );

  test('with a peer among the pods of the cluster itself is not, whatever the tree has there', () => {
    const agent = deployment('agent').replaceAll('shop', 'kube-system');
    const selector = 'namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }';

    expect(
      broken(stream(deployment('web'), agent, peer(`${selector}, podSelector: { matchLabels: { app: x } }`))),
    ).toEqual([]);
  });
});

describe('the port of a Service', () => {
  const ports = (list: string): string => deployment('web', 'app: web', `ports: [${list}]`);
  const to = (port: string, more = ''): string =>
    object('Service', 'web', `spec: { selector: { app: web }, ports: [{ ${port} }]${more} }`);
  const both = '{ name: http, containerPort: 8080 }, { name: dns, containerPort: 53, protocol: UDP }';

  test.each([
    'port: 80, targetPort: http',
    'port: 80, targetPort: 8080',
    'port: 8080',
    'port: 53, protocol: UDP, targetPort: dns',
    'port: 8080, targetPort: 0',
    "port: 80, targetPort: '8081'",
  ])('may lead to one that its pods declare: %s', (port) => {
    expect(broken(stream(ports(both), to(port)))).toEqual([]);
  });

  test('by another name is an error', () => {
    expect(told(stream(ports(both), to('name: web, port: 80, targetPort: htpp')))).toMatchObject([
      {
        rule: 'link/service-target-port',
        severity: 'error',
        message:
          "The port 'web' of Service shop/web leads to the port 'htpp', which the pods of Deployment shop/web do not declare.",
        pointer: '/spec/ports/0/targetPort',
        want: "'http'",
        fix: "Did you mean 'http'? Else declare 'htpp' in the container.",
      },
    ]);
  });

  test('for another protocol is an error', () => {
    expect(told(stream(ports(both), to('port: 53, targetPort: dns')))).toMatchObject([
      { message: expect.stringMatching(/declare for UDP, not for TCP\.$/) },
    ]);
  });

  test.each(['port: 80', 'port: 80, targetPort: 3000'])('by another number is a warning: %s', (port) => {
    expect(told(stream(ports(both), to(port)))).toMatchObject([
      { rule: 'link/service-target-port', severity: 'warning', want: 'one of the ports 8080, 53' },
    ]);
  });

  test.each<[string, string]>([
    ['pods that declare none', deployment('web')],
    ['a container that declares none', deployment('web', 'app: web', 'ports: [{ containerPort: 1 }] }, { name: other')],
  ])('by its number may be one of %s', (_what, pods) => {
    expect(broken(stream(pods, to('port: 80')))).toEqual([]);
    expect(broken(stream(pods, to('port: 80, targetPort: http')))).toEqual(['link/service-target-port']);
  });

  test('leads nowhere but to the pods where the Service is headless', () => {
    expect(broken(stream(ports(both), to('port: 80', ', clusterIP: None')))).toEqual([]);
  });

  test('may be one of a sidecar, but of no other init container', () => {
    const init = (policy: string): string =>
      deployment('web').replace(
        'containers: [',
        `initContainers: [{ name: a, ${policy} ports: [{ name: http, containerPort: 1 }] }], containers: [`,
      );

    expect(broken(stream(init('restartPolicy: Always,'), to('port: 80, targetPort: http')))).toEqual([]);
    expect(broken(stream(init(''), to('port: 80, targetPort: http')))).toEqual(['link/service-target-port']);
  });

  test('may be one of only some of the pods', () => {
    const other = ports('{ name: grpc, containerPort: 9090 }').replace('name: web,', 'name: canary,');

    expect(broken(stream(ports(both), other, to('port: 80, targetPort: grpc')))).not.toContain(
      'link/service-target-port',
    );
  });
});

describe('a label that no template has', () => {
  const role = (verbs: string): string =>
    object(
      'rbac.authorization.k8s.io/v1/Role',
      'db',
      `rules: [{ apiGroups: [''], resources: [pods], verbs: [${verbs}] }]`,
    );

  test.each(['patch', 'get, update'])('may be given to running pods where a Role allows to %s them', (verbs) => {
    expect(broken(stream(deployment('db'), role(verbs), service('app: db, role: primary')))).toEqual([]);
  });

  test.each([
    ['where no Role allows it', stream(role('get, list'), service('app: db, role: primary'))],
    ['where the other labels match no pods', stream(role('patch'), service('app: bd, role: primary'))],
    ['where all labels are known', stream(role('patch'), service('app: bd'))],
  ])('is told %s', (_, objects) => {
    expect(broken(stream(deployment('db'), objects))).toEqual(['link/service-selector']);
  });
});
