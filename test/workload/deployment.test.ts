import { Worker, type WorkerProps } from 'stackwright';
import { podOf } from '../../lib/workload/deployment';
import { at, expectMistake, image, only, rendered, resources } from '../support/rendered';

const worker = (props: Partial<WorkerProps> = {}) =>
  only(
    rendered((stack) => new Worker(stack, 'Mail_Queue', { image, resources, ...props })),
    'Deployment',
  );

describe('a deployment', () => {
  it('is called as its path below the stack', () => {
    expect(at(worker(), 'metadata', 'name')).toBe('mail-queue');
  });

  it('gives its name to everything that it makes', () => {
    const objects = rendered((stack) => {
      new Worker(stack, 'worker', { image, resources, name: 'mailer', replicas: { min: 2, max: 3 } });
    });
    const kinds = ['Deployment', 'ServiceAccount', 'PodDisruptionBudget', 'HorizontalPodAutoscaler'];
    expect(kinds.map((kind) => at(only(objects, kind), 'metadata', 'name'))).toEqual(kinds.map(() => 'mailer'));
  });

  it('has labels and annotations beside those of the workload', () => {
    expect(
      worker({ labels: { team: 'mail' }, annotations: { 'example.com/owner': 'mail' } })['metadata'],
    ).toMatchObject({
      labels: { team: 'mail', 'app.kubernetes.io/name': 'mail-queue', 'app.kubernetes.io/part-of': 'shop' },
      annotations: { 'example.com/owner': 'mail' },
    });
  });

  it('selects by its name alone, so that no release changes what it selects', () => {
    const deployment = worker({ labels: { version: '2' }, podLabels: { version: '2' } });
    expect(at(deployment, 'spec', 'selector')).toEqual({ matchLabels: { 'app.kubernetes.io/name': 'mail-queue' } });
  });

  it('fails when its name is no DNS label', () => {
    expectMistake((stack) => new Worker(stack, 'worker', { image, resources, name: 'Mail_Queue' }), {
      rule: 'name/illegal',
      path: 'shop/worker',
      message: "'Mail_Queue' cannot name a Service.",
      want: "at most 63 lower-case letters, digits and '-', starting with a letter and ending with a letter or digit",
      fix: "Pass another name, for instance 'mail-queue'.",
      line: "new Worker(stack, 'worker'",
    });
  });
});

describe('the pod of a deployment, for workloads that are to be like it', () => {
  it('leaves out what concerns the Deployment alone', () => {
    const own = { name: 'web', labels: {}, annotations: {}, rollout: {}, disruptionBudget: 'none' } as const;
    const props = { ...own, image, resources, args: ['serve'] };
    expect(podOf(props, 'web')).toEqual({
      ...{ image, resources, args: ['serve'] },
      containerName: 'web',
      serviceAccount: { name: 'web' },
    });
  });

  it('keeps the identity and the name of the container that are given', () => {
    const serviceAccount = { name: 'deployer' };
    expect(podOf({ image, resources, containerName: 'main', serviceAccount }, 'web')).toMatchObject({
      containerName: 'main',
      serviceAccount,
    });
  });
});
