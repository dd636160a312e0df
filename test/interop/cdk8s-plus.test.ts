import { ApiObject, Chart, Cron, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import {
  acknowledge,
  after,
  claim,
  Config,
  KubeObject,
  override,
  Stack,
  synthesize,
  WebApp,
  Worker,
} from 'stackwright';
import { isObject, objectAt } from '../../lib/manifest/json';
import { app, namespaceOf, parse, plainApp, stack, synth, the, titled, titles } from '../support/objects';

const image = 'registry.example/app:1.0.0';
const resources = { cpu: '100m', memory: '128Mi' } as const;

/** One of each construct of cdk8s-plus that renders something. */
function addEverything(scope: Chart): void {
  const config = new kplus.ConfigMap(scope, 'config', { data: { COLOR: 'red' } });
  const secret = new kplus.Secret(scope, 'secret', { stringData: { KEY: 'value' } });
  const account = new kplus.ServiceAccount(scope, 'account');
  const pvc = new kplus.PersistentVolumeClaim(scope, 'claim', {
    storage: Size.gibibytes(1),
    accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
  });
  const deployment = new kplus.Deployment(scope, 'web', {
    serviceAccount: account,
    containers: [
      {
        image,
        portNumber: 8080,
        envFrom: [kplus.Env.fromConfigMap(config)],
        envVariables: { KEY: kplus.EnvValue.fromSecretValue({ secret, key: 'KEY' }) },
        volumeMounts: [
          { path: '/data', volume: kplus.Volume.fromPersistentVolumeClaim(scope, 'data', pvc) },
          { path: '/etc/app', volume: kplus.Volume.fromConfigMap(scope, 'files', config, { defaultMode: 0o440 }) },
        ],
      },
    ],
  });
  deployment.exposeViaService({ ports: [{ port: 80, targetPort: 8080 }] }).exposeViaIngress('/');
  new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', { target: deployment, maxReplicas: 5 });
  new kplus.NetworkPolicy(scope, 'policy', {
    selector: deployment,
    ingress: { default: kplus.NetworkPolicyTrafficDefault.DENY },
  });
  const role = new kplus.Role(scope, 'role');
  role.allowRead(kplus.ApiResource.PODS);
  new kplus.RoleBinding(scope, 'binding', { role }).addSubjects(account);
  const clusterRole = new kplus.ClusterRole(scope, 'cluster-role');
  clusterRole.allowRead(kplus.ApiResource.NODES);
  clusterRole.bind(account);
  new kplus.CronJob(scope, 'cron', { schedule: Cron.daily(), containers: [{ image }] });
  new kplus.Job(scope, 'job', { containers: [{ image }] });
  new kplus.DaemonSet(scope, 'agent', { containers: [{ image }] });
  new kplus.StatefulSet(scope, 'db', { containers: [{ image, portNumber: 5432 }] });
  new kplus.Pod(scope, 'pod', { containers: [{ image }] });
  new kplus.Namespace(scope, 'tools');
}

const EVERYTHING = [
  'Namespace shop',
  'Namespace tools',
  'NetworkPolicy policy',
  'ClusterRole cluster-role',
  'Role role',
  'ServiceAccount account',
  'ClusterRoleBinding cluster-role-clusterrolebinding',
  'RoleBinding binding',
  'ConfigMap config',
  'Secret secret',
  'PersistentVolumeClaim claim',
  'Service db-service',
  'Service web-service',
  'CronJob cron',
  'DaemonSet agent',
  'Deployment web',
  'Job job',
  'Pod pod',
  'StatefulSet db',
  'HorizontalPodAutoscaler autoscaler',
  'Ingress web-service-ingress',
];

describe('constructs of cdk8s-plus in a stack', () => {
  test('have readable names without hashes, and an order', () => {
    const shop = stack();
    addEverything(shop);
    expect(titles(synth(shop))).toEqual(EVERYTHING);
  });

  test('have the namespace of the stack, except those that belong to none', () => {
    const shop = stack();
    addEverything(shop);
    const outside = synth(shop).filter((object) => namespaceOf(object) !== 'shop');
    expect(outside.map(namespaceOf)).toEqual(outside.map(() => undefined));
    expect(titles(outside)).toEqual([
      'Namespace shop',
      'Namespace tools',
      'ClusterRole cluster-role',
      'ClusterRoleBinding cluster-role-clusterrolebinding',
    ]);
  });

  test('are rendered with every field that cdk8s gives them', () => {
    const shop = stack();
    addEverything(shop);
    const objects = synth(shop);
    const apiObjects = shop.node.findAll().filter((construct) => ApiObject.isApiObject(construct));
    for (const apiObject of apiObjects) {
      const ours = the(`${apiObject.kind} ${apiObject.name}`, objects);
      const theirs: unknown = apiObject.toJson();
      const { metadata, ...rest } = isObject(theirs) ? theirs : {};
      expect({ ...rest, metadata: { ...objectAt(metadata), namespace: namespaceOf(ours) } }).toEqual(ours);
    }
    expect(apiObjects).toHaveLength(EVERYTHING.length);
  });

  test('come back from the YAML as they were', () => {
    const root = app();
    const shop = new Stack(root, 'shop', { namespace: 'shop', podSecurity: 'privileged' });
    addEverything(shop);
    expect(parse(root.synthYaml())).toEqual(synth(shop));
  });

  test('are the same in an app of cdk8s', () => {
    const shop = stack();
    addEverything(shop);
    const other = new Stack(plainApp(), 'shop', { namespace: 'shop', podSecurity: 'privileged', pack: 'baseline' });
    addEverything(other);
    expect(synth(other)).toEqual(synth(shop));
  });

  test('a namespace of their own wins over that of the stack', () => {
    const shop = stack();
    new kplus.ConfigMap(shop, 'config', { metadata: { name: 'config', namespace: 'kube-system' } });
    expect(namespaceOf(the('ConfigMap config', synth(shop)))).toBe('kube-system');
  });

  test('are ordered with ours by what names them', () => {
    const shop = stack();
    const pvc = new KubeObject(shop, 'aaa', {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'zzz', resources: { requests: { storage: '1Gi' } } },
    });
    new ApiObject(shop, 'zzz', {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      provisioner: 'example.com/disk',
    });
    const pod = new kplus.Pod(shop, 'pod', { containers: [{ image }] });
    pod.addVolume(
      kplus.Volume.fromPersistentVolumeClaim(
        shop,
        'data',
        kplus.PersistentVolumeClaim.fromClaimName(shop, 'imported', pvc.name),
      ),
    );
    const { graph } = synthesize(shop.node.root);
    const references = graph.references.map(({ from, to }) => `${from.name} → ${String(to?.name)}`);
    expect(references).toEqual(expect.arrayContaining(['aaa → zzz', 'pod → aaa']));
  });

  test('after puts one of theirs behind one of ours', () => {
    const shop = stack();
    const config = new kplus.ConfigMap(shop, 'aaa');
    after(config, new Config(shop, 'zzz', { onChange: 'nothing', data: { a: '1' } }));
    expect(titles(synth(shop))).toEqual(['Namespace shop', 'ConfigMap zzz', 'ConfigMap aaa']);
  });

  test('override has the last word on them, after their own rendering', () => {
    const shop = stack();
    const deployment = new kplus.Deployment(shop, 'web', { containers: [{ image }] });
    acknowledge(deployment, { rule: 'schema/unknown-field', reason: 'Another version of Kubernetes knows it.' });
    override(deployment, {
      kind: 'Deployment',
      merge: { spec: { template: { spec: { hostUsers: false, containers: [{ name: 'main', newField: 1 }] } } } },
    });
    expect(the('Deployment web', synth(shop))).toMatchObject({
      spec: { template: { spec: { hostUsers: false, containers: [{ name: 'main', image, newField: 1 }] } } },
    });
  });

  test('fails when one of them has the name of another, and says which line made it', () => {
    const shop = stack();
    new kplus.ConfigMap(shop, 'one', { metadata: { name: 'same' } });
    new kplus.ConfigMap(shop, 'two', { metadata: { name: 'same' } });
    expect(() => synth(shop)).toThrow(
      /shop\/two\/Resource {2}test\/interop\/cdk8s-plus\.test\.ts:\d+\n[^]*name\/duplicate[^]*shop\/one\/Resource at test\/interop\//,
    );
  });

  test('fails when one of them says of itself that it is invalid', () => {
    const shop = stack();
    const target = new kplus.Deployment(shop, 'web', { replicas: 2, containers: [{ image }] });
    new kplus.HorizontalPodAutoscaler(shop, 'autoscaler', { target, maxReplicas: 5 });
    expect(() => synth(shop)).toThrow(/shop\/autoscaler[^\n]*\n {2}error {2}construct\/invalid/);
  });
});

