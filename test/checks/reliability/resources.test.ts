import type { JsonObject } from 'stackwright';
import { ephemeralStorage, memoryLimitMissing, requestsMissing } from '../../../lib/checks/reliability/resources';
import { pod } from '../../manifest/inventory-of';
import { judged } from '../judged';
import { workload } from './objects';

const requests = { requests: { cpu: '100m', memory: '64Mi' } };
const range = (limits: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: 'defaults', namespace: 'shop' },
  spec: { limits: [{ type: 'Container', ...limits }] },
});

test.each<[string, JsonObject, string]>([
  ['both', {}, 'requests no cpu and no memory.'],
  ['memory', { requests: { cpu: 1 } }, 'requests no memory.'],
  ['cpu', { limits: { memory: '1Gi' } }, 'requests no cpu.'],
])('misses requests of %s', (_what, resources, message) => {
  expect(judged(requestsMissing, workload({ container: { resources } }))).toMatchObject([
    { message: `Container 'web' of Deployment shop/web ${message}`, severity: 'error' },
  ]);
});

test('asks init containers too, and no ephemeral container', () => {
  const container = { name: 'a', resources: requests };
  const spec = { containers: [container], initContainers: [{ name: 'b' }], ephemeralContainers: [{ name: 'c' }] };

  expect(judged(requestsMissing, pod('web', spec))).toMatchObject([
    { message: "Init container 'b' of Pod shop/web requests no cpu and no memory." },
  ]);
});

test('takes limits, a LimitRange and the resources of the pod for requests', () => {
  const limits = { limits: { cpu: 1, memory: '1Gi' } };

  expect(judged(requestsMissing, workload({ container: { resources: limits } }))).toEqual([]);
  expect(judged(requestsMissing, workload({ pod: { resources: requests } }))).toEqual([]);
  expect(
    judged(requestsMissing, workload(), range({ defaultRequest: { cpu: '50m' }, max: { memory: '1Gi' } })),
  ).toEqual([]);
});

test('misses a limit of memory, and none of cpu', () => {
  expect(judged(memoryLimitMissing, workload({ container: { resources: requests } }))).toMatchObject([
    { pointer: '/spec/template/spec/containers/0/resources/limits/memory' },
  ]);
  expect(judged(memoryLimitMissing, workload({ container: { resources: { limits: { memory: '1Gi' } } } }))).toEqual([]);
});

test.each<[string, JsonObject, number]>([
  ['default', { default: { memory: '1Gi' } }, 0],
  ['max, which is the default too', { max: { memory: '1Gi' } }, 0],
  ['defaultRequest, which limits nothing', { defaultRequest: { memory: '1Gi' } }, 1],
])('a LimitRange may give the limit by its %s', (_what, limits, expected) => {
  expect(judged(memoryLimitMissing, workload(), range(limits))).toHaveLength(expected);
});

test('misses a limit of what a container writes to the disk of its node', () => {
  expect(judged(ephemeralStorage, workload())).toHaveLength(1);
  expect(
    judged(ephemeralStorage, workload({ container: { resources: { limits: { 'ephemeral-storage': '1Gi' } } } })),
  ).toEqual([]);
});

test.each<[string, JsonObject, number]>([
  ['no volume', {}, 0],
  ['a volume with a limit', { emptyDir: { sizeLimit: '1Gi' } }, 0],
  ['a volume in memory', { emptyDir: { medium: 'Memory' } }, 0],
  ['a volume without a limit', { emptyDir: {} }, 1],
])('a container that may write nowhere but to %s is limited already', (_what, source, expected) => {
  const container = {
    securityContext: { readOnlyRootFilesystem: true },
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
  };

  expect(
    judged(ephemeralStorage, workload({ container, pod: { volumes: [{ name: 'tmp', ...source }] } })),
  ).toHaveLength(expected);
});

test.each([requestsMissing, memoryLimitMissing, ephemeralStorage])('bears containers of any form', (check) => {
  const odd = [null, 1, { resources: 'many' }, { resources: { requests: [], limits: null } }];

  expect(() => judged(check, workload({ pod: { containers: odd } }), workload({ spec: {} }))).not.toThrow();
  expect(() => judged(check, range({ default: 'x' }), { ...range({}), spec: { limits: {} } })).not.toThrow();
});
