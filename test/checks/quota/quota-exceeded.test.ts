import { quotaExceeded } from '../../../lib/checks/quota/quota-exceeded';
import type { Json, JsonObject } from '../../../lib/manifest/json';
import { core, inventoryOf, pod } from '../../manifest/inventory-of';
import { judged, judgedBy } from '../judged';
import { autoscaler, container, cpu, deployment, other, quota, workload } from './manifests';

const messages = (...manifests: readonly JsonObject[]): readonly string[] =>
  judged(quotaExceeded, ...manifests).map(({ message }) => message);

/** How much more of a resource than none is needed, as text. */
function needed(resource: string, ...manifests: readonly JsonObject[]): string {
  const [message = ''] = messages(quota({ [resource]: '0' }), ...manifests);
  return /^ResourceQuota shop\/team allows 0 of \S+, (\S+) less than/.exec(message)?.[1] ?? 'none';
}

test('lists who uses it, the largest first, and by how much it is too little', () => {
  const objects = [
    quota({ 'requests.cpu': 0.8, pods: 10 }),
    deployment('db', {}, cpu('0.1')),
    deployment('api', { replicas: 9 }, cpu('100m')),
  ];

  expect(judged(quotaExceeded, ...objects)).toEqual([
    expect.objectContaining({
      rule: 'quota/exceeded',
      severity: 'error',
      object: 'ResourceQuota shop/team',
      pointer: '/spec/hard/requests.cpu',
      got: '0.8',
      want: 'at least 1',
      message:
        'ResourceQuota shop/team allows 800m of requests.cpu, 200m less than the 1 that are needed: ' +
        'Deployment shop/api 900m (9 × 100m), Deployment shop/db 100m.',
    }),
  ]);
});

test('a namespace that is exactly full fits', () => {
  expect(messages(quota({ 'requests.cpu': '1', pods: 10 }), deployment('api', { replicas: 10 }, cpu('0.1')))).toEqual(
    [],
  );
});

test('names only the five largest', () => {
  const pods = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => pod(name, { containers: [] }));

  expect(messages(quota({ pods: '6' }), ...pods)).toEqual([
    'ResourceQuota shop/team allows 6 of pods, 1 less than the 7 that are needed: ' +
      'Pod shop/a 1, Pod shop/b 1, Pod shop/c 1, Pod shop/d 1, Pod shop/e 1, 2 more 2.',
  ]);
});

describe('pods are counted', () => {
  const template = { spec: { containers: [] } };
  const job = (spec: JsonObject): JsonObject => other('batch/v1', 'Job', 'job', { template, ...spec });
  const cronJob = (spec: JsonObject, jobSpec: JsonObject = {}): JsonObject =>
    other('batch/v1', 'CronJob', 'cron', { jobTemplate: { spec: { template, ...jobSpec } }, ...spec });

  test.each<[string, string, JsonObject]>([
    ['a Deployment', '1', deployment('web', {})],
    ['a Deployment of three', '3', deployment('web', { replicas: 3 })],
    ['a Deployment of none', 'none', deployment('web', { replicas: 0 })],
    ['a Deployment of null', '1', deployment('web', { replicas: null })],
    ['a Deployment of text', 'none', deployment('web', { replicas: 'many' })],
    ['a StatefulSet', '2', workload('StatefulSet', 'web', { replicas: 2 })],
    ['a ReplicaSet', '2', workload('ReplicaSet', 'web', { replicas: 2 })],
    ['a DaemonSet on nodes that nobody knows', 'none', workload('DaemonSet', 'web', {})],
    ['a Job', '1', job({})],
    ['one pod of a Job, which the others follow', '1', job({ parallelism: 3 })],
    ['a suspended Job', 'none', job({ suspend: true })],
    ['a CronJob', '1', cronJob({})],
    ['a suspended CronJob', 'none', cronJob({ suspend: true })],
    ['a CronJob of suspended Jobs', 'none', cronJob({}, { suspend: true })],
  ])('%s: %s', (_, count, object) => {
    expect(needed('pods', object)).toBe(count);
    expect(needed('count/pods', object)).toBe(count);
  });

  test('by the minimum of an autoscaler', () => {
    const web = deployment('web', { replicas: 5 });

    expect(needed('pods', web, autoscaler('Deployment', 'web', { minReplicas: 2, maxReplicas: 9 }))).toBe('2');
    expect(needed('pods', web, autoscaler('Deployment', 'web', { maxReplicas: 9 }))).toBe('1');
    expect(needed('pods', web, autoscaler('Deployment', 'other', { maxReplicas: 9 }))).toBe('5');
  });

  test('of what is scaled to none, not at all', () => {
    const scaler = autoscaler('Deployment', 'web', { minReplicas: 2, maxReplicas: 9 });

    expect(needed('pods', deployment('web', { replicas: 0 }), scaler)).toBe('none');
  });

  test('even where a VerticalPodAutoscaler says what they ask for', () => {
    const web = deployment('web', {}, cpu('1'));
    const scaler = other('autoscaling.k8s.io/v1', 'VerticalPodAutoscaler', 'web', {
      targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    });

    expect(needed('pods', web, scaler)).toBe('1');
    expect(needed('requests.cpu', web, scaler)).toBe('none');
  });

  test('on the nodes of the platform', () => {
    const nodes = [
      { count: 2, cpu: '4', memory: '8Gi', labels: { disk: 'ssd' } },
      { count: 3, cpu: '4', memory: '8Gi', labels: { disk: 'hdd' } },
    ];
    const daemons = (nodeSelector: JsonObject): JsonObject =>
      workload('DaemonSet', 'agent', { template: { spec: { nodeSelector, containers: [container(cpu('100m'))] } } });
    const wants = (object: JsonObject): Json[] =>
      judgedBy(quotaExceeded, inventoryOf([quota({ 'requests.cpu': '0' }), object]), { nodes }).map(
        ({ want = '' }) => want,
      );

    expect(wants(daemons({}))).toEqual(['at least 500m']);
    expect(wants(daemons({ disk: 'ssd', 'kubernetes.io/os': 'linux' }))).toEqual(['at least 200m']);
  });

  test('twice only where there are two of a name', () => {
    expect(needed('pods', deployment('web', {}), deployment('web', {}))).toBe('1');
  });
});