describe('what ours take from cdk8s-plus', () => {
  test('a ConfigMap and a Secret are an environment', () => {
    const shop = stack();
    const config = new kplus.ConfigMap(shop, 'config', { data: { COLOR: 'red' } });
    const secret = new kplus.Secret(shop, 'secret', { stringData: { KEY: 'value' } });
    new Worker(shop, 'worker', {
      image,
      resources,
      environment: [config, secret, { KEY: kplus.EnvValue.fromSecretValue({ secret, key: 'KEY' }) }],
    });
    expect(the('Deployment worker', synth(shop))).toMatchObject({
      spec: {
        template: {
          spec: {
            containers: [
              {
                envFrom: [{ configMapRef: { name: 'config' } }, { secretRef: { name: 'secret' } }],
                env: [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'secret', key: 'KEY' } } }],
              },
            ],
          },
        },
      },
    });
  });

  test('volumes, claims, ConfigMaps and Secrets are mounted', () => {
    const shop = stack();
    const config = new kplus.ConfigMap(shop, 'config', { data: { COLOR: 'red' } });
    const secret = new kplus.Secret(shop, 'secret', { stringData: { KEY: 'value' } });
    const pvc = new kplus.PersistentVolumeClaim(shop, 'claim', {
      storage: Size.gibibytes(1),
      accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
    });
    new Worker(shop, 'worker', {
      image,
      resources,
      mounts: {
        '/config': config,
        '/secret': secret,
        '/claim': claim(pvc),
        '/memory': kplus.Volume.fromEmptyDir(shop, 'memory', 'memory', {
          medium: kplus.EmptyDirMedium.MEMORY,
          sizeLimit: Size.mebibytes(64),
        }),
      },
    });
    expect(the('Deployment worker', synth(shop))).toMatchObject({
      spec: {
        template: {
          spec: {
            volumes: [
              { configMap: { name: 'config' } },
              { secret: { secretName: 'secret' } },
              { persistentVolumeClaim: { claimName: 'claim' } },
              { emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } },
            ],
          },
        },
      },
    });
  });

  test('a ServiceAccount is the identity of pods', () => {
    const shop = stack();
    const serviceAccount = new kplus.ServiceAccount(shop, 'account');
    new WebApp(shop, 'web', { image, resources, ports: { http: 8080 }, serviceAccount });
    const objects = synth(shop);
    expect(the('Deployment web', objects)).toMatchObject({
      spec: { template: { spec: { serviceAccountName: 'account' } } },
    });
    expect(titles(objects).filter((title) => title.startsWith('ServiceAccount'))).toEqual(['ServiceAccount account']);
  });
});

