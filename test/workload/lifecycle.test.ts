import { Duration } from 'cdk8s';
import { exec, httpGet, sleep, WebApp, type Lifecycle } from 'stackwright';
import { container, expectMistake, image, only, rendered, resources } from '../support/rendered';

const web = (lifecycle: Lifecycle) => ({ image, resources, ports: { http: 8080 }, lifecycle });

describe('a lifecycle hook', () => {
  it.each([
    ['a command', exec('/bin/drain', '--now'), { exec: { command: ['/bin/drain', '--now'] } }],
    ['a request', httpGet('/drain', 'http'), { httpGet: { path: '/drain', port: 'http' } }],
    ['a pause', sleep(Duration.seconds(5)), { sleep: { seconds: 5 } }],
  ])('is %s', (_, preStop, expected) => {
    const objects = rendered((stack) => new WebApp(stack, 'web', web({ preStop })));
    expect(container(only(objects, 'Deployment'))['lifecycle']).toEqual({ preStop: expected });
  });

  it('runs after the start where it is given for it', () => {
    const objects = rendered((stack) => new WebApp(stack, 'web', web({ postStart: exec('/bin/warm-up') })));
    expect(container(only(objects, 'Deployment'))['lifecycle']).toEqual({
      postStart: { exec: { command: ['/bin/warm-up'] } },
    });
  });

  it('fails when it sends a request to a port that nothing declares', () => {
    expectMistake((stack) => new WebApp(stack, 'web', web({ preStop: httpGet('/drain', 8081) })), {
      rule: 'port/undeclared',
      path: 'shop/web',
      message: "The preStop hook uses the port '8081', which nothing declares.",
      want: "'http' (8080)",
      fix: 'Declare it in `ports`, or name one that is declared.',
      line: "new WebApp(stack, 'web'",
    });
  });

  it('fails when it pauses for a part of a second', () => {
    expectMistake((stack) => new WebApp(stack, 'web', web({ preStop: sleep(Duration.millis(500)) })), {
      rule: 'duration/not-whole',
      path: 'shop/web',
      message: 'The preStop hook is 500 milliseconds.',
      want: 'whole seconds',
      fix: 'Round it to seconds.',
      line: "new WebApp(stack, 'web'",
    });
  });
});
