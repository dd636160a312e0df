import { broken, object, podWith, stream, told } from './told';

const secretVariable = podWith('env: [{ name: PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } } }]');
const volumes = (volume: string): string => podWith('', `volumes: [{ name: data, ${volume} }]`);

test.each<[string, string, string]>([
  ['a variable', secretVariable, 'link/secret'],
  ['all variables', podWith('envFrom: [{ secretRef: { name: db } }]'), 'link/secret'],
  ['files', volumes('secret: { secretName: db }'), 'link/secret'],
  ['some of the files', volumes('projected: { sources: [{ secret: { name: db } }] }'), 'link/secret'],
  ['images', podWith('', 'imagePullSecrets: [{ name: db }]'), 'link/image-pull-secret'],
  [
    'images of an account',
    object('ServiceAccount', 'web', 'imagePullSecrets: [{ name: db }]'),
    'link/image-pull-secret',
  ],
  [
    'a variable of a ConfigMap',
    podWith('env: [{ name: A, valueFrom: { configMapKeyRef: { name: c, key: a } } }]'),
    'link/config-map',
  ],
  ['files of a ConfigMap', volumes('configMap: { name: c }'), 'link/config-map'],
  ['a claim', volumes('persistentVolumeClaim: { claimName: data }'), 'link/claim'],
  ['an account', podWith('', 'serviceAccountName: web'), 'link/service-account'],
  ['an account by the old field', podWith('', 'serviceAccount: web'), 'link/service-account'],
  ['a priority', podWith('', 'priorityClassName: high'), 'link/priority-class'],
  ['a runtime', podWith('', 'runtimeClassName: kata'), 'link/runtime-class'],
  [
    'a class of storage',
    object('PersistentVolumeClaim', 'data', 'spec: { storageClassName: fast }'),
    'link/storage-class',
  ],
  [
    'a class of an ephemeral volume',
    volumes('ephemeral: { volumeClaimTemplate: { spec: { storageClassName: fast } } }'),
    'link/storage-class',
  ],
  [
    'a class of Ingress',
    object('networking.k8s.io/v1/Ingress', 'web', 'spec: { ingressClassName: mine }'),
    'link/ingress-class',
  ],
])('what is needed for %s is told when nothing makes it', (_what, yaml, rule) => {
  expect(broken(yaml)).toEqual([rule]);
});

test('the message says what needs what, and the fix how to declare it', () => {
  expect(told(secretVariable)).toMatchObject([
    {
      message: "The variable 'PASSWORD' of the container 'web' needs Secret shop/db, which nothing makes.",
      pointer: '/spec/containers/0/env/0/valueFrom/secretKeyRef/name',
      got: '"db"',
      want: "a Secret in the namespace 'shop'",
      fix:
        "Make the Secret, or declare it where it is made elsewhere: `external(stack, { kind: 'Secret', name: 'db' })`, " +
        'on the command line `--external Secret/db`.',
    },
  ]);
});

test('a name that is near is suggested', () => {
  expect(told(stream(secretVariable, object('Secret', 'bd', 'data: { password: eA== }')))[0]?.fix).toMatch(
    /^Did you mean 'bd'\? Else make it, or declare it/,
  );
});

test('one of the same name in another namespace is told of', () => {
  const other = 'apiVersion: v1\nkind: Secret\nmetadata: { name: db, namespace: other }\ndata: { password: eA== }';

  expect(told(stream(secretVariable, other))).toMatchObject([
    {
      rule: 'link/secret',
      message: expect.stringMatching(/, which nothing makes, but there is one in the namespace 'other'\.$/),
    },
  ]);
});

test('what several containers need is told once', () => {
  const container = (name: string): string => `{ name: ${name}, image: a:1, envFrom: [{ secretRef: { name: db } }] }`;
  const pod = object(
    'Pod',
    'web',
    `spec: { containers: [${container('a')}, ${container('b')}], initContainers: [${container('c')}] }`,
  );

  expect(told(pod)).toMatchObject([{ message: expect.stringContaining("The container 'a' needs") }]);
});

test('two objects that need it are both told', () => {
  expect(broken(stream(secretVariable, secretVariable.replace('name: web,', 'name: api,')))).toEqual([
    'link/secret',
    'link/secret',
  ]);
});

test.each([
  podWith('env: [{ name: A, valueFrom: { secretKeyRef: { name: db, key: a, optional: true } } }]'),
  podWith('envFrom: [{ configMapRef: { name: db, optional: true } }]'),
  volumes('secret: { secretName: db, optional: true }'),
  volumes('projected: { sources: [{ configMap: { name: db, optional: true } }] }'),
])('what is optional may be missing: %#', (yaml) => {
  expect(broken(yaml)).toEqual([]);
});

test('what one container needs and another does not is needed', () => {
  const optional = '{ secretRef: { name: db, optional: true } }';

  expect(broken(podWith(`envFrom: [${optional}, { secretRef: { name: db } }]`))).toEqual(['link/secret']);
});

