import { WebApp, Worker, type WorkerProps } from 'stackwright';
import { image, only, podSpec, rendered, resources } from '../support/rendered';

const worker = (props: Partial<WorkerProps>) =>
  podSpec(
    only(
      rendered((stack) => new Worker(stack, 'worker', { image, resources, ...props })),
      'Deployment',
    ),
  );
const labelSelector = { matchLabels: { 'app.kubernetes.io/name': 'worker' } };
const evenly = [
  { topologyKey: 'topology.kubernetes.io/zone', maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway', labelSelector },
  { topologyKey: 'kubernetes.io/hostname', maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway', labelSelector },
];

describe('scheduling', () => {
  it.each([2, { min: 1, max: 2 }])('spreads replicas %j over zones and nodes, as well as possible', (replicas) => {
    expect(worker({ replicas })['topologySpreadConstraints']).toEqual(evenly);
  });

  it.each([0, 1, { min: 1, max: 1 }])('does not spread replicas %j', (replicas) => {
    expect(worker({ replicas })).not.toHaveProperty('topologySpreadConstraints');
  });

  it('spreads the pods of a web app, which has two', () => {
    const objects = rendered((stack) => new WebApp(stack, 'worker', { image, resources, ports: { http: 80 } }));
    expect(podSpec(only(objects, 'Deployment'))['topologySpreadConstraints']).toEqual(evenly);
  });

  it('spreads as it is told to', () => {
    const spread = [{ topologyKey: 'rack', maxSkew: 2, whenUnsatisfiable: 'DoNotSchedule', minDomains: 3 }] as const;
    expect(worker({ spread })['topologySpreadConstraints']).toEqual([{ ...spread[0], labelSelector }]);
  });

  it('has no wish where none is given', () => {
    expect(worker({ replicas: 3, spread: [] })).not.toHaveProperty('topologySpreadConstraints');
  });

  it('passes on where pods may and should run', () => {
    const given = {
      nodeSelector: { 'kubernetes.io/arch': 'arm64' },
      tolerations: [{ key: 'spot', operator: 'Exists', effect: 'NoSchedule' }],
      affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: {} }] } },
      priorityClassName: 'system-cluster-critical',
      schedulerName: 'batch',
      runtimeClassName: 'gvisor',
    };
    expect(worker(given)).toMatchObject(given);
  });
});
