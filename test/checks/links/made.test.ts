import { broken, object, podWith, stream } from './told';

const needs = (key: string, name = 'db'): string =>
  podWith(`env: [{ name: A, valueFrom: { secretKeyRef: { name: ${name}, key: ${key} } } }]`);
const TLS = object('networking.k8s.io/v1/Ingress', 'web', 'spec: { tls: [{ secretName: tls }] }');

test.each<[string, string, string, string]>([
  ['SealedSecret', object('bitnami.com/v1alpha1/SealedSecret', 'db', 'spec: { encryptedData: { a: x } }'), 'a', 'b'],
  [
    'SealedSecret with another name',
    object(
      'bitnami.com/v1alpha1/SealedSecret',
      'x',
      'spec: { encryptedData: { a: x }, template: { metadata: { name: db } } }',
    ),
    'a',
    'b',
  ],
  [
    'ExternalSecret',
    object('external-secrets.io/v1/ExternalSecret', 'db', 'spec: { data: [{ secretKey: a }] }'),
    'a',
    'b',
  ],
  [
    'ExternalSecret with another name',
    object(
      'external-secrets.io/v1/ExternalSecret',
      'x',
      'spec: { target: { name: db, template: { data: { a: x } } } }',
    ),
    'a',
    'b',
  ],
  [
    'ClusterExternalSecret',
    object(
      'external-secrets.io/v1/ClusterExternalSecret',
      'db',
      'spec: { externalSecretSpec: { data: [{ secretKey: a }] } }',
    ).replace(', namespace: shop', ''),
    'a',
    'b',
  ],
  ['Certificate', object('cert-manager.io/v1/Certificate', 'x', 'spec: { secretName: db }'), 'ca.crt', 'b'],
  [
    'SecretProviderClass',
    object(
      'secrets-store.csi.x-k8s.io/v1/SecretProviderClass',
      'x',
      'spec: { secretObjects: [{ secretName: db, data: [{ key: a }] }] }',
    ),
    'a',
    'b',
  ],
])('a %s makes a Secret with the keys that it says', (_kind, maker, key, other) => {
  expect(broken(stream(maker, needs(key)))).toEqual([]);
  expect(broken(stream(maker, needs(other)))).toEqual(['link/secret-key']);
  expect(broken(stream(maker, needs(key, 'other')))).toEqual(['link/secret']);
});

test('an ExternalSecret that takes all of a source has any key', () => {
  const maker = object('external-secrets.io/v1/ExternalSecret', 'db', 'spec: { dataFrom: [{ extract: { key: x } }] }');

  expect(broken(stream(maker, needs('any')))).toEqual([]);
});

test('an ExternalSecret that makes nothing makes nothing', () => {
  const maker = object('external-secrets.io/v1/ExternalSecret', 'db', 'spec: { target: { creationPolicy: None } }');

  expect(broken(stream(maker, needs('any')))).toEqual(['link/secret']);
});

test('an ExternalSecret that fills a Secret of the tree gives it any key', () => {
  const maker = object('external-secrets.io/v1/ExternalSecret', 'db', 'spec: { target: { creationPolicy: Merge } }');

  expect(broken(stream(maker, object('Secret', 'db', 'data: { a: eA== }'), needs('any')))).toEqual([]);
});

test('what is made in another namespace is not there', () => {
  const maker = object('bitnami.com/v1alpha1/SealedSecret', 'db', 'spec: { encryptedData: { a: x } }').replace(
    'shop',
    'other',
  );

  expect(broken(stream(maker, needs('a')))).toEqual(['link/secret']);
});

test.each(['cert-manager.io/cluster-issuer: le', 'cert-manager.io/issuer: le', "kubernetes.io/tls-acme: 'true'"])(
  'an Ingress with %s has its certificate made',
  (annotation) => {
    expect(broken(TLS)).toEqual(['link/tls-secret']);
    expect(broken(TLS.replace('namespace: shop', `namespace: shop, annotations: { ${annotation} }`))).toEqual([]);
  },
);

