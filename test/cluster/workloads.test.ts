import { Cron, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import {
  acknowledge,
  App,
  claim,
  Config,
  configFiles,
  CronJob,
  DaemonSet,
  DevelopmentSecret,
  downwardFiles,
  emptyDir,
  exec,
  ExistingSecret,
  field,
  grpc,
  hostPath,
  httpGet,
  Job,
  KubeObject,
  override,
  prefixed,
  projected,
  resourceField,
  secretFiles,
  sleep,
  Stack,
  StatefulSet,
  tcpSocket,
  WebApp,
  Worker,
} from 'stackwright';
import type { ClusterClient } from './support/client';
import { describeCluster } from './support/describe-cluster';
import type { Manifest } from './support/manifest';
import { podsOf } from './support/pods';
import { manifestsOf } from './support/programs';
import { waitUntilReady } from './support/wait';

const resources = { cpu: '10m', memory: '16Mi' };
const image = 'registry.example/app:1.0.0';

/** A stack in which every field that the constructs can set is set, as far as a `restricted` namespace allows. */
function everyField(): App {
  const app = new App();
  const stack = new Stack(app, 'every-field', { namespace: 'every-field' });
  const config = new Config(stack, 'config', { data: { LEVEL: 'info', 'app.conf': 'a=b' } });
  const watched = new Config(stack, 'watched', { data: { 'rules.yaml': '[]' }, onChange: 'restart' });
  const secret = new DevelopmentSecret(stack, 'secret', { literals: { user: 'jdoe', password: 'incognito' } });
  const cache = emptyDir({ medium: 'Memory', sizeLimit: Size.mebibytes(8) });
  new KubeObject(stack, 'claim', {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'shared' },
    spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '1Gi' } } },
  });
  const web = new WebApp(stack, 'web', {
    image,
    imagePullPolicy: 'IfNotPresent',
    imagePullSecrets: [new ExistingSecret('registry')],
    command: ['/app'],
    args: ['--verbose'],
    workingDir: '/srv',
    ports: {
      http: { containerPort: 8080, port: 80 },
      grpc: { containerPort: 9000, appProtocol: 'kubernetes.io/h2c' },
      dns: { containerPort: 5353, protocol: 'UDP' },
    },
    environment: [
      config,
      prefixed('DB_', secret),
      {
        LEVEL_AGAIN: config.key('LEVEL'),
        PASSWORD: secret.key('password'),
        URL: 'postgres://$(PASSWORD)@db',
        POD_IP: field('status.podIP'),
        MEMORY: resourceField('limits.memory', { divisor: '1Mi' }),
      },
    ],
    mounts: {
      '/etc/app': config,
      '/etc/app-file': { volume: configFiles(config, { items: { 'app.conf': 'x/app.conf' } }), subPath: 'x/app.conf' },
      '/etc/rules': watched,
      '/etc/secret': secretFiles(secret, { items: { user: 'name' }, mode: 0o440 }),
      '/etc/all': projected(
        [
          configFiles(config, { items: { LEVEL: 'level' } }),
          secretFiles(secret, { items: { user: 'user' } }),
          downwardFiles({ labels: field('metadata.labels') }),
          { serviceAccountToken: { audience: 'vault', path: 'token', expirationSeconds: 3600 } },
        ],
        { mode: 0o444 },
      ),
      '/etc/podinfo': downwardFiles({ cpu: resourceField('requests.cpu', { containerName: 'web' }) }),
      '/cache': cache,
      '/shared': claim('shared'),
      '/tmp': emptyDir(),
    },
    startup: { ...httpGet('/healthz', 'http', { headers: { 'X-Probe': 'startup' } }), failureThreshold: 30 },
    liveness: { ...grpc('grpc', 'live'), period: Duration.seconds(20), timeout: Duration.seconds(2) },
    readiness: { ...tcpSocket('http'), successThreshold: 2 },
    lifecycle: { postStart: exec('/bin/warm-up'), preStop: sleep(Duration.seconds(5)) },
    initContainers: {
      'wait-for-db': { image, resources, args: ['wait'], mounts: { '/cache': cache } },
    },
    sidecars: {
      proxy: {
        image,
        resources,
        ports: { admin: 9901 },
        readiness: httpGet('/ready', 'admin'),
        mounts: { '/cache': cache },
      },
    },
    resources: {
      cpu: { request: '10m', limit: '1' },
      memory: { request: '16Mi', limit: '32Mi' },
      ephemeralStorage: '64Mi',
    },
    security: { runAsUser: 1000, runAsGroup: 1000, addCapabilities: ['NET_BIND_SERVICE'] },
    podSecurity: { fsGroup: 1000, supplementalGroups: [2000], sysctls: { 'net.ipv4.ip_unprivileged_port_start': '0' } },
    terminationGracePeriod: Duration.minutes(1),
    shareProcessNamespace: true,
    hostAliases: { '10.0.0.1': ['legacy.example'] },
    dnsPolicy: 'ClusterFirst',
    dnsConfig: { options: [{ name: 'ndots', value: '2' }] },
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    tolerations: [{ key: 'spot', operator: 'Exists', effect: 'NoSchedule' }],
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 1,
            podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { a: 'b' } } },
          },
        ],
      },
    },
    spread: [{ topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule', minDomains: 3 }],
    priorityClassName: 'system-cluster-critical',
    podLabels: { tier: 'front' },
    podAnnotations: { 'example.com/scrape': 'true' },
    replicas: 3,
    rollout: {
      maxSurge: '50%',
      maxUnavailable: 0,
      minReady: Duration.seconds(1),
      progressDeadline: Duration.minutes(10),
      revisionHistoryLimit: 3,
      changeCause: 'release 1.0.0',
    },
    disruptionBudget: { minAvailable: '50%' },
    service: { type: 'NodePort', sessionAffinity: 'ClientIP', externalTrafficPolicy: 'Local' },
  });
  acknowledge(web, { rule: 'network/node-port', reason: 'Its ports of the node are fields too.' });
  web.route({
    host: 'every.example',
    path: '/app',
    port: 'http',
    tls: { name: 'every-tls' },
    ingressClassName: 'nginx',
  });
  new Worker(stack, 'worker', {
    image,
    resources: { ...resources, qos: 'Guaranteed' },
    environment: [{ LEVEL: config.key('LEVEL') }],
    replicas: {
      min: 1,
      max: 4,
      cpu: 70,
      memory: 80,
      behavior: { scaleDown: { stabilizationWindowSeconds: 60 } },
    },
    rollout: { strategy: 'Recreate' },
  });
  new DaemonSet(stack, 'agent', {
    image,
    resources,
    tolerations: [{ operator: 'Exists' }],
    rollout: { maxUnavailable: '50%' },
  });
  new StatefulSet(stack, 'store', {
    image,
    resources,
    ports: { peer: 7000, client: 7001 },
    replicas: 3,
    claims: { data: { size: Size.gibibytes(1), mountPath: '/data', accessModes: ['ReadWriteOncePod'] } },
    podManagementPolicy: 'Parallel',
    partition: 0,
  });
  new Job(stack, 'import', {
    image,
    resources,
    restartPolicy: 'Never',
    completions: 2,
    parallelism: 2,
    completionMode: 'Indexed',
    backoffLimit: 4,
    activeDeadline: Duration.minutes(10),
    ttlAfterFinished: Duration.days(1),
    podFailurePolicy: {
      rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [42] }, onPodConditions: [] }],
    },
  });
  new CronJob(stack, 'report', {
    image,
    resources,
    schedule: Cron.schedule({ minute: '0', hour: '3' }),
    timeZone: 'Europe/Berlin',
    concurrencyPolicy: 'Replace',
    startingDeadline: Duration.minutes(5),
    successfulJobsHistoryLimit: 1,
    failedJobsHistoryLimit: 2,
    suspend: true,
  });
  return app;
}