describe('what comes to an end', () => {
  const job = (name: string, request: string, spec: JsonObject = {}): JsonObject =>
    other('batch/v1', 'Job', name, { ...spec, template: { spec: { containers: [container(cpu(request))] } } });
  const bound = quota({ 'requests.cpu': '1' });

  test('is only worth a warning where one can wait for another', () => {
    const objects = [bound, deployment('web', {}, cpu('600m')), job('a', '300m'), job('b', '300m')];

    expect(judged(quotaExceeded, ...objects)).toMatchObject([
      { severity: 'warning', message: expect.stringMatching(/Some pods start only after others are done\.$/) },
    ]);
  });

  test('is no matter where all of it fits at once', () => {
    const objects = [bound, deployment('web', {}, cpu('600m'))];

    expect(messages(...objects, job('a', '200m', { parallelism: 2 }))).toEqual([]);
    expect(messages(...objects, job('a', '400m', { parallelism: 2, completions: 1 }))).toEqual([]);
    expect(messages(...objects, job('a', '400m', { parallelism: 2, completions: 2 }))).toHaveLength(1);
  });

  test('is an error where one pod of it never finds room', () => {
    const objects = [bound, deployment('web', {}, cpu('600m')), job('a', '500m', { parallelism: 3 })];

    expect(judged(quotaExceeded, ...objects)).toMatchObject([{ severity: 'error', want: 'at least 1100m' }]);
  });
});

describe('requests and limits are counted', () => {
  const web = (resources: JsonObject): JsonObject => pod('web', { containers: [container(resources)] });

  test.each<[string, string, JsonObject]>([
    ['cpu', '1500m', { requests: { cpu: 1.5 } }],
    ['requests.cpu', '1500m', { limits: { cpu: '1500m' } }],
    ['limits.cpu', 'none', { requests: { cpu: '1' } }],
    ['memory', '64Mi', { requests: { memory: '64Mi' } }],
    ['limits.memory', '1500M', { limits: { memory: '1.5G' } }],
    ['requests.memory', '1073741823500m', { requests: { memory: '1073741823500m' } }],
    ['requests.ephemeral-storage', '1Gi', { requests: { 'ephemeral-storage': '1Gi' } }],
    ['requests.nvidia.com/gpu', '2', { limits: { 'nvidia.com/gpu': 2 } }],
    ['nvidia.com/gpu', 'none', { limits: { 'nvidia.com/gpu': 2 } }],
    ['hugepages-2Mi', '4Mi', { limits: { 'hugepages-2Mi': '4Mi' } }],
    ['requests.hugepages-2Mi', '4Mi', { limits: { 'hugepages-2Mi': '4Mi' } }],
  ])('%s: %s', (resource, amount, resources) => {
    expect(needed(resource, web(resources))).toBe(amount);
  });

  test('with the overhead of a RuntimeClass', () => {
    const runtime = {
      apiVersion: 'node.k8s.io/v1',
      kind: 'RuntimeClass',
      metadata: { name: 'sandbox' },
      overhead: { podFixed: { cpu: '250m', memory: '120Mi' } },
    };
    const sandboxed = pod('web', { runtimeClassName: 'sandbox', containers: [container(cpu('1'))] });

    expect(needed('requests.cpu', sandboxed, runtime)).toBe('1250m');
    expect(needed('limits.cpu', sandboxed, runtime)).toBe('none');
  });

  test('as a LimitRange makes them', () => {
    const limits = core('LimitRange', 'limits', { spec: { limits: [{ type: 'Container', default: { cpu: '2' } }] } });

    expect(needed('requests.cpu', web({}), limits)).toBe('2');
  });
});

