import type { JsonObject } from 'stackwright';
import { rolloutStrategy, singleReplica } from '../../../lib/checks/reliability/availability';
import { deadline } from '../../../lib/checks/reliability/deadline';
import { judged } from '../judged';
import { job } from './objects';
import { autoscaler, service, workload } from './objects';

const open = service({ type: 'LoadBalancer' });
const ingress = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { defaultBackend: { service: { name: 'web', port: { number: 80 } } } },
};
const route = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { rules: [{ backendRefs: [{ name: 'web', port: 80 }] }] },
};

test.each<[string, readonly JsonObject[]]>([
  ['LoadBalancer', [open]],
  ['NodePort', [service({ type: 'NodePort' })]],
  ['Ingress', [service(), ingress]],
  ['HTTPRoute', [service(), route]],
])('one pod behind a %s is too few', (_what, entrance) => {
  expect(judged(singleReplica, workload(), ...entrance)).toMatchObject([
    {
      severity: 'warning',
      message: 'Deployment shop/web makes 1 pod, which gets requests from outside through Service shop/web.',
    },
  ]);
});

test.each<[string, readonly JsonObject[]]>([
  ['two pods', [workload({ spec: { replicas: 2 } }), open]],
  ['one that is switched off', [workload({ spec: { replicas: 0 } }), open]],
  ['one that an autoscaler scales', [workload(), autoscaler('web', { minReplicas: 2, maxReplicas: 3 }), open]],
  ['one that only the cluster reaches', [workload(), service()]],
  ['one on each node', [workload({ kind: 'DaemonSet' }), open]],
  ['one behind a Service that another Ingress names', [workload(), service(), { ...ingress, spec: {} }]],
])('it is fine to have %s', (_what, objects) => {
  expect(judged(singleReplica, ...objects)).toEqual([]);
});

const rolling = (replicas: number, maxUnavailable: number | string): JsonObject => ({
  replicas,
  strategy: { rollingUpdate: { maxUnavailable } },
});

test.each<[string, JsonObject]>([
  ['by Recreate', { replicas: 2, strategy: { type: 'Recreate' } }],
  ['by percent', rolling(3, '100%')],
  ['by number', rolling(2, 2)],
  ['with its only one', rolling(1, 1)],
])('a rollout that may end all pods %s is found', (_how, spec) => {
  expect(judged(rolloutStrategy, workload({ spec }), open)).toMatchObject([{ severity: 'warning' }]);
  expect(judged(rolloutStrategy, workload({ spec }), service())).toEqual([]);
});

test.each<[string, JsonObject, JsonObject]>([
  ['the default', { replicas: 1 }, {}],
  ['one of two', rolling(2, 1), {}],
  ['99%, which rounds down', rolling(2, '99%'), {}],
  ['no replicas', rolling(0, 1), {}],
  [
    'Recreate for the sake of a claim',
    { strategy: { type: 'Recreate' } },
    { volumes: [{ name: 'files', persistentVolumeClaim: { claimName: 'files' } }] },
  ],
])('a rollout with %s is fine', (_what, spec, pod) => {
  expect(judged(rolloutStrategy, workload({ spec, pod }), open)).toEqual([]);
});

const probe = (fields: JsonObject): JsonObject => ({ httpGet: { port: 80 }, ...fields });

test.each<[string, JsonObject, JsonObject, string]>([
  ['minReadySeconds', { progressDeadlineSeconds: 30, minReadySeconds: 30 }, {}, 'error'],
  ['minReadySeconds above the default', { minReadySeconds: 600 }, {}, 'error'],
  [
    'the delay of readiness',
    { progressDeadlineSeconds: 30 },
    { readinessProbe: probe({ initialDelaySeconds: 30 }) },
    'error',
  ],
  ['the delay of the start', {}, { startupProbe: probe({ initialDelaySeconds: 900 }) }, 'error'],
  ['the longest start', {}, { startupProbe: probe({ failureThreshold: 61 }) }, 'warning'],
])('a rollout cannot be done before %s', (_what, spec, container, severity) => {
  expect(judged(deadline, workload({ spec, container }))).toMatchObject([{ severity }]);
});

test.each<[string, JsonObject, JsonObject]>([
  ['without any of them', {}, {}],
  ['with less time than it has', { minReadySeconds: 599 }, { startupProbe: probe({ failureThreshold: 60 }) }],
  ['with a delay of liveness', {}, { livenessProbe: probe({ initialDelaySeconds: 900 }) }],
])('a rollout can be done %s', (_what, spec, container) => {
  expect(judged(deadline, workload({ spec, container }))).toEqual([]);
});

test('the progress of other kinds has no deadline', () => {
  expect(judged(deadline, workload({ kind: 'StatefulSet', spec: { minReadySeconds: 900 } }), job('migrate'))).toEqual(
    [],
  );
});

const sleeping = (...command: readonly string[]): JsonObject => ({ lifecycle: { preStop: { exec: { command } } } });

test.each<[string, JsonObject, JsonObject]>([
  ['by the API', { lifecycle: { preStop: { sleep: { seconds: 30 } } } }, {}],
  ['by a command', sleeping('sleep', '45'), {}],
  ['by a shell', sleeping('/bin/sh', '-c', 'sleep 10; nginx -s quit'), { terminationGracePeriodSeconds: 10 }],
])('a container that sleeps %s until it is killed is found', (_how, container, pod) => {
  expect(judged(deadline, workload({ container, pod }))).toMatchObject([{ severity: 'error' }]);
});

test.each<[string, JsonObject, JsonObject]>([
  ['short enough', { lifecycle: { preStop: { sleep: { seconds: 29 } } } }, {}],
  ['long, with time enough', sleeping('sleep', '45'), { terminationGracePeriodSeconds: 60 }],
  ['of a name', sleeping('sleep', '45x'), {}],
  ['in a branch', sleeping('sh', '-c', 'test -f /tmp/x && sleep 90'), {}],
  ['of no command', sleeping(), {}],
])('a sleep %s is fine', (_what, container, pod) => {
  expect(judged(deadline, workload({ container, pod }))).toEqual([]);
});

test.each<[number | string, number]>([
  [0, 1],
  [9, 1],
  [10, 0],
  [600, 0],
  ['5', 0],
])('a run of a CronJob may be late by the time between two looks at it: %s s', (startingDeadlineSeconds, times) => {
  const cronJob = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'report', namespace: 'shop' },
    spec: { schedule: '0 3 * * *', startingDeadlineSeconds },
  };

  const findings = judged(deadline, cronJob);

  expect(findings.map(({ severity, pointer }) => [severity, pointer])).toEqual(
    times === 0 ? [] : [['warning', '/spec/startingDeadlineSeconds']],
  );
});
