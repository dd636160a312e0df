import { LINKS } from '../../../lib/checks/links';
import { namespaces } from '../../../lib/checks/links/namespaces';
import { core, inventoryOf } from '../../manifest/inventory-of';
import { judged, judgedBy } from '../judged';
import { broken, object, stream, told } from './told';

describe('a binding', () => {
  const account = object('ServiceAccount', 'deployer');
  const role = object('rbac.authorization.k8s.io/v1/Role', 'deploy', 'rules: []');
  const binding = (roleRef: string, subject = 'name: deployer, namespace: shop'): string =>
    object(
      'rbac.authorization.k8s.io/v1/RoleBinding',
      'deploy',
      `roleRef: { apiGroup: rbac.authorization.k8s.io, ${roleRef} }\n    subjects: [{ kind: ServiceAccount, ${subject} }]`,
    );

  test.each([
    'kind: Role, name: deploy',
    'kind: ClusterRole, name: view',
    "kind: ClusterRole, name: 'system:auth-delegator'",
  ])('binds a role that is there: %s', (roleRef) => {
    expect(broken(stream(account, role, binding(roleRef)))).toEqual([]);
  });

  test.each(['kind: Role, name: view', 'kind: ClusterRole, name: deploy', 'kind: Role, name: other'])(
    'of no role is told: %s',
    (roleRef) => {
      expect(broken(stream(account, role, binding(roleRef)))).toEqual(['link/role']);
    },
  );

  test('of a role of the other kind says so', () => {
    expect(told(stream(account, role, binding('kind: ClusterRole, name: deploy')))[0]?.fix).toMatch(
      /^There is a Role of that name: did you mean `kind: Role`\?/,
    );
  });

  test.each<[string, string]>([
    ['name: deploy, namespace: shop', 'error'],
    ['name: deployer, namespace: other', 'warning'],
  ])('of no account is told: %s', (subject, severity) => {
    expect(told(stream(account, role, binding('kind: Role, name: deploy', subject)))).toMatchObject([
      { rule: 'link/subject', severity, pointer: '/subjects/0/name' },
    ]);
  });

  test.each(['name: default, namespace: shop', 'name: pod-garbage-collector, namespace: kube-system'])(
    'of an account that clusters have is not told: %s',
    (subject) => {
      expect(broken(stream(account, role, binding('kind: Role, name: deploy', subject)))).toEqual([]);
    },
  );
});

describe('an autoscaler', () => {
  const target = object('apps/v1/Deployment', 'web', 'spec: { template: {} }');
  const scaler = (ref: string, type = 'autoscaling/v2/HorizontalPodAutoscaler'): string =>
    object(type, 'web', `spec: { ${type.includes('Vertical') ? 'targetRef' : 'scaleTargetRef'}: { ${ref} } }`);

  test('of what is there is not told', () => {
    expect(broken(stream(target, scaler('apiVersion: apps/v1, kind: Deployment, name: web')))).toEqual([]);
    expect(broken(stream(target, scaler('name: web', 'keda.sh/v1alpha1/ScaledObject')))).toEqual([]);
  });

  test.each([
    'apiVersion: apps/v1, kind: Deployment, name: wbe',
    'apiVersion: apps/v1, kind: StatefulSet, name: web',
    'apiVersion: example.com/v1, kind: Web, name: web',
  ])('of what is not there is told: %s', (ref) => {
    expect(told(stream(target, scaler(ref)))).toMatchObject([
      { rule: 'link/scale-target', pointer: '/spec/scaleTargetRef/name' },
    ]);
  });

  test.each([
    'kind: Deployment, name: web',
    'apiVersion: v1, kind: Deployment, name: web',
    'apiVersion: extensions/v1beta1, kind: Deployment, name: web',
  ])('of the wrong group is told: %s', (ref) => {
    expect(told(stream(target, scaler(ref)))).toMatchObject([
      { rule: 'link/scale-target', pointer: '/spec/scaleTargetRef/apiVersion', want: "'apps/v1'" },
    ]);
  });

  test('of a DaemonSet is told, unless it only sets requests', () => {
    const daemon = target.replace('Deployment', 'DaemonSet');
    const ref = 'apiVersion: apps/v1, kind: DaemonSet, name: web';

    expect(told(stream(daemon, scaler(ref)))).toMatchObject([
      {
        rule: 'link/scale-target',
        message: 'HorizontalPodAutoscaler shop/web scales DaemonSet shop/web, but a DaemonSet cannot be scaled.',
      },
    ]);
    expect(broken(stream(daemon, scaler(ref, 'autoscaling.k8s.io/v1/VerticalPodAutoscaler')))).toEqual([]);
  });
});