describe('scopes', () => {
  const bound = (spec: JsonObject): JsonObject => quota({ pods: '0' }, spec);
  const web = (spec: JsonObject, resources: JsonObject = {}): JsonObject =>
    pod('web', { ...spec, containers: [container(resources)] });
  const priority = (operator: string, ...values: readonly string[]): JsonObject => ({
    scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator, values }] },
  });
  const affinity = (term: JsonObject): JsonObject => ({
    affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } },
  });

  test.each<[string, number, JsonObject, JsonObject]>([
    ['Terminating', 1, { scopes: ['Terminating'] }, web({ activeDeadlineSeconds: 5 })],
    ['Terminating', 0, { scopes: ['Terminating'] }, web({})],
    ['NotTerminating', 0, { scopes: ['NotTerminating'] }, web({ activeDeadlineSeconds: 5 })],
    ['NotTerminating', 1, { scopes: ['NotTerminating'] }, web({})],
    ['BestEffort', 1, { scopes: ['BestEffort'] }, web({}, { requests: { cpu: 0, 'nvidia.com/gpu': 1 } })],
    ['BestEffort', 0, { scopes: ['BestEffort'] }, web({}, cpu('1m'))],
    ['NotBestEffort', 1, { scopes: ['NotBestEffort'] }, web({}, cpu('1m'))],
    ['NotBestEffort', 0, { scopes: ['NotBestEffort'] }, web({})],
    ['both', 0, { scopes: ['Terminating', 'NotBestEffort'] }, web({ activeDeadlineSeconds: 5 })],
    ['PriorityClass', 1, priority('In', 'high'), web({ priorityClassName: 'high' })],
    ['PriorityClass', 0, priority('In', 'high'), web({ priorityClassName: 'low' })],
    ['PriorityClass', 0, priority('In', 'high'), web({})],
    ['PriorityClass', 1, priority('NotIn', 'high'), web({})],
    ['PriorityClass', 0, priority('NotIn', 'high'), web({ priorityClassName: 'high' })],
    ['PriorityClass', 1, priority('Exists'), web({ priorityClassName: 'high' })],
    ['PriorityClass', 0, priority('Exists'), web({})],
    ['PriorityClass', 1, priority('DoesNotExist'), web({})],
    ['affinity', 1, { scopes: ['CrossNamespacePodAffinity'] }, web(affinity({ namespaces: ['other'] }))],
    ['affinity', 1, { scopes: ['CrossNamespacePodAffinity'] }, web(affinity({ namespaceSelector: {} }))],
    ['affinity', 0, { scopes: ['CrossNamespacePodAffinity'] }, web(affinity({ topologyKey: 'zone' }))],
    ['unknown', 0, { scopes: ['Other'] }, web({})],
  ])('%s: %i', (_, count, spec, object) => {
    expect(messages(bound(spec), object)).toHaveLength(count);
  });

  test('a pod without a PriorityClass has the usual one', () => {
    const usual = {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: 'high' },
      globalDefault: true,
    };

    expect(messages(bound(priority('In', 'high')), web({}), usual)).toHaveLength(1);
  });

  test('are about pods only', () => {
    expect(messages(quota({ services: '0' }, { scopes: ['BestEffort'] }), core('Service', 'web'))).toEqual([]);
  });
});

