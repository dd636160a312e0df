import { limitRangeViolated } from '../../../lib/checks/quota/limit-range-violated';
import type { JsonObject } from '../../../lib/manifest/json';
import { core, inventoryOf, pod } from '../../manifest/inventory-of';
import { judged, judgedBy } from '../judged';
import { container, deployment, limitRange, other, workload } from './manifests';

const messages = (...manifests: readonly JsonObject[]): readonly string[] =>
  judged(limitRangeViolated, ...manifests).map(({ message }) => message);

const ofContainers = (limit: JsonObject, name?: string): JsonObject =>
  limitRange([{ type: 'Container', ...limit }], name);
const web = (resources: JsonObject): JsonObject => pod('web', { containers: [container(resources)] });

describe('the limit range of the book', () => {
  const limits = ofContainers({
    default: { memory: '50Mi', cpu: 0.2 },
    defaultRequest: { memory: '30Mi', cpu: 0.05 },
    max: { memory: '80Mi', cpu: 0.5 },
    min: { memory: '10Mi', cpu: 0.01 },
  });

  test('takes pods that say nothing, by its defaults', () => {
    expect(messages(limits, web({}))).toEqual([]);
  });

  test('refuses what is above its maximum', () => {
    const db = deployment('db', {}, { limits: { memory: '100Mi', cpu: 0.1 }, requests: { memory: '50Mi', cpu: 0.01 } });

    expect(judged(limitRangeViolated, limits, db)).toEqual([
      expect.objectContaining({
        rule: 'limit-range/violated',
        object: 'Deployment shop/db',
        pointer: '/spec/template/spec/containers/0/resources/limits/memory',
        got: '"100Mi"',
        want: 'at most 80Mi',
        message: 'Container db is limited to 100Mi of memory: 20Mi more than the maximum of LimitRange shop/limits.',
      }),
    ]);
  });

  test('refuses what is below its minimum', () => {
    expect(messages(limits, web({ limits: { memory: '10Mi' }, requests: { memory: '5Mi' } }))).toEqual([
      'Container web requests 5Mi of memory: 5Mi less than the minimum of LimitRange shop/limits.',
    ]);
  });

  test('refuses a request above the limit that it gives by default', () => {
    expect(messages(limits, web({ requests: { memory: '60Mi' } }))).toEqual([
      'Container web requests 60Mi of memory and sets no limit: the one it gets by default is 50Mi, which is less.',
    ]);
  });

  test('takes a limit without a request as the request, before its own default', () => {
    expect(messages(limits, web({ limits: { memory: '5Mi' } }))).toEqual([
      'Container web requests 5Mi of memory: 5Mi less than the minimum of LimitRange shop/limits.',
    ]);
  });
});

test('a maximum is the default limit, and so the default request', () => {
  const limits = [ofContainers({ max: { cpu: '1' } }), limitRange([{ type: 'Pod', min: { cpu: '1001m' } }], 'pods')];

  expect(messages(...limits, web({}))).toEqual([
    'The pod requests 1 of cpu in all: 1m less than the minimum of LimitRange shop/pods.',
  ]);
});

test('a minimum is the default request where there is no other', () => {
  const ratio = { min: { cpu: '100m' }, maxLimitRequestRatio: { cpu: 2 } };

  expect(messages(ofContainers(ratio), web({ limits: { cpu: '200m' } }))).toEqual([]);
  expect(messages(ofContainers(ratio), web({}))).toEqual([
    'Container web has no limit of cpu, and LimitRange shop/limits wants a limit of at most 2 times the request.',
  ]);
});

test.each([
  ['2', 0],
  ['1500m', 1],
  [1.999, 1],
])('a limit of twice the request is held against a ratio of %j', (maximum, count) => {
  const limits = ofContainers({ maxLimitRequestRatio: { cpu: maximum } });

  expect(messages(limits, web({ requests: { cpu: '1' }, limits: { cpu: 2 } }))).toHaveLength(count);
});

