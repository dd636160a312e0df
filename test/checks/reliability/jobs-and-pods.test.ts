import type { JsonObject } from 'stackwright';
import { cronJobDeadline, jobRetention, jobTemplateFixedName } from '../../../lib/checks/reliability/jobs';
import { barePod, duplicateEnvironment, replicaSet } from '../../../lib/checks/reliability/pods';
import { contentHash } from '../../../lib/manifest/json';
import { pod } from '../../manifest/inventory-of';
import { judged } from '../judged';
import { job, workload } from './objects';

test.each(['migrate', 'release-name-migrate', 'load-balancer', 'import-data', 'sha-facade'])(
  "a Job that is always called '%s' fails with the next release",
  (name) => {
    expect(judged(jobTemplateFixedName, job(name))).toMatchObject([{ pointer: '/metadata/name' }]);
  },
);

test.each<[string, string]>([
  ['a hash of its content', `migrate-${contentHash({ image: 'a' })}`],
  ['the tag of its image', 'migrate-1-4-2'],
  ['the tag of its image in the middle', 'migrate-1.4.2-eu'],
  ['a commit', 'migrate-3f786850e'],
  ['a number', 'migrate-7'],
  ['a version', 'migrate-v2'],
])('a Job with %s in its name is another one in the next release', (_what, name) => {
  expect(judged(jobTemplateFixedName, job(name))).toEqual([]);
});

test.each<[string, JsonObject]>([
  ['is gone by then', job('migrate', { ttlSecondsAfterFinished: 60 })],
  ['is a hook of Helm', job('migrate', {}, { annotations: { 'helm.sh/hook': 'pre-install' } })],
  ['is a hook of Argo CD', job('migrate', {}, { annotations: { 'argocd.argoproj.io/hook': 'Sync' } })],
  [
    'is replaced',
    job('migrate', {}, { annotations: { 'argocd.argoproj.io/sync-options': 'Force=true,Replace=true' } }),
  ],
  ['gets a name from the API server', job('', {}, { name: null, generateName: 'migrate-' })],
  ['is made by a controller', job('migrate', {}, { ownerReferences: [{ kind: 'CronJob', name: 'migrate' }] })],
])('a Job that %s may keep its name', (_what, manifest) => {
  expect(judged(jobTemplateFixedName, manifest)).toEqual([]);
});

test('a Job that nobody removes is found', () => {
  expect(judged(jobRetention, job('migrate'))).toMatchObject([{ pointer: '/spec/ttlSecondsAfterFinished' }]);
  expect(judged(jobRetention, job('migrate', { ttlSecondsAfterFinished: 0 }))).toEqual([]);
  expect(judged(jobRetention, job('migrate', {}, { annotations: { 'helm.sh/hook': 'test' } }))).toEqual([]);
});

test('a CronJob says until when it may start late', () => {
  const cronJob = (spec: JsonObject): JsonObject => ({ ...job('report'), kind: 'CronJob', spec });

  expect(judged(cronJobDeadline, cronJob({ schedule: '@daily' }))).toMatchObject([{ severity: 'warning' }]);
  expect(judged(cronJobDeadline, cronJob({ startingDeadlineSeconds: 60 }))).toEqual([]);
  expect(judged(jobRetention, cronJob({}))).toEqual([]);
});

test('a Pod that goes on running has a controller', () => {
  expect(judged(barePod, pod('web', {}))).toMatchObject([{ severity: 'warning' }]);
  expect(judged(barePod, pod('web', { restartPolicy: 'Always' }))).toHaveLength(1);
});

test.each<[string, JsonObject]>([
  ['ends by itself', pod('web', { restartPolicy: 'Never' })],
  ['ends when it succeeds', pod('web', { restartPolicy: 'OnFailure' })],
  ['has an owner', withMetadata({ ownerReferences: [{ kind: 'ReplicaSet', name: 'web' }] })],
  ['tests a release', withMetadata({ annotations: { 'helm.sh/hook': 'test' } })],
])('a Pod that %s needs none', (_what, manifest) => {
  expect(judged(barePod, manifest)).toEqual([]);
});

test('ReplicaSets and ReplicationControllers of their own are found', () => {
  const old = { ...workload(), apiVersion: 'v1', kind: 'ReplicationController' };

  expect(judged(replicaSet, workload({ kind: 'ReplicaSet' }), old, workload())).toMatchObject([
    { object: 'ReplicaSet shop/web' },
    { object: 'ReplicationController shop/web' },
  ]);
});

test('a variable that is there twice is found', () => {
  const env: readonly JsonObject[] = [
    { name: 'A', value: '1' },
    { name: 'B', value: '2' },
    { name: 'A', valueFrom: {} },
  ];

  expect(judged(duplicateEnvironment, workload({ container: { env } }))).toMatchObject([
    {
      message: "Container 'web' of Deployment shop/web has the environment variable 'A' at 0 and again at 2.",
      pointer: '/spec/template/spec/containers/0/env/2',
    },
  ]);
});

test.each<[string, JsonObject[string]]>([
  ['extends the one before', [path('/bin'), path('$(PATH):/usr/bin')]],
  ['differs in case', [{ name: 'path' }, { name: 'PATH' }]],
  ['is no variable', [null, 1, {}, {}]],
  ['is in no list', 'PATH'],
])('a variable that %s is no duplicate', (_what, env) => {
  expect(judged(duplicateEnvironment, workload({ container: { env } }))).toEqual([]);
});

function path(value: string): JsonObject {
  return { name: 'PATH', value };
}

function withMetadata(metadata: JsonObject): JsonObject {
  return { ...pod('web', {}), metadata: { name: 'web', namespace: 'shop', ...metadata } };
}