describe('objects are counted', () => {
  const service = (spec: JsonObject): JsonObject => core('Service', 'web', { spec: { ports: [{}, {}], ...spec } });
  const balanced = { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false };

  test.each<[string, string, JsonObject]>([
    ['configmaps', '2', core('ConfigMap', 'config')],
    ['configmaps', '1', core('ConfigMap', 'kube-root-ca.crt')],
    ['configmaps', 'none', core('Secret', 'secret')],
    ['count/configmaps', '2', core('ConfigMap', 'config')],
    ['count/serviceaccounts', '2', core('ServiceAccount', 'web')],
    ['secrets', '1', core('Secret', 'secret')],
    ['resourcequotas', '1', core('ConfigMap', 'config')],
    ['services', '1', service({})],
    ['services.nodeports', 'none', service({})],
    ['services.nodeports', '2', service({ type: 'NodePort' })],
    ['services.nodeports', '2', service({ type: 'LoadBalancer' })],
    ['services.nodeports', 'none', service(balanced)],
    ['services.nodeports', '1', service({ ...balanced, ports: [{ nodePort: 30_000 }, {}] })],
    ['services.loadbalancers', '1', service(balanced)],
    ['services.loadbalancers', 'none', service({ type: 'NodePort' })],
    ['count/deployments.apps', '1', deployment('web', { replicas: 3 })],
    ['count/replicasets.apps', '1', deployment('web', { replicas: 3 })],
    ['count/jobs.batch', '1', other('batch/v1', 'CronJob', 'cron', {})],
    ['count/jobs.batch', 'none', other('batch/v1', 'CronJob', 'cron', { suspend: true })],
    ['count/ingresses.networking.k8s.io', '1', other('networking.k8s.io/v1', 'Ingress', 'web', {})],
    ['count/networkpolicies.networking.k8s.io', '1', other('networking.k8s.io/v1', 'NetworkPolicy', 'web', {})],
    ['count/gateways.gateway.networking.k8s.io', '1', other('gateway.networking.k8s.io/v1', 'Gateway', 'web', {})],
  ])('%s: %s', (resource, count, object) => {
    expect(needed(resource, object)).toBe(count);
  });

  test('of custom resources by the name that their definition gives them', () => {
    const definition = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'oxen.example.com' },
      spec: { group: 'example.com', names: { kind: 'Ox', plural: 'oxen' } },
    };

    expect(needed('count/oxen.example.com', definition, other('example.com/v1', 'Ox', 'one', {}))).toBe('1');
  });
});

describe('claims are counted', () => {
  const spec = (storage: string, more: JsonObject = {}): JsonObject => ({
    ...more,
    resources: { requests: { storage } },
  });
  const claim = (name: string, more: JsonObject = {}): JsonObject =>
    core('PersistentVolumeClaim', name, { spec: spec('1Gi', more) });
  const set = workload('StatefulSet', 'db', {
    replicas: 3,
    volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: spec('2Gi') }],
  });

  test('one for each pod of a StatefulSet', () => {
    expect(needed('persistentvolumeclaims', set)).toBe('3');
    expect(needed('requests.storage', set)).toBe('6Gi');
  });

  test('in whole bytes', () => {
    expect(needed('requests.storage', core('PersistentVolumeClaim', 'data', { spec: spec('0.1k') }))).toBe('100');
    expect(needed('requests.storage', core('PersistentVolumeClaim', 'data', { spec: spec('1023.1') }))).toBe('1Ki');
  });

  test('once, where one of them is written out', () => {
    expect(needed('persistentvolumeclaims', set, claim('data-db-1'))).toBe('3');
    expect(needed('persistentvolumeclaims', set, claim('data-db-3'))).toBe('4');
  });

  test('of the volumes of each pod', () => {
    const volumes = [{ name: 'scratch', ephemeral: { volumeClaimTemplate: { spec: spec('1Gi') } } }];
    const web = deployment('web', { replicas: 2, template: { spec: { volumes, containers: [] } } });

    expect(needed('requests.storage', web)).toBe('2Gi');
  });

  test('by their class', () => {
    const resource = 'fast.storageclass.storage.k8s.io/requests.storage';
    const usual = {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'fast', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
    };

    expect(needed(resource, claim('data', { storageClassName: 'fast' }))).toBe('1Gi');
    expect(needed(resource, claim('data', { storageClassName: 'slow' }))).toBe('none');
    expect(needed(resource, claim('data'))).toBe('none');
    expect(needed(resource, claim('data'), usual)).toBe('1Gi');
    expect(needed(resource, claim('data', { storageClassName: '' }), usual)).toBe('none');
  });
});

test('what Kubernetes itself puts into a namespace is no mistake of anybody', () => {
  expect(messages(quota({ configmaps: '0', 'count/serviceaccounts': '0' }))).toEqual([]);
});

test('other namespaces have nothing to do with it', () => {
  expect(
    messages({ ...quota({ pods: '0' }), metadata: { name: 'team', namespace: 'other' } }, deployment('web', {})),
  ).toEqual([]);
});

test.each<Json>([null, 7, 'x', [], { hard: null }, { hard: [] }, { hard: { pods: 'few' } }, { hard: {}, scopes: 1 }])(
  'what is no quota bounds nothing: %j',
  (spec) => {
    expect(messages(core('ResourceQuota', 'team', { spec }), deployment('web', {}))).toEqual([]);
  },
);