test.each([
  podWith('', 'serviceAccountName: default'),
  podWith('', 'priorityClassName: system-node-critical'),
  volumes('configMap: { name: kube-root-ca.crt }'),
  object('PersistentVolumeClaim', 'data', 'spec: { storageClassName: gp3 }'),
  object('PersistentVolumeClaim', 'data', "spec: { storageClassName: '' }"),
  object('PersistentVolumeClaim', 'data', 'spec: { storageClassName: manual, volumeName: disk }'),
  object('networking.k8s.io/v1/Ingress', 'web', 'spec: { ingressClassName: nginx-internal }'),
])('what every cluster has, or platforms bring, is there: %#', (yaml) => {
  expect(broken(yaml)).toEqual([]);
});

test('a volume that is made by hand is found by the name of its class alone', () => {
  const volume = 'apiVersion: v1\nkind: PersistentVolume\nmetadata: { name: disk }\nspec: { storageClassName: manual }';

  expect(broken(stream(volume, object('PersistentVolumeClaim', 'data', 'spec: { storageClassName: manual }')))).toEqual(
    [],
  );
});

test('a class of storage is an error where the tree has one of nearly that name', () => {
  const known = 'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: { name: fast-ssd }\nprovisioner: x';
  const claim = (name: string): string =>
    object('PersistentVolumeClaim', 'data', `spec: { storageClassName: ${name} }`);

  expect(told(stream(known, claim('fast-sdd')))).toMatchObject([{ severity: 'error' }]);
  expect(told(stream(known, claim('archive')))).toMatchObject([{ severity: 'warning' }]);
});

describe('what is declared as made elsewhere', () => {
  const declared = (external: object): readonly string[] =>
    broken(secretVariable, { externals: [{ kind: 'Secret', name: 'db', ...external }] });

  test.each([{}, { name: '*' }, { namespace: 'shop' }, { keys: ['password'] }])('is there: %j', (external) => {
    expect(declared(external)).toEqual([]);
  });

  test.each([{ name: 'd' }, { namespace: 'other' }, { kind: 'ConfigMap' }])('is nothing else: %j', (external) => {
    expect(declared(external)).toEqual(['link/secret']);
  });

  test('has the keys that are declared', () => {
    expect(declared({ keys: ['user'] })).toEqual(['link/secret-key']);
  });
});

describe('keys', () => {
  const config = object('ConfigMap', 'c', 'data: { PORT: x }\n    binaryData: { LOGO: eA== }');
  const key = (name: string): string =>
    podWith(`env: [{ name: A, valueFrom: { configMapKeyRef: { name: c, key: ${name} } } }]`);

  test.each(['PORT', 'LOGO'])('that are there may be taken: %s', (name) => {
    expect(broken(stream(config, key(name)))).toEqual([]);
  });

  test('that are missing are told', () => {
    expect(told(stream(config, key('PROT')))).toMatchObject([
      {
        rule: 'link/config-map-key',
        message:
          "The variable 'A' of the container 'web' needs the key 'PROT' of ConfigMap shop/c, which does not have it.",
        pointer: '/spec/containers/0/env/0/valueFrom/configMapKeyRef/key',
        want: "'PORT' or 'LOGO'",
        fix: "Did you mean 'PORT'? Add the key to ConfigMap shop/c, or correct it.",
      },
    ]);
  });

  test('that files are made of are each told, where they are', () => {
    const files = volumes(
      'configMap: { name: c, items: [{ key: PORT, path: a }, { key: A, path: b }, { key: B, path: c }] }',
    );

    expect(told(stream(config, files)).map(({ pointer }) => pointer)).toEqual([
      '/spec/volumes/0/configMap/items/1/key',
      '/spec/volumes/0/configMap/items/2/key',
    ]);
  });

  test('that are taken twice are told once', () => {
    const variable = '{ name: A, valueFrom: { configMapKeyRef: { name: c, key: X } } }';

    expect(broken(stream(config, podWith(`env: [${variable}, ${variable}]`)))).toEqual(['link/config-map-key']);
  });

  test('that are optional may be missing', () => {
    expect(
      broken(stream(config, volumes('configMap: { name: c, optional: true, items: [{ key: X, path: x }] }'))),
    ).toEqual([]);
  });

  test.each(['data: { password: eA== }', 'stringData: { password: x }', 'type: kubernetes.io/service-account-token'])(
    'of a Secret: %s',
    (fields) => {
      const wanted = fields.startsWith('type') ? 'token' : 'password';
      const pod = secretVariable.replace('key: password', `key: ${wanted}`);

      expect(broken(stream(object('Secret', 'db', fields), pod))).toEqual([]);
      expect(broken(stream(object('Secret', 'db', fields), pod.replace(`key: ${wanted}`, 'key: other')))).toEqual([
        'link/secret-key',
      ]);
    },
  );

  test('of a Secret that something copies are not known', () => {
    const copy = object('Secret', 'db').replace(
      'namespace: shop',
      'namespace: shop, annotations: { reflector.v1.k8s.emberstack.com/reflects: a/b }',
    );

    expect(broken(stream(copy, secretVariable))).toEqual([]);
  });

  test('of a certificate are those of TLS', () => {
    const ingress = object('networking.k8s.io/v1/Ingress', 'web', 'spec: { tls: [{ secretName: tls }] }');

    expect(broken(stream(ingress, object('Secret', 'tls', 'data: { tls.crt: eA== }')))).toEqual(['link/secret-key']);
  });
});
