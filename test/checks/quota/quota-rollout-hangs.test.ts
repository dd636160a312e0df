import { quotaRolloutHangs } from '../../../lib/checks/quota/quota-rollout-hangs';
import type { Json, JsonObject } from '../../../lib/manifest/json';
import { inventoryOf } from '../../manifest/inventory-of';
import { judged, judgedBy } from '../judged';
import { autoscaler, cpu, deployment, other, quota, workload } from './manifests';

const rolling = (maxSurge: Json, maxUnavailable: Json): JsonObject => ({
  strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } },
});
const web = (replicas: number, spec: JsonObject = {}): JsonObject =>
  deployment('web', { replicas, ...spec }, cpu('100m'));
const room = (amount: string): JsonObject => quota({ 'requests.cpu': amount });

/** What happens: nothing to tell, a hang, or a detour. */
function outcome(...objects: readonly JsonObject[]): string {
  const [finding] = judged(quotaRolloutHangs, ...objects);
  if (!finding) return 'goes on';
  return finding.severity === 'error' ? 'hangs' : (/: (it \w+)/.exec(finding.message)?.[1] ?? finding.message);
}

test('says how much is missing, and where it stops', () => {
  expect(judged(quotaRolloutHangs, room('350m'), web(3))).toEqual([
    expect.objectContaining({
      rule: 'quota/rollout-hangs',
      severity: 'error',
      object: 'Deployment shop/web',
      pointer: '/spec/strategy/rollingUpdate/maxUnavailable',
      want: 'at least 1, or 50m more of requests.cpu',
      fix: 'Set `maxSurge: 0` and `maxUnavailable: 1`, or raise `requests.cpu` of ResourceQuota shop/team by 50m.',
      message:
        'The rollout of Deployment shop/web starts a new pod before it ends an old one, because 25% of 3 is less than ' +
        'one pod: the pod needs 100m of requests.cpu, but beside 3 pods ResourceQuota shop/team leaves 50m. ' +
        'It hangs with 0 of 3 pods updated.',
    }),
  ]);
});

test.each<[number, string, Json, Json, string]>([
  [3, '300m', 1, 0, 'hangs'],
  [3, '399m', 1, 0, 'hangs'],
  [3, '400m', 1, 0, 'goes on'],
  [3, '300m', 1, '33%', 'hangs'],
  [3, '300m', 1, '34%', 'it ends'],
  [3, '300m', 1, 1, 'it ends'],
  [3, '300m', 0, 1, 'goes on'],
  [3, '300m', '0%', '10%', 'goes on'],
  [3, '400m', 2, 0, 'it goes'],
  [3, '500m', 2, 0, 'goes on'],
  [2, '400m', '150%', 0, 'goes on'],
  [4, '400m', '25%', '25%', 'it ends'],
  [3, '299m', 1, 0, 'goes on'],
  [0, '0', 1, 0, 'goes on'],
  [3, '300m', 'many', 0, 'goes on'],
])('%i pods in %s with a surge of %j and %j unavailable: %s', (replicas, hard, surge, unavailable, expected) => {
  expect(outcome(room(hard), web(replicas, rolling(surge, unavailable)))).toBe(expected);
});

test.each<[string, JsonObject]>([
  ['ends all pods first', web(3, { strategy: { type: 'Recreate' } })],
  ['is paused', web(3, { paused: true })],
  ['replaces pods one by one', workload('StatefulSet', 'web', { replicas: 3 }, cpu('100m'))],
  ['is no rollout', workload('ReplicaSet', 'web', { replicas: 3 }, cpu('100m'))],
])('what %s needs no room', (_, object) => {
  expect(outcome(room('300m'), object)).toBe('goes on');
});

test('the usual strategy of a Deployment counts', () => {
  expect(outcome(room('300m'), web(3, { strategy: { rollingUpdate: null } }))).toBe('hangs');
  expect(outcome(room('300m'), web(3, { strategy: { rollingUpdate: { maxSurge: 0 } } }))).toBe('goes on');
});

test('others of the namespace take their room', () => {
  const bound = quota({ pods: '4' });

  expect(outcome(bound, web(3))).toBe('goes on');
  expect(outcome(bound, web(3), deployment('db', rolling(0, 1)))).toBe('hangs');
});

test('a rollout that waits for a Job is worth a warning, and one beside a CronJob none', () => {
  const job = { template: { spec: { containers: [] } } };
  const migrate = other('batch/v1', 'Job', 'migrate', job);
  const report = other('batch/v1', 'CronJob', 'report', { jobTemplate: { spec: job } });

  expect(judged(quotaRolloutHangs, quota({ pods: '4' }), web(3), migrate)).toMatchObject([
    {
      severity: 'warning',
      message: expect.stringMatching(
        /beside 3 pods and Job shop\/migrate ResourceQuota shop\/team leaves 0\. It hangs with 0 of 3 pods updated until Job shop\/migrate is done\.$/,
      ),
    },
  ]);
  expect(judged(quotaRolloutHangs, quota({ pods: '5' }), web(3), migrate)).toEqual([]);
  expect(judged(quotaRolloutHangs, quota({ pods: '4' }), web(3, rolling(0, 1)), migrate)).toEqual([]);
  expect(judged(quotaRolloutHangs, quota({ pods: '4' }), web(3), report)).toEqual([]);
});

test('a rollout that hangs only when an autoscaler is at its maximum is worth a warning', () => {
  const scaler = autoscaler('Deployment', 'web', { minReplicas: 2, maxReplicas: 3 });

  expect(judged(quotaRolloutHangs, room('300m'), web(2), scaler)).toMatchObject([
    { severity: 'warning', message: expect.stringMatching(/It hangs with 0 of 3 pods updated\.$/) },
  ]);
  expect(judged(quotaRolloutHangs, room('400m'), web(2), scaler)).toEqual([]);
});

test('a DaemonSet with a surge needs room for one pod more than there are nodes', () => {
  const agent = workload(
    'DaemonSet',
    'agent',
    { updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
    cpu('100m'),
  );
  const nodes = [{ count: 3, cpu: '4', memory: '8Gi' }];

  expect(judgedBy(quotaRolloutHangs, inventoryOf([room('300m'), agent]), { nodes })).toHaveLength(1);
  expect(judgedBy(quotaRolloutHangs, inventoryOf([room('400m'), agent]), { nodes })).toEqual([]);
  expect(judged(quotaRolloutHangs, room('300m'), agent)).toEqual([]);
});
