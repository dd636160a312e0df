import { Duration } from 'cdk8s';
import { DaemonSet, type DaemonSetProps } from 'stackwright';
import { at, expectMistake, image, only, podSpec, podTemplate, rendered, resources } from '../support/rendered';

const agent = (props: Partial<DaemonSetProps> = {}) =>
  only(
    rendered((stack) => new DaemonSet(stack, 'agent', { image, resources, ...props })),
    'DaemonSet',
  );

describe('a daemon set', () => {
  it('runs a pod on every node, which it finds by its name', () => {
    const set = agent({ labels: { team: 'ops' }, annotations: { 'example.com/a': 'b' } });
    expect(set).toMatchObject({
      apiVersion: 'apps/v1',
      metadata: { name: 'agent', labels: { team: 'ops' }, annotations: { 'example.com/a': 'b' } },
      spec: { selector: { matchLabels: { 'app.kubernetes.io/name': 'agent' } } },
    });
    expect(podTemplate(set)).toMatchObject({ metadata: { labels: { 'app.kubernetes.io/name': 'agent' } } });
  });

  it('spreads nothing, because nodes are where its pods stand', () => {
    expect(podSpec(agent())).not.toHaveProperty('topologySpreadConstraints');
  });

  it('goes node by node unless it is told otherwise', () => {
    expect(at(agent(), 'spec', 'updateStrategy')).toEqual({ type: 'RollingUpdate' });
  });

  it.each([
    ['ends old pods first', { maxUnavailable: '50%' }, { maxSurge: 0, maxUnavailable: '50%' }],
    ['starts new pods first, and then none may be missing', { maxSurge: 1 }, { maxSurge: 1, maxUnavailable: 0 }],
  ] as const)('%s', (_, rollout, rollingUpdate) => {
    expect(at(agent({ rollout }), 'spec', 'updateStrategy')).toEqual({ type: 'RollingUpdate', rollingUpdate });
  });

  it('waits for pods to be ready and keeps old releases', () => {
    const spec = agent({ rollout: { minReady: Duration.seconds(5), revisionHistoryLimit: 2 } })['spec'];
    expect(spec).toMatchObject({
      minReadySeconds: 5,
      revisionHistoryLimit: 2,
      updateStrategy: { type: 'RollingUpdate' },
    });
  });

  it('leaves pods alone until they are deleted where it is told to', () => {
    expect(at(agent({ rollout: { strategy: 'OnDelete' } }), 'spec', 'updateStrategy')).toEqual({ type: 'OnDelete' });
  });

  it.each([{ maxUnavailable: 0 }, { maxSurge: '0%' }] as const)(
    'fails when no node could ever be updated: %j',
    (rollout) => {
      expectMistake((stack) => new DaemonSet(stack, 'agent', { image, resources, rollout }), {
        rule: 'rollout/stuck',
        path: 'shop/agent',
        message: `maxSurge is ${'maxSurge' in rollout ? '"0%"' : '0'} and maxUnavailable is 0: no pod could ever be replaced.`,
        want: 'at least one of them above 0',
        fix: 'Raise maxSurge to add pods before old ones end, or maxUnavailable to end old ones first.',
        line: "new DaemonSet(stack, 'agent'",
      });
    },
  );
});
