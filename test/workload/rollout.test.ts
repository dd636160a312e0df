import { Duration } from 'cdk8s';
import { Worker, type Rollout } from 'stackwright';
import { at, expectMistake, image, only, rendered, resources } from '../support/rendered';

const worker = (rollout?: Rollout) =>
  only(
    rendered((stack) => new Worker(stack, 'worker', { image, resources, rollout })),
    'Deployment',
  );

describe('a rollout', () => {
  it("is Kubernetes' rolling update unless it is told otherwise", () => {
    expect(at(worker(), 'spec', 'strategy')).toEqual({ type: 'RollingUpdate' });
  });

  it.each<Rollout>([
    { maxSurge: 1, maxUnavailable: 0 },
    { maxSurge: '10%', maxUnavailable: '25%' },
    { maxSurge: 2 },
    { maxUnavailable: 0 },
  ])('goes at the pace %j', (rollout) => {
    expect(at(worker(rollout), 'spec', 'strategy')).toEqual({ type: 'RollingUpdate', rollingUpdate: rollout });
  });

  it('ends all old pods first where it recreates', () => {
    expect(at(worker({ strategy: 'Recreate' }), 'spec', 'strategy')).toEqual({ type: 'Recreate' });
  });

  it.each(['RollingUpdate', 'Recreate'] as const)('has deadlines and a history where it is a %s', (strategy) => {
    const rollout = {
      strategy,
      minReady: Duration.seconds(10),
      progressDeadline: Duration.minutes(5),
      revisionHistoryLimit: 3,
    };
    expect(at(worker(rollout), 'spec')).toMatchObject({
      minReadySeconds: 10,
      progressDeadlineSeconds: 300,
      revisionHistoryLimit: 3,
    });
  });

  it('says why for kubectl rollout history, on the Deployment and not on its pods', () => {
    const deployment = worker({ changeCause: 'release 1.4.2' });
    expect(at(deployment, 'metadata', 'annotations')).toEqual({ 'kubernetes.io/change-cause': 'release 1.4.2' });
    expect(at(deployment, 'spec', 'template', 'metadata')).not.toHaveProperty('annotations');
  });

  it.each<[Rollout, string]>([
    [{ maxSurge: 0, maxUnavailable: 0 }, 'maxSurge is 0 and maxUnavailable is 0: no pod could ever be replaced.'],
    [{ maxSurge: '0%', maxUnavailable: 0 }, 'maxSurge is "0%" and maxUnavailable is 0: no pod could ever be replaced.'],
  ])('fails when no pod could ever be replaced: %j', (rollout, message) => {
    expectMistake((stack) => new Worker(stack, 'worker', { image, resources, rollout }), {
      rule: 'rollout/stuck',
      path: 'shop/worker',
      message,
      want: 'at least one of them above 0',
      fix: 'Raise maxSurge to add pods before old ones end, or maxUnavailable to end old ones first.',
      line: "new Worker(stack, 'worker'",
    });
  });

  it.each<[string, Rollout, string]>([
    ['negative', { maxSurge: -1 }, 'maxSurge is -1.'],
    ['a part of a pod', { maxUnavailable: 0.5 }, 'maxUnavailable is 0.5.'],
    ['a part of a percent', { maxSurge: '12.5%' }, 'maxSurge is "12.5%".'],
  ])('fails when a number of pods is %s', (_, rollout, message) => {
    expectMistake((stack) => new Worker(stack, 'worker', { image, resources, rollout }), {
      rule: 'amount/illegal',
      path: 'shop/worker',
      message,
      want: "a whole number from 0, or whole percents like '25%'",
      fix: 'Correct the number.',
      line: "new Worker(stack, 'worker'",
    });
  });

  it.each<[Rollout, string]>([
    [{ minReady: Duration.minutes(10) }, 'minReady is 600 s, the progressDeadline 600 s.'],
    [
      { minReady: Duration.seconds(60), progressDeadline: Duration.seconds(30) },
      'minReady is 60 s, the progressDeadline 30 s.',
    ],
  ])('fails when it would have failed before a pod counts: %j', (rollout, message) => {
    expectMistake((stack) => new Worker(stack, 'worker', { image, resources, rollout }), {
      rule: 'rollout/deadline-too-short',
      path: 'shop/worker',
      message,
      want: 'a progressDeadline longer than minReady',
      fix: 'Raise the one or lower the other: no rollout could end.',
      line: "new Worker(stack, 'worker'",
    });
  });
});