test.each<[string, boolean]>([
  ['data-db-0', true],
  ['data-db-12', true],
  ['data-db', false],
  ['data-web-0', false],
  ['logs-db-0', false],
])('a StatefulSet makes its claims: %s', (name, isThere) => {
  const set = object(
    'apps/v1/StatefulSet',
    'db',
    'spec: { serviceName: db, volumeClaimTemplates: [{ metadata: { name: data } }] }',
  );
  const service = object('Service', 'db', 'spec: { clusterIP: None }');
  const pod = podWith('', `volumes: [{ name: a, persistentVolumeClaim: { claimName: ${name} } }]`);

  expect(broken(stream(set, service, pod))).toEqual(isThere ? [] : ['link/claim']);
});

describe('what nobody knows to make', () => {
  const custom = (name: string, spec = '{}'): string => object('example.com/v1/Database', name, `spec: ${spec}`);

  test.each([custom('db'), custom('x', '{ credentials: { secretName: db } }')])(
    'may be made by a custom resource: %#',
    (maker) => {
      expect(broken(stream(maker, needs('any')))).toEqual([]);
    },
  );

  test('may be called after a custom resource', () => {
    expect(broken(stream(custom('db'), needs('any', 'db-credentials')))).toEqual([]);
    expect(broken(stream(custom('db'), needs('any', 'dbx')))).toEqual(['link/secret']);
  });

  test('is not made by custom resources of another namespace', () => {
    expect(broken(stream(custom('db').replace('shop', 'other'), needs('any')))).toEqual(['link/secret']);
  });

  test('is not made by what is known to make nothing', () => {
    const monitor = object('monitoring.coreos.com/v1/PrometheusRule', 'db', 'spec: { groups: [] }');

    expect(broken(stream(monitor, needs('any')))).toEqual(['link/secret']);
  });

  test.each(['--secret-name=db', '--ca-secret-name=shop/db'])(
    'may be made by a program that is told its name: %s',
    (argument) => {
      const job = object(
        'batch/v1/Job',
        'certs',
        `spec: { template: { spec: { containers: [{ name: a, args: [create, ${argument}] }] } } }`,
      );

      expect(broken(stream(job, needs('any')))).toEqual([]);
      expect(broken(stream(job.replace('secret-name', 'name'), needs('any')))).toEqual(['link/secret']);
    },
  );

  test.each<[string, string, readonly string[]]>([
    ['one of that name', 'resourceNames: [db], ', []],
    ['one of another name', 'resourceNames: [other], ', ['link/secret']],
    ['any', '', ['link/secret']],
  ])('may be made by whom a role lets make Secrets, and read %s', (_what, names, rules) => {
    const entry = (verb: string, more = ''): string =>
      `{ apiGroups: [''], resources: [secrets], ${more}verbs: [${verb}] }`;
    const role = (...entries: readonly string[]): string =>
      object('rbac.authorization.k8s.io/v1/Role', 'db', `rules: [null, ${entries.join(', ')}]`);

    expect(broken(stream(role(entry('create'), entry('get', names)), needs('any')))).toEqual(rules);
    expect(broken(stream(role(entry('get', names)), needs('any')))).toEqual(['link/secret']);
  });
});

test.each<[string, readonly string[]]>([
  ['data', []],
  ['other', ['link/claim']],
])('a StatefulSet puts its claim in the place of the volume of that name: %s', (volume, rules) => {
  const claims = 'volumeClaimTemplates: [{ metadata: { name: data } }]';
  const volumes = `volumes: [{ name: ${volume}, persistentVolumeClaim: { claimName: x } }]`;
  const set = object(
    'apps/v1/StatefulSet',
    'db',
    `spec: { serviceName: db, ${claims}, template: { spec: { ${volumes} } } }`,
  );

  expect(broken(stream(set, object('Service', 'db', 'spec: { clusterIP: None }')))).toEqual(rules);
});
