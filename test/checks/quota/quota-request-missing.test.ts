import { quotaRequestMissing } from '../../../lib/checks/quota/quota-request-missing';
import type { JsonObject } from '../../../lib/manifest/json';
import { inventoryOf, pod } from '../../manifest/inventory-of';
import { judged, judgedBy } from '../judged';
import { container, cpu, deployment, limitRange, quota, workload } from './manifests';

const web = (...containers: readonly JsonObject[]): JsonObject => pod('web', { containers });

test('fails for each container, with all that it leaves out', () => {
  const bound = quota({ 'requests.cpu': '1', 'limits.memory': '1Gi' });

  expect(judged(quotaRequestMissing, bound, web(container(), container(cpu('1'), 'proxy')))).toEqual([
    expect.objectContaining({
      rule: 'quota/request-missing',
      object: 'Pod shop/web',
      pointer: '/spec/containers/0/resources/requests/cpu',
      message: 'Container web has no request of cpu and no limit of memory, which ResourceQuota shop/team counts.',
    }),
    expect.objectContaining({
      pointer: '/spec/containers/1/resources/limits/memory',
      message: 'Container proxy has no limit of memory, which ResourceQuota shop/team counts.',
    }),
  ]);
});

test.each<[string, JsonObject, number]>([
  ['cpu', { requests: { cpu: 0 } }, 0],
  ['cpu', { limits: { cpu: 1 } }, 0],
  ['cpu', { requests: { memory: 1 } }, 1],
  ['requests.cpu', { limits: { cpu: 1 } }, 0],
  ['limits.cpu', { requests: { cpu: 1 } }, 1],
  ['memory', {}, 1],
  ['requests.memory', {}, 1],
  ['limits.memory', {}, 1],
  ['requests.ephemeral-storage', {}, 0],
  ['requests.nvidia.com/gpu', {}, 0],
  ['pods', {}, 0],
])('a quota on %s asks something of %j: %i', (resource, resources, count) => {
  expect(judged(quotaRequestMissing, quota({ [resource]: '9' }), web(container(resources)))).toHaveLength(count);
});

test('fails for init containers, and not for ephemeral ones', () => {
  const initContainers = [container({}, 'migrate')];
  const ephemeralContainers = [container({}, 'debug')];
  const object = pod('web', { initContainers, ephemeralContainers, containers: [container(cpu('1'))] });

  expect(judged(quotaRequestMissing, quota({ cpu: '1' }), object)).toMatchObject([
    { message: 'Init container migrate has no request of cpu, which ResourceQuota shop/team counts.' },
  ]);
});

test.each(['DaemonSet', 'StatefulSet', 'Deployment'])('fails for a %s, however many pods it has', (kind) => {
  expect(judged(quotaRequestMissing, quota({ cpu: '1' }), workload(kind, 'web', {}))).toMatchObject([
    { pointer: '/spec/template/spec/containers/0/resources/requests/cpu' },
  ]);
});

test('the defaults of a LimitRange will do', () => {
  const objects = [quota({ cpu: '1', 'limits.cpu': '1' }), web(container())];

  expect(judged(quotaRequestMissing, ...objects, limitRange([{ type: 'Container', max: { cpu: 1 } }]))).toEqual([]);
  expect(judged(quotaRequestMissing, ...objects, limitRange([{ type: 'Container', min: { cpu: 1 } }]))).toMatchObject([
    { message: 'Container web has no limit of cpu, which ResourceQuota shop/team counts.' },
  ]);
});

test('a LimitRange that is made elsewhere may have any defaults', () => {
  const inventory = inventoryOf([quota({ cpu: '1' }), web(container())]);
  const judgedWith = (namespace: string): unknown =>
    judgedBy(quotaRequestMissing, inventory, { externals: [{ kind: 'LimitRange', name: '*', namespace }] });

  expect(judgedWith('shop')).toEqual([]);
  expect(judgedWith('other')).toHaveLength(1);
});

test('what a pod says as a whole will do, where the cluster knows that', () => {
  const whole = pod('web', { resources: cpu('1'), containers: [container()] });
  const inventory = inventoryOf([quota({ 'limits.memory': '1Gi' }), whole]);

  expect(judgedBy(quotaRequestMissing, inventory)).toEqual([]);
  expect(judgedBy(quotaRequestMissing, inventory, { kubernetesVersion: '1.33' })).toHaveLength(1);
});

test('a quota asks only of the pods in its scope', () => {
  const bound = quota({ cpu: '1' }, { scopes: ['Terminating'] });

  expect(judged(quotaRequestMissing, bound, deployment('web', {}))).toEqual([]);
});
