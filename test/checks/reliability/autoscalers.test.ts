import type { JsonObject } from 'stackwright';
import { autoscalerWithoutRequests } from '../../../lib/checks/reliability/autoscaler-without-requests';
import {
  autoscalerAndReplicas,
  autoscalerConflict,
  autoscalerRange,
} from '../../../lib/checks/reliability/autoscalers';
import { inventoryOf } from '../../manifest/inventory-of';
import { judged, judgedBy } from '../judged';
import { autoscaler, workload } from './objects';

const range = { minReplicas: 2, maxReplicas: 9 };

const scaledObject = {
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { scaleTargetRef: { name: 'web' } },
};

test.each<[string, JsonObject]>([
  ['a HorizontalPodAutoscaler', autoscaler('web', range)],
  ['a ScaledObject', scaledObject],
])('replicas that %s changes are not to be set', (_what, scaler) => {
  expect(judged(autoscalerAndReplicas, workload({ spec: { replicas: 3 } }), scaler)).toMatchObject([
    { severity: 'error', object: 'Deployment shop/web', pointer: '/spec/replicas', got: '3' },
  ]);
  expect(judged(autoscalerAndReplicas, workload(), scaler)).toEqual([]);
  expect(judged(autoscalerAndReplicas, workload({ name: 'admin', spec: { replicas: 3 } }), scaler)).toEqual([]);
});

test('the replicas of another kind and another namespace are none of its matter', () => {
  const others = [
    workload({ kind: 'StatefulSet', spec: { replicas: 3 } }),
    workload({ namespace: 'other', spec: { replicas: 3 } }),
  ];

  expect(judged(autoscalerAndReplicas, ...others, autoscaler('web', range))).toEqual([]);
});

test('two autoscalers of one workload are in conflict', () => {
  expect(judged(autoscalerConflict, workload(), autoscaler('web', range), autoscaler('other', range))).toMatchObject([
    { object: 'HorizontalPodAutoscaler shop/other' },
  ]);
  expect(judged(autoscalerConflict, workload(), autoscaler('web', range))).toEqual([]);
});

test.each<[string, JsonObject, string]>([
  ['one pod', { minReplicas: 1, maxReplicas: 9 }, '/spec/minReplicas'],
  ['no minReplicas, which is one', { maxReplicas: 9 }, '/spec/minReplicas'],
  ['equal bounds', { minReplicas: 4, maxReplicas: 4 }, '/spec/maxReplicas'],
])('an autoscaler with %s has no good range', (_what, spec, pointer) => {
  expect(judged(autoscalerRange, autoscaler('web', spec))).toMatchObject([{ severity: 'warning', pointer }]);
});

test('an autoscaler from two up has a good range', () => {
  expect(judged(autoscalerRange, autoscaler('web', range))).toEqual([]);
});

const utilization = (name: string): JsonObject => ({
  type: 'Resource',
  resource: { name, target: { type: 'Utilization', averageUtilization: 70 } },
});
const of = (container: string): JsonObject => ({
  type: 'ContainerResource',
  containerResource: { name: 'cpu', container, target: { type: 'Utilization', averageUtilization: 70 } },
});
const requests = (amounts: JsonObject): JsonObject => ({ resources: { requests: amounts } });

test.each<[string, JsonObject, JsonObject]>([
  ['cpu', { metrics: [utilization('cpu')] }, requests({ memory: '1Gi' })],
  ['memory', { metrics: [utilization('cpu'), utilization('memory')] }, requests({ cpu: 1 })],
  ['cpu, where it names no metric', {}, {}],
  ['cpu, where it names none by an empty list', { metrics: [] }, {}],
  ['cpu in its first version', { targetCPUUtilizationPercentage: 50 }, {}],
  ['cpu of one container', { metrics: [of('web')] }, {}],
])('an autoscaler by %s needs a request', (_what, spec, container) => {
  expect(judged(autoscalerWithoutRequests, workload({ container }), autoscaler('web', spec))).toMatchObject([
    { severity: 'error', object: 'Deployment shop/web' },
  ]);
});

test.each<[string, JsonObject, JsonObject]>([
  ['a request', { metrics: [utilization('cpu')] }, requests({ cpu: '100m' })],
  ['a limit, which is a request too', { metrics: [utilization('cpu')] }, { resources: { limits: { cpu: 1 } } }],
  ['an amount', { metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'AverageValue' } } }] }, {}],
  ['another metric', { metrics: [{ type: 'External', external: {} }] }, {}],
  ['another container', { metrics: [of('proxy')] }, {}],
  ['no list', { metrics: [null, 'cpu', { type: 'Resource' }] }, {}],
])('an autoscaler with %s needs no more', (_what, spec, container) => {
  expect(judged(autoscalerWithoutRequests, workload({ container }), autoscaler('web', spec))).toEqual([]);
});

test('counts sidecars of both sorts, and no container that ends before the pod starts', () => {
  const pod: JsonObject = {
    initContainers: [{ name: 'migrate' }, { name: 'mesh', restartPolicy: 'Always' }],
    containers: [{ name: 'web', ...requests({ cpu: 1 }) }, { name: 'logs' }],
  };

  expect(
    judged(autoscalerWithoutRequests, workload({ pod }), autoscaler('web', { metrics: [utilization('cpu')] })),
  ).toMatchObject([
    { pointer: '/spec/template/spec/initContainers/1/resources/requests/cpu' },
    { pointer: '/spec/template/spec/containers/1/resources/requests/cpu' },
  ]);
});

test.each(['defaultRequest', 'default', 'max', 'min'])('takes the %s of a LimitRange for containers', (field) => {
  const limitRange = (type: string, namespace = 'shop'): JsonObject => ({
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'defaults', namespace },
    spec: { limits: [{ type, [field]: { cpu: '100m' } }] },
  });
  const objects = [workload(), autoscaler('web', {})];

  expect(judged(autoscalerWithoutRequests, ...objects, limitRange('Container'))).toEqual([]);
  expect(judged(autoscalerWithoutRequests, ...objects, limitRange('Pod'))).toHaveLength(1);
  expect(judged(autoscalerWithoutRequests, ...objects, limitRange('Container', 'other'))).toHaveLength(1);
});

test('takes the request of the pod as a whole, where the cluster knows such', () => {
  const inventory = inventoryOf([workload({ pod: requests({ cpu: 1 }) }), autoscaler('web', {})]);

  expect(judgedBy(autoscalerWithoutRequests, inventory, { kubernetesVersion: '1.34' })).toEqual([]);
  expect(judgedBy(autoscalerWithoutRequests, inventory, { kubernetesVersion: '1.33' })).toHaveLength(1);
});
