import { Worker, type Resources } from 'stackwright';
import { container, expectMistake, image, only, rendered } from '../support/rendered';

const of = (resources: Resources) =>
  container(
    only(
      rendered((stack) => new Worker(stack, 'worker', { image, resources })),
      'Deployment',
    ),
  )['resources'];

describe('resources', () => {
  it('reserve what is given, and limit the memory but not the CPU to it', () => {
    expect(of({ cpu: '100m', memory: '128Mi' })).toEqual({
      requests: { cpu: '100m', memory: '128Mi' },
      limits: { memory: '128Mi' },
    });
  });

  it('may have limits of their own', () => {
    const cpu = { request: '100m', limit: 1 };
    const memory = { request: '128Mi', limit: '256Mi' };
    expect(of({ cpu, memory })).toEqual({
      requests: { cpu: '100m', memory: '128Mi' },
      limits: { cpu: '1', memory: '256Mi' },
    });
  });

  it('that are Guaranteed have a limit of the CPU, too', () => {
    expect(of({ cpu: '1', memory: '1Gi', qos: 'Guaranteed' })).toEqual({
      requests: { cpu: '1', memory: '1Gi' },
      limits: { cpu: '1', memory: '1Gi' },
    });
  });

  it('reserve and limit local disk where it is given', () => {
    expect(of({ cpu: '1', memory: '1Gi', ephemeralStorage: '2Gi' })).toMatchObject({
      requests: { 'ephemeral-storage': '2Gi' },
      limits: { 'ephemeral-storage': '2Gi' },
    });
  });

  it('reserve devices, whose request and limit are the same', () => {
    expect(of({ cpu: '1', memory: '1Gi', extended: { 'nvidia.com/gpu': 2 } })).toEqual({
      requests: { cpu: '1', memory: '1Gi', 'nvidia.com/gpu': '2' },
      limits: { memory: '1Gi', 'nvidia.com/gpu': '2' },
    });
  });

  it('take a request that equals its limit in another unit', () => {
    expect(of({ cpu: { request: '4350m', limit: '4.35' }, memory: '1Gi', qos: 'Guaranteed' })).toMatchObject({
      limits: { cpu: '4.35' },
    });
  });

  it.each<[string, Resources, string]>([
    ['cpu', { cpu: { request: 2, limit: '500m' }, memory: '1Gi' }, 'The cpu request 2 is more than the limit 500m.'],
    [
      'memory',
      { cpu: 1, memory: { request: '1Gi', limit: '1G' } },
      'The memory request 1Gi is more than the limit 1G.',
    ],
    [
      'local disk',
      { cpu: 1, memory: '1Gi', ephemeralStorage: { request: '2Gi', limit: '1Gi' } },
      'The ephemeralStorage request 2Gi is more than the limit 1Gi.',
    ],
  ])('fails when more %s is asked for than allowed', (_, resources, message) => {
    expectMistake((stack) => new Worker(stack, 'worker', { image, resources }), {
      rule: 'resources/request-over-limit',
      path: 'shop/worker',
      message,
      want: 'a request of at most the limit',
      fix: 'Lower the request or raise the limit.',
      line: "new Worker(stack, 'worker'",
    });
  });

  it('fails when they shall be Guaranteed and requests differ from limits', () => {
    const resources: Resources = { cpu: 1, memory: { request: '1Gi', limit: '2Gi' }, qos: 'Guaranteed' };
    expectMistake((stack) => new Worker(stack, 'worker', { image, resources }), {
      rule: 'resources/not-guaranteed',
      path: 'shop/worker',
      message: 'The quality of service is Guaranteed, but requests and limits differ.',
      want: 'equal requests and limits of cpu and memory',
      fix: 'Pass one value for each, or leave `qos` out.',
      line: "new Worker(stack, 'worker'",
    });
  });

  it.each([
    ['nvidia.com/gpu', 0.5],
    ['nvidia.com/gpu', -1],
    ['gpu', 1],
  ])('fails when the device %s is given %d times', (name, count) => {
    const resources: Resources = { cpu: 1, memory: '1Gi', extended: { [name]: count } };
    expectMistake((stack) => new Worker(stack, 'worker', { image, resources }), {
      rule: 'resources/illegal-device',
      path: 'shop/worker',
      message: `The extended resource '${name}' has the amount ${count}.`,
      want: "a name with a domain, like 'nvidia.com/gpu', and a whole number",
      fix: 'Correct the name or the number.',
      line: "new Worker(stack, 'worker'",
    });
  });

  it('fails when a limit is no quantity', () => {
    const resources: Resources = { cpu: 1, memory: { request: '1Gi', limit: '2 GB' } };
    expectMistake((stack) => new Worker(stack, 'worker', { image, resources }), {
      rule: 'quantity/illegal',
      path: 'shop/worker',
      message: "memory.limit is '2 GB'.",
      want: "a number with an optional unit: 'm' for thousandths, k M G T P E for powers of 1000, Ki Mi Gi Ti Pi Ei for powers of 1024",
      fix: "Write it as in '250m' or '256Mi'.",
      line: "new Worker(stack, 'worker'",
    });
  });
});
