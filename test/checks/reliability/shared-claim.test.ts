import type { JsonObject } from 'stackwright';
import { sharedClaim } from '../../../lib/checks/reliability/shared-claim';
import { inventoryOf } from '../../manifest/inventory-of';
import { judged, judgedBy } from '../judged';
import { autoscaler, job, workload, type WorkloadFields } from './objects';

const volumes = [{ name: 'files', persistentVolumeClaim: { claimName: 'files' } }];
const recreate = { strategy: { type: 'Recreate' } };

const claim = (...accessModes: readonly string[]): JsonObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'files', namespace: 'shop' },
  spec: { accessModes },
});

const mounting = ({ pod, ...fields }: WorkloadFields = {}) => workload({ ...fields, pod: { volumes, ...pod } });
const once = claim('ReadWriteOnce');

test.each<[string, readonly JsonObject[]]>([
  ['several replicas', [mounting({ spec: { replicas: 2, ...recreate } })]],
  ['a StatefulSet', [mounting({ kind: 'StatefulSet', spec: { replicas: 2 } })]],
  ['an autoscaler', [mounting({ spec: recreate }), autoscaler('web', { minReplicas: 1, maxReplicas: 2 })]],
  ['each node', [mounting({ kind: 'DaemonSet' })]],
  ['several workloads', [mounting({ spec: recreate }), mounting({ name: 'admin', spec: recreate })]],
])('%s cannot share a claim for one node', (_what, objects) => {
  expect(judged(sharedClaim, ...objects, once)).toMatchObject([{ severity: 'error' }]);
});

test.each<[string, readonly JsonObject[]]>([
  ['one pod that is ended first', [mounting({ spec: recreate })]],
  ['one pod that may be missing', [mounting({ spec: { strategy: { rollingUpdate: { maxUnavailable: 1 } } } })]],
  ['one pod of a StatefulSet', [mounting({ kind: 'StatefulSet' })]],
  ['pods on one node', [mounting({ spec: { replicas: 3 }, pod: { nodeSelector: { 'kubernetes.io/hostname': 'a' } } })]],
  ['a workload that is switched off', [mounting({ spec: { replicas: 0 } }), mounting({ name: 'b', spec: recreate })]],
  ['pods that mount another claim', [workload({ spec: { replicas: 3 } })]],
])('%s can have a claim for one node', (_what, objects) => {
  expect(judged(sharedClaim, ...objects, once)).toEqual([]);
});

test('several pods can share a claim for several nodes, and one that is not in the tree', () => {
  const pods = mounting({ spec: { replicas: 3 } });

  expect(judged(sharedClaim, pods, claim('ReadWriteMany'))).toEqual([]);
  expect(judged(sharedClaim, pods, claim('ReadWriteOnce', 'ReadOnlyMany'))).toEqual([]);
  expect(judged(sharedClaim, pods)).toEqual([]);
});

test('the new pod of a rollout may wait for the volume of the old one', () => {
  expect(judged(sharedClaim, mounting(), once)).toMatchObject([
    { severity: 'warning', message: expect.stringContaining('A rollout of Deployment shop/web') },
  ]);
  expect(judged(sharedClaim, mounting(), claim('ReadWriteOncePod'))).toMatchObject([{ severity: 'error' }]);
});

test('a claim for one pod is for one pod, even on one node', () => {
  const spec = { replicas: 2, ...recreate };
  const pod = { nodeSelector: { 'kubernetes.io/hostname': 'a' } };

  expect(judged(sharedClaim, mounting({ spec, pod }), claim('ReadWriteOncePod'))).toHaveLength(1);
});

test('a Job that shares the claim of a Deployment is a warning, whichever comes first', () => {
  const backup = job('backup', { template: { spec: { volumes } } });

  expect(judged(sharedClaim, backup, mounting({ spec: recreate }), once)).toMatchObject([
    { severity: 'warning', object: 'Job shop/backup' },
  ]);
});

test('on a single node everything is on that node', () => {
  const inventory = inventoryOf([mounting({ spec: { replicas: 2 } }), once]);

  expect(judgedBy(sharedClaim, inventory, { nodes: [{ count: 1, cpu: '4', memory: '8Gi' }] })).toEqual([]);
  expect(judgedBy(sharedClaim, inventory, { nodes: [{ count: 2, cpu: '4', memory: '8Gi' }] })).toHaveLength(1);
});

test('the claims that a StatefulSet makes are one for each pod', () => {
  const templates = {
    volumeClaimTemplates: [{ metadata: { name: 'files' }, spec: { accessModes: ['ReadWriteOnce'] } }],
  };

  expect(judged(sharedClaim, workload({ kind: 'StatefulSet', spec: { replicas: 3, ...templates } }), once)).toEqual([]);
});
