import { WebApp, Worker, type DisruptionBudget, type Replicas } from 'stackwright';
import { objectAt } from '../../lib/manifest/json';
import { at, count, expectMistake, image, only, rendered, resources } from '../support/rendered';

const worker = (replicas?: Replicas, disruptionBudget?: DisruptionBudget | 'none') =>
  rendered((stack) => new Worker(stack, 'worker', { image, resources, replicas, disruptionBudget }));

describe('replicas', () => {
  it.each([0, 1, 3])('are a number: %d', (replicas) => {
    expect(at(only(worker(replicas), 'Deployment'), 'spec', 'replicas')).toBe(replicas);
  });

  it('are left to the autoscaler where there is one', () => {
    expect(at(only(worker({ min: 2, max: 5 }), 'Deployment'), 'spec')).not.toHaveProperty('replicas');
  });

  it('follow the use of CPU where nothing else is measured', () => {
    expect(at(only(worker({ min: 2, max: 5 }), 'HorizontalPodAutoscaler'), 'spec')).toEqual({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'worker' },
      minReplicas: 2,
      maxReplicas: 5,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
      ],
    });
  });

  it('follow the use of CPU and memory that are given', () => {
    expect(at(only(worker({ min: 1, max: 5, cpu: 60, memory: 70 }), 'HorizontalPodAutoscaler'), 'spec')).toMatchObject({
      metrics: [
        { resource: { name: 'cpu', target: { averageUtilization: 60 } } },
        { resource: { name: 'memory', target: { averageUtilization: 70 } } },
      ],
    });
  });

  it('follow memory alone where only that is given', () => {
    const autoscaler = only(worker({ min: 1, max: 5, memory: 70 }), 'HorizontalPodAutoscaler');
    expect(at(autoscaler, 'spec', 'metrics')).toMatchObject([{ resource: { name: 'memory' } }]);
  });

  it('follow whatever else is measured, at the pace that is given', () => {
    const metrics = [
      {
        type: 'External',
        external: { metric: { name: 'queue' }, target: { type: 'AverageValue', averageValue: '30' } },
      },
    ];
    const behavior = { scaleDown: { stabilizationWindowSeconds: 60 } };
    const autoscaler = only(worker({ min: 1, max: 5, metrics, behavior }), 'HorizontalPodAutoscaler');
    expect(autoscaler['spec']).toMatchObject({ metrics, behavior });
  });

  it.each([
    ['one and a half', 1.5],
    ['fewer than none', -1],
    ['nobody knows how many', NaN],
    ['at least none', { min: 0, max: 3 }],
    ['at most fewer than at least', { min: 3, max: 2 }],
  ])('fails when there shall be %s', (_, replicas) => {
    expectMistake((stack) => new Worker(stack, 'worker', { image, resources, replicas }), {
      rule: 'replicas/illegal',
      path: 'shop/worker',
      message: `replicas is ${JSON.stringify(replicas)}.`,
      want: 'a whole number from 0, or { min, max } with whole numbers, 1 or more, and max not below min',
      fix: 'Correct the numbers.',
      line: "new Worker(stack, 'worker'",
    });
  });
});

describe('a disruption budget', () => {
  it.each([2, { min: 2, max: 5 }])('spares one pod of %j', (replicas) => {
    expect(only(worker(replicas), 'PodDisruptionBudget')).toMatchObject({
      metadata: { name: 'worker' },
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: { 'app.kubernetes.io/name': 'worker' } },
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    });
  });

  it.each([0, 1, { min: 1, max: 5 }])('is left out for %j, of which none can be spared', (replicas) => {
    expect(count(worker(replicas), 'PodDisruptionBudget')).toBe(0);
  });

  it.each<DisruptionBudget>([{ maxUnavailable: 2 }, { maxUnavailable: '20%' }, { minAvailable: '50%' }])(
    'is the one that is given: %j',
    (budget) => {
      const spec = objectAt(only(worker(1, budget), 'PodDisruptionBudget'), 'spec');
      const { selector: _, unhealthyPodEvictionPolicy, ...rest } = spec;
      expect(rest).toEqual(budget);
    },
  );

  it('is left out where none is wanted', () => {
    expect(count(worker(3, 'none'), 'PodDisruptionBudget')).toBe(0);
  });

  it('is there for a web app, which has two pods', () => {
    const objects = rendered((stack) => new WebApp(stack, 'web', { image, resources, ports: { http: 80 } }));
    expect(at(only(objects, 'PodDisruptionBudget'), 'spec', 'maxUnavailable')).toBe(1);
  });

  it('fails when it is a part of a percent', () => {
    const disruptionBudget = { minAvailable: '33.3%' } as const;
    expectMistake((stack) => new Worker(stack, 'worker', { image, resources, disruptionBudget }), {
      rule: 'amount/illegal',
      path: 'shop/worker',
      message: 'minAvailable is "33.3%".',
      want: "a whole number from 0, or whole percents like '25%'",
      fix: 'Correct the number.',
      line: "new Worker(stack, 'worker'",
    });
  });
});
