import { quotaAutoscalerCapped } from '../../../lib/checks/quota/quota-autoscaler-capped';
import type { JsonObject } from '../../../lib/manifest/json';
import { judged } from '../judged';
import { autoscaler, cpu, deployment, other, quota } from './manifests';

const web = deployment('web', {}, cpu('250m'));
const scaler = (maxReplicas: number, minReplicas = 2): JsonObject =>
  autoscaler('Deployment', 'web', { minReplicas, maxReplicas });

test('says how far it scales', () => {
  const objects = [quota({ 'requests.cpu': '2' }), web, scaler(10), deployment('db', {}, cpu('600m'))];

  expect(judged(quotaAutoscalerCapped, ...objects)).toEqual([
    expect.objectContaining({
      rule: 'quota/autoscaler-capped',
      severity: 'warning',
      object: 'HorizontalPodAutoscaler shop/web',
      pointer: '/spec/maxReplicas',
      got: '10',
      want: 'at most 5',
      message:
        'HorizontalPodAutoscaler shop/web scales Deployment shop/web to 5 of 10 pods: ' +
        'each needs 250m of requests.cpu, and ResourceQuota shop/team has no room for more.',
    }),
  ]);
});

test('a maximum that just fits is no mistake', () => {
  expect(judged(quotaAutoscalerCapped, quota({ 'requests.cpu': '2' }), web, scaler(8))).toEqual([]);
});

test('where not even the minimum fits, the quota is the mistake', () => {
  expect(judged(quotaAutoscalerCapped, quota({ 'requests.cpu': '499m' }), web, scaler(8))).toEqual([]);
});

test('an autoscaler of KEDA counts as well', () => {
  const scaled = other('keda.sh/v1alpha1', 'ScaledObject', 'web', {
    scaleTargetRef: { name: 'web' },
    maxReplicaCount: 10,
  });

  expect(judged(quotaAutoscalerCapped, quota({ pods: '3' }), web, scaled)).toMatchObject([
    { pointer: '/spec/maxReplicaCount', want: 'at most 3' },
  ]);
});

test('what limits no pods caps no autoscaler', () => {
  expect(judged(quotaAutoscalerCapped, quota({ 'limits.cpu': '1', services: '0' }), web, scaler(8))).toEqual([]);
});