test('says how far a limit is from its request', () => {
  const limits = ofContainers({ maxLimitRequestRatio: { memory: '2' } });

  expect(messages(limits, web({ requests: { memory: '1Gi' }, limits: { memory: '2.5Gi' } }))).toEqual([
    'Container web is limited to 2560Mi of memory, 2.5 times the 1Gi that it requests: LimitRange shop/limits allows 2 times.',
  ]);
});

describe('a limit range of pods', () => {
  const limits = limitRange([{ type: 'Pod', max: { cpu: '1' } }]);
  const half = { limits: { cpu: '500m' } };

  test('adds up containers and sidecars, but not init containers that end before', () => {
    const spec = {
      initContainers: [container(half, 'one'), { ...container(half, 'proxy'), restartPolicy: 'Always' }],
      containers: [container(half)],
    };

    expect(messages(limits, pod('web', spec))).toEqual([]);
    expect(messages(limits, pod('web', { ...spec, containers: [container(half), container(half, 'more')] }))).toEqual([
      'The pod is limited to 1500m of cpu in all: 500m more than the maximum of LimitRange shop/limits.',
    ]);
  });

  test('counts an init container with the sidecars before it', () => {
    const proxy = { ...container(half, 'proxy'), restartPolicy: 'Always' };
    const large = container({ limits: { cpu: '600m' } }, 'large');

    expect(messages(limits, pod('web', { initContainers: [large, proxy], containers: [] }))).toEqual([]);
    expect(messages(limits, pod('web', { initContainers: [proxy, large], containers: [] }))).toHaveLength(1);
  });

  test('is told where no container has a limit', () => {
    expect(messages(limits, web({ requests: { cpu: '100m' } }))).toEqual([
      'The pod has no limit of cpu, and LimitRange shop/limits wants at most 1.',
    ]);
  });

  test('takes what the pod says as a whole, where the cluster knows that', () => {
    const whole = pod('web', { resources: { limits: { cpu: '2' } }, containers: [container(half)] });

    expect(judged(limitRangeViolated, limits, whole)).toMatchObject([{ pointer: '/spec/resources/limits/cpu' }]);
    expect(judgedBy(limitRangeViolated, inventoryOf([limits, whole]), { kubernetesVersion: '1.33' })).toEqual([]);
  });
});

describe('defaults that do not go with what the pod says as a whole', () => {
  const whole = (resources: JsonObject, ...containers: readonly JsonObject[]): JsonObject =>
    pod('web', { resources, containers });
  const limits = ofContainers({ default: { cpu: '2' }, defaultRequest: { cpu: '1' } });

  test('are refused where they come to more', () => {
    expect(messages(limits, whole({ requests: { cpu: '1' } }, container(), container({}, 'proxy')))).toEqual([
      'The pod requests 1 of cpu as a whole: with what they get by default, its containers come to 2.',
    ]);
    expect(messages(limits, whole({ requests: { cpu: '1' }, limits: { cpu: '1' } }, container()))).toEqual([
      'The pod is limited to 1 of cpu as a whole: with what they get by default, its containers come to 2.',
    ]);
  });

  test('are no matter where the pod has room for them', () => {
    expect(messages(limits, whole({ requests: { cpu: '2' }, limits: { cpu: '2' } }, container()))).toEqual([]);
  });
});

test('a request above the limit that a container sets itself is left to others', () => {
  expect(messages(ofContainers({ min: { cpu: '1' } }), web({ requests: { cpu: '2' }, limits: { cpu: '1' } }))).toEqual(
    [],
  );
});