/** What only a privileged namespace takes: a node agent, and hardware that no node here has. */
function privileged(): App {
  const app = new App();
  const stack = new Stack(app, 'node-agents', {
    namespace: 'node-agents',
    podSecurity: 'privileged',
    pack: 'baseline',
  });
  for (const rule of ['host-namespaces', 'host-path-volumes', 'host-ports', 'privileged']) {
    acknowledge(stack, { rule: `pod-security/${rule}`, reason: 'It is an agent of the node.' });
  }
  new DaemonSet(stack, 'agent', {
    image,
    resources,
    hostNetwork: true,
    dnsPolicy: 'ClusterFirstWithHostNet',
    ports: { metrics: { containerPort: 9100, hostPort: 9100 } },
    mounts: { '/host': hostPath('/', { type: 'Directory' }) },
    security: { privileged: true, runAsNonRoot: false, runAsUser: 0 },
  });
  new Job(stack, 'train', { image, resources: { ...resources, extended: { 'nvidia.com/gpu': 1 } } });
  return app;
}

/** Two workers that use one key each, one that uses all, and one that uses none. */
function consumers(values: { readonly a: string; readonly b: string }): App {
  const app = new App();
  const stack = new Stack(app, 'consumers', { namespace: 'consumers' });
  const config = new Config(stack, 'config', { data: values });
  const watched = new Config(stack, 'watched', { data: values, onChange: 'restart' });
  new Worker(stack, 'uses-a', { image, resources, environment: [{ A: config.key('a') }] });
  new Worker(stack, 'uses-b', { image, resources, mounts: { '/etc/b': configFiles(config, { items: { b: 'b' } }) } });
  new Worker(stack, 'uses-all', { image, resources, environment: [config] });
  new Worker(stack, 'uses-none', { image, resources });
  new Worker(stack, 'watches-a', { image, resources, environment: [{ A: watched.key('a') }] });
  new Worker(stack, 'watches-b', { image, resources, environment: [{ B: watched.key('b') }] });
  return app;
}

