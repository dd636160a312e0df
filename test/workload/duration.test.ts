import { Duration } from 'cdk8s';
import { tcpSocket, WebApp, Worker } from 'stackwright';
import { at, expectMistake, image, only, podSpec, rendered, resources } from '../support/rendered';

describe('a duration', () => {
  it.each([
    [Duration.minutes(2), 120],
    [Duration.millis(3000), 3],
    [Duration.seconds(0), 0],
  ])('of %s is %d seconds to the API', (terminationGracePeriod, expected) => {
    const objects = rendered((stack) => new Worker(stack, 'worker', { image, resources, terminationGracePeriod }));
    expect(at(podSpec(only(objects, 'Deployment')), 'terminationGracePeriodSeconds')).toBe(expected);
  });

  it('that is not given is left to Kubernetes', () => {
    const objects = rendered((stack) => new Worker(stack, 'worker', { image, resources }));
    expect(podSpec(only(objects, 'Deployment'))).not.toHaveProperty('terminationGracePeriodSeconds');
  });

  it('fails when it is a part of a second', () => {
    const readiness = { ...tcpSocket('http'), period: Duration.millis(1500) };
    expectMistake((stack) => new WebApp(stack, 'web', { image, resources, ports: { http: 8080 }, readiness }), {
      rule: 'duration/not-whole',
      path: 'shop/web',
      message: 'The period of the readiness probe is 1500 milliseconds.',
      want: 'whole seconds',
      fix: 'Round it to seconds.',
      line: "new WebApp(stack, 'web'",
    });
  });
});