describe('several limit ranges', () => {
  const small = ofContainers({ default: { cpu: '100m' } }, 'small');
  const large = ofContainers({ default: { cpu: '300m' } }, 'large');
  const bound = (name: string, cpu: string): JsonObject => limitRange([{ type: 'Pod', max: { cpu } }], name);

  test('all count', () => {
    expect(
      messages(
        ofContainers({ max: { cpu: '2' } }),
        ofContainers({ max: { cpu: '1' } }, 'more'),
        web({ limits: { cpu: '1500m' } }),
      ),
    ).toHaveLength(1);
  });

  test('with different defaults are judged only by what holds in any order', () => {
    expect(messages(small, large, bound('pods', '200m'), web({}))).toEqual([]);
    expect(messages(large, small, bound('pods', '200m'), web({}))).toEqual([]);
    expect(messages(small, large, bound('pods', '50m'), web({}))).toHaveLength(1);
  });
});

describe('claims', () => {
  const limits = limitRange([{ type: 'PersistentVolumeClaim', min: { storage: '1Gi' }, max: { storage: '2Gi' } }]);
  const spec = (storage: string): JsonObject => ({ resources: { requests: { storage } } });

  test.each([
    ['1Gi', 0],
    ['2Gi', 0],
    ['1023Mi', 1],
    ['2049Mi', 1],
  ])('a claim for %s is held against both bounds', (storage, count) => {
    expect(messages(limits, core('PersistentVolumeClaim', 'data', { spec: spec(storage) }))).toHaveLength(count);
  });

  test('of StatefulSets and of volumes count', () => {
    const volumes = [{ name: 'scratch', ephemeral: { volumeClaimTemplate: { spec: spec('3Gi') } } }];
    const templates = [{ metadata: { name: 'data' }, spec: spec('512Mi') }];
    const set = workload('StatefulSet', 'db', { volumeClaimTemplates: templates });

    expect(judged(limitRangeViolated, limits, set, pod('web', { volumes, containers: [] }))).toMatchObject([
      {
        pointer: '/spec/volumeClaimTemplates/0/spec/resources/requests/storage',
        message: 'The claim data requests 512Mi of storage: 512Mi less than the minimum of LimitRange shop/limits.',
      },
      { pointer: '/spec/volumes/0/ephemeral/volumeClaimTemplate/spec/resources/requests/storage' },
    ]);
  });
});

test('limit ranges of other namespaces do not count', () => {
  const limits = { ...ofContainers({ max: { cpu: '1' } }), metadata: { name: 'limits', namespace: 'other' } };

  expect(messages(limits, web({ limits: { cpu: '2' } }))).toEqual([]);
});

test('pods that get their requests from a VerticalPodAutoscaler are left alone, unless it only recommends', () => {
  const scaler = (updateMode: string): JsonObject =>
    other('autoscaling.k8s.io/v1', 'VerticalPodAutoscaler', 'web', {
      targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      updatePolicy: { updateMode },
    });
  const objects = [ofContainers({ max: { cpu: '1' } }), deployment('web', {}, { limits: { cpu: '2' } })];

  expect(messages(...objects, scaler('Auto'))).toEqual([]);
  expect(messages(...objects, scaler('Off'))).toHaveLength(1);
});

test('a template that makes no pods by itself, and ephemeral containers, are left alone', () => {
  const limits = ofContainers({ max: { cpu: '1' } });
  const containers = [container({ limits: { cpu: '2' } })];

  expect(messages(limits, core('PodTemplate', 'web', { template: { spec: { containers } } }))).toEqual([]);
  expect(messages(limits, pod('web', { containers: [], ephemeralContainers: containers }))).toEqual([]);
});

test.each([
  limitRange([null, 1, { type: 'Container', max: 1, min: { cpu: 'lots' }, default: [] }]),
  core('LimitRange', 'limits', { spec: null }),
  core('LimitRange', 'limits', { spec: { limits: {} } }),
])('what is no limit range bounds nothing: %j', (limits) => {
  expect(messages(limits, web({ limits: { cpu: '2' } }))).toEqual([]);
});

test('what is no amount is left to others', () => {
  expect(messages(ofContainers({ max: { cpu: '1' } }), web({ limits: { cpu: 'lots' } }), web({ limits: 7 }))).toEqual(
    [],
  );
});