describe('the Service of a StatefulSet', () => {
  const set = (serviceName: string): string =>
    object(
      'apps/v1/StatefulSet',
      'db',
      `spec: { ${serviceName} selector: { matchLabels: { app: db } }, template: { metadata: { labels: { app: db } } } }`,
    );
  const service = (spec: string): string => object('Service', 'db', `spec: { ${spec} }`);

  test.each<[string, string, string, readonly string[]]>([
    ['is right', 'serviceName: db,', 'clusterIP: None, selector: { app: db }', []],
    ['has addresses that somebody else keeps', 'serviceName: db,', 'clusterIP: None', []],
    ['is not there', 'serviceName: other,', 'clusterIP: None', ['warning']],
    ['is there under another name', 'serviceName: other,', 'clusterIP: None, selector: { app: db }', ['error']],
    ['is not there, beside one with an address', 'serviceName: other,', 'selector: { app: db }', ['warning']],
    ['has an address of its own', 'serviceName: db,', 'selector: { app: db }', ['warning']],
    ['is not named', '', 'clusterIP: None', ['warning']],
  ])('%s', (_what, serviceName, spec, severities) => {
    expect(told(stream(set(serviceName), service(spec))).map(({ rule, severity }) => [rule, severity])).toEqual(
      severities.map((severity) => ['link/stateful-set-service', severity]),
    );
  });

  test('selects other pods', () => {
    const other = object('Pod', 'x').replace('namespace: shop', 'namespace: shop, labels: { app: x }');

    expect(
      told(stream(set('serviceName: db,'), other, service('clusterIP: None, selector: { app: x }'))),
    ).toMatchObject([
      {
        rule: 'link/stateful-set-service',
        severity: 'error',
        message: expect.stringContaining('does not select its pods'),
      },
    ]);
  });
});

describe('a monitor', () => {
  const labelled = object('Service', 'web', 'spec: { ports: [{ name: http, port: 80 }] }').replace(
    'namespace: shop',
    'namespace: shop, labels: { app: web }',
  );
  const pod = object(
    'Pod',
    'web',
    'spec: { containers: [{ name: web, ports: [{ name: metrics, containerPort: 1 }] }] }',
  ).replace('namespace: shop', 'namespace: shop, labels: { app: web }');
  const monitor = (spec: string, kind = 'ServiceMonitor'): string =>
    object(`monitoring.coreos.com/v1/${kind}`, 'web', `spec: { ${spec} }`);
  const WEB = 'selector: { matchLabels: { app: web } }';

  test.each<[string, string, readonly string[]]>([
    [`${WEB}, endpoints: [{ port: http }]`, 'ServiceMonitor', []],
    [`${WEB}, endpoints: [{ targetPort: 1 }]`, 'ServiceMonitor', []],
    ['selector: {}', 'ServiceMonitor', []],
    ['selector: { matchLabels: { app: x } }, namespaceSelector: { any: true }', 'ServiceMonitor', []],
    ['selector: { matchLabels: { app: x } }, namespaceSelector: { matchNames: [elsewhere] }', 'ServiceMonitor', []],
    [`${WEB}, endpoints: [{ port: metrics }]`, 'ServiceMonitor', ['/spec/endpoints/0/port']],
    ['selector: { matchLabels: { app: x } }', 'ServiceMonitor', ['/spec/selector']],
    [`${WEB}, podMetricsEndpoints: [{ port: metrics }]`, 'PodMonitor', []],
    [`${WEB}, podMetricsEndpoints: [{ port: http }]`, 'PodMonitor', ['/spec/podMetricsEndpoints/0/port']],
    ['selector: { matchLabels: { app: x } }', 'PodMonitor', ['/spec/selector']],
  ])('sees what is there: %s', (spec, kind, pointers) => {
    expect(told(stream(labelled, pod, monitor(spec, kind))).map(({ rule, pointer }) => [rule, pointer])).toEqual(
      pointers.map((pointer) => ['link/service-monitor', pointer]),
    );
  });
});

describe('a namespace', () => {
  const other = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shpo' } };

  test('that nothing makes is told once', () => {
    expect(
      judged(namespaces, other, core('ConfigMap', 'a'), core('ConfigMap', 'b'), core('Secret', 'c')),
    ).toMatchObject([
      {
        rule: 'link/namespace',
        severity: 'warning',
        object: 'ConfigMap shop/a',
        message: "Nothing makes the namespace 'shop' of this object and 2 more.",
        pointer: '/metadata/namespace',
      },
    ]);
  });

  test('that is made is not told', () => {
    expect(
      judged(namespaces, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }, core('ConfigMap', 'a')),
    ).toEqual([]);
  });

  test.each(['default', 'kube-system'])('of the cluster is not told: %s', (namespace) => {
    const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace } };

    expect(judged(namespaces, other, map)).toEqual([]);
  });

  test('that is declared is not told', () => {
    const externals = [{ kind: 'Namespace', name: 'shop' }];

    expect(judgedBy(namespaces, inventoryOf([other, core('ConfigMap', 'a')]), { externals })).toEqual([]);
  });

  test('that is open is not told', () => {
    expect(judged(namespaces, other, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } })).toEqual([]);
  });

  test('is made elsewhere where no Namespace is made at all', () => {
    expect(judged(namespaces, core('ConfigMap', 'a'), core('Secret', 'c'))).toEqual([]);
  });
});

test('objects whose namespace is left open may meet those of the default one', () => {
  const open =
    'apiVersion: v1\nkind: Pod\nmetadata: { name: web, labels: { app: web } }\nspec: { serviceAccountName: web }';
  const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: web, namespace: default }';
  const service =
    'apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: default }\nspec: { selector: { app: web } }';

  expect(broken(stream(open, account, service))).toEqual([]);
});

test('rules on links have ids of their own', () => {
  const ids = LINKS.flatMap(({ rules }) => rules.map(({ id }) => id));

  expect(new Set(ids).size).toBe(ids.length);
});