/** Constructs of cdk8s-plus beside ours, with a field that their own types are too old for. */
function foreign(): App {
  const app = new App();
  const stack = new Stack(app, 'foreign', { namespace: 'foreign', podSecurity: 'baseline', pack: 'baseline' });
  const config = new kplus.ConfigMap(stack, 'config', { data: { LEVEL: 'info' } });
  const account = new kplus.ServiceAccount(stack, 'account');
  const deployment = new kplus.Deployment(stack, 'server', {
    containers: [{ image, portNumber: 8080, envFrom: [kplus.Env.fromConfigMap(config)] }],
    serviceAccount: account,
  });
  deployment.exposeViaService({ ports: [{ port: 80, targetPort: 8080 }] });
  new kplus.ClusterRole(stack, 'reader', { rules: [{ endpoints: [kplus.ApiResource.PODS], verbs: ['get'] }] });
  new Worker(stack, 'worker', { image, resources, environment: [config], serviceAccount: account });
  const lifecycle = { preStop: { sleep: { seconds: 5 } } };
  override(deployment, {
    merge: { spec: { template: { spec: { containers: [{ name: 'main', lifecycle }] } } } },
    kind: 'Deployment',
  });
  return app;
}

async function createAll(client: ClusterClient, manifests: readonly Manifest[]): Promise<void> {
  for (const manifest of manifests) await client.create(manifest);
}

describeCluster('objects that the API server judges', (client) => {
  it.each([
    ['every field of our constructs', everyField],
    ['what only a privileged namespace takes', privileged],
    ['constructs of cdk8s-plus beside ours', foreign],
  ])('accepts %s, without a warning', async (_, app) => {
    await createAll(client, manifestsOf(app()));

    expect(client.warnings).toEqual([]);
  });

  it('keeps a field that the types of cdk8s-plus do not know', async () => {
    const name = 'server';
    const deployment = await client.get({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace: 'foreign' },
    });

    const containers = [{ lifecycle: { preStop: { sleep: { seconds: 5 } } } }];
    expect(deployment).toMatchObject({ spec: { template: { spec: { containers } } } });
  });
});

describeCluster(
  'workloads on nodes',
  (client) => {
    it('become ready with every field set', async () => {
      const manifests = manifestsOf(everyField());
      // The claims of access mode ReadWriteOncePod and the shared one are provisioned; nothing is left pending.
      await waitUntilReady(client, manifests);

      const owners = new Set((await podsOf(client, 'every-field')).map(({ owner }) => owner?.kind));
      expect([...owners].sort()).toEqual(['DaemonSet', 'Deployment', 'Job', 'StatefulSet']);
    });

    it('are replaced when a key that they use changes, and only then', async () => {
      const first = manifestsOf(consumers({ a: '1', b: '1' }));
      await createAll(client, first);
      await waitUntilReady(client, first);
      const before = new Map((await podsOf(client, 'consumers')).map(({ owner, uid }) => [owner?.name, uid]));

      const second = manifestsOf(consumers({ a: '1', b: '2' }));
      for (const manifest of second) await client.apply(manifest);
      await waitUntilReady(client, second);

      const now = new Map((await podsOf(client, 'consumers')).map(({ owner, uid }) => [owner?.name, uid]));
      const replaced = [...now].filter(([owner, uid]) => before.get(owner) !== uid).map(([owner]) => owner);
      expect([...now.keys()].sort()).toEqual([...before.keys()].sort());
      expect(replaced.sort()).toEqual(['uses-all', 'uses-b', 'watches-b']);
    });
  },
  { simulatedNodes: true },
);