describe('generated classes (k8s.KubeX)', () => {
  test('are rendered as cdk8s does, with a readable name', () => {
    const shop = stack();
    new kplus.k8s.KubeService(shop, 'service', {
      spec: { ports: [{ port: 80, targetPort: kplus.k8s.IntOrString.fromNumber(8080) }] },
    });
    expect(synth(shop)).toContainEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'service', namespace: 'shop' },
      spec: { ports: [{ port: 80, targetPort: 8080 }] },
    });
  });

  test('have no namespace where their kind has none', () => {
    const shop = stack();
    new kplus.k8s.KubePriorityClass(shop, 'urgent', { value: 1000 });
    expect(namespaceOf(the('PriorityClass urgent', synth(shop)))).toBeUndefined();
  });

  test('an override sets what they would have dropped', () => {
    const shop = stack();
    const service = new kplus.k8s.KubeService(shop, 'service', { spec: { ports: [{ port: 80 }] } });
    override(service, { patch: [{ op: 'add', path: '/spec/trafficDistribution', value: 'PreferClose' }] });
    expect(the('Service service', synth(shop))).toMatchObject({ spec: { trafficDistribution: 'PreferClose' } });
  });

  test('a long path is a long name, not a hash', () => {
    const shop = stack();
    const object = new kplus.k8s.KubeConfigMap(new Chart(shop, 'plain'), 'x');
    const ours = new kplus.k8s.KubeConfigMap(shop, 'a'.repeat(100), {});
    expect(titled({ kind: 'ConfigMap', metadata: { name: ours.name } })).toBe(`ConfigMap ${'a'.repeat(100)}`);
    expect(object.name).toMatch(/^shop-plain-x-[0-9a-f]{8}$/);
  });
});
