import {
  claim,
  Config,
  DaemonSet,
  emptyDir,
  exec,
  ExistingSecret,
  Job,
  projected,
  StatefulSet,
  WebApp,
  Worker,
  type DisruptionBudget,
  type Environment,
  type Port,
  type Probe,
  type Replicas,
  type Resources,
  type Rollout,
  type ServiceOptions,
  type Spread,
  type Stack,
} from 'stackwright';
import { image, render, resources } from '../support/rendered';

const secret = new ExistingSecret('db');
const ports = { http: 8080 };

/** What must not compile. Each line below such a comment is an error to the compiler, or the comment is one. */
export const illegal = {
  rollouts: [
    // @ts-expect-error -- a surge has no meaning where all old pods end first
    { strategy: 'Recreate', maxSurge: 1 },
    // @ts-expect-error -- there is no such strategy
    { strategy: 'BlueGreen' },
    // @ts-expect-error -- a part of the pods ends in %
    { maxSurge: 'half' },
  ] satisfies Rollout[],
  replicas: [
    // @ts-expect-error -- a range has two ends
    { min: 1 },
    // @ts-expect-error -- a number or a range
    { replicas: 3, min: 1, max: 3 },
    // @ts-expect-error -- a number is no text
    '3',
  ] satisfies Replicas[],
  budgets: [
    // @ts-expect-error -- one of the two
    { minAvailable: 1, maxUnavailable: 1 },
    // @ts-expect-error -- one of the two
    {},
  ] satisfies DisruptionBudget[],
  probes: [
    // @ts-expect-error -- there is no such probe
    { udpSocket: { port: 'dns' } },
    // @ts-expect-error -- an action is needed
    { failureThreshold: 3 },
    // @ts-expect-error -- a command is needed
    exec(),
    // @ts-expect-error -- times are durations, not numbers
    { ...exec('/bin/true'), period: 5 },
  ] satisfies Probe[],
  environments: [
    // @ts-expect-error -- values are text
    [{ PORT: 80 }],
    // @ts-expect-error -- a claim has no variables
    [claim('data')],
  ] satisfies Environment[],
  resources: [
    // @ts-expect-error -- memory is needed
    { cpu: 1 },
    // @ts-expect-error -- a request needs its limit
    { cpu: 1, memory: { request: '1Gi' } },
    // @ts-expect-error -- pods that reserve nothing are not offered
    { cpu: 1, memory: '1Gi', qos: 'BestEffort' },
  ] satisfies Resources[],
  spreads: [
    // @ts-expect-error -- a least number of places only binds where pods may wait
    { topologyKey: 'zone', minDomains: 3 },
    // @ts-expect-error -- over what is needed
    { maxSkew: 1 },
  ] satisfies Spread[],
  services: [
    // @ts-expect-error -- no traffic comes from outside
    { externalTrafficPolicy: 'Local' },
    // @ts-expect-error -- no load balancer is there
    { type: 'NodePort', loadBalancerClass: 'example.com/nlb' },
    // @ts-expect-error -- there is no such type here
    { type: 'ExternalName' },
  ] satisfies ServiceOptions[],
  ports: [
    // @ts-expect-error -- there is no such protocol
    { containerPort: 80, protocol: 'HTTP' },
    // @ts-expect-error -- what the container listens on is needed
    { port: 80 },
  ] satisfies Port[],
};

export function illegalPrograms(stack: Stack): void {
  // @ts-expect-error -- an image is needed
  new Worker(stack, 'image', { resources });
  // @ts-expect-error -- resources are needed
  new Worker(stack, 'resources', { image });
  // @ts-expect-error -- what serves says where
  new WebApp(stack, 'ports', { image, resources });
  // @ts-expect-error -- a field that is not there is a slip
  new Worker(stack, 'slip', { image, resources, replica: 2 });
  // @ts-expect-error -- a key of a secret is no text
  new Worker(stack, 'secret', { image, resources, args: [secret.key('password')] });
  // @ts-expect-error -- a key of a secret is no text
  new Config(stack, 'config', { data: { PASSWORD: secret.key('password') } });
  // @ts-expect-error -- pods with names of their own are not scaled by load
  new StatefulSet(stack, 'scaled', { image, resources, ports, replicas: { min: 1, max: 3 } });
  // @ts-expect-error -- either new pods start first, or old ones end first
  new DaemonSet(stack, 'both', { image, resources, rollout: { maxSurge: 1, maxUnavailable: 1 } });
  // @ts-expect-error -- a job ends
  new Job(stack, 'job', { image, resources, restartPolicy: 'Always' });
  // @ts-expect-error -- nobody probes what runs before the others
  new Worker(stack, 'init', { image, resources, initContainers: { init: { image, resources, liveness: exec('/a') } } });
  // @ts-expect-error -- space on the node is no source of files
  projected([emptyDir()]);
}

describe('what compiles', () => {
  it('is legal', () => {
    const legal = (stack: Stack) => {
      const rollout: Rollout = { strategy: 'Recreate', revisionHistoryLimit: 1 };
      const environment: Environment = [secret, { PASSWORD: secret.key('password') }];
      new Worker(stack, 'worker', { image, resources, rollout, environment, replicas: { min: 1, max: 3 } });
      new DaemonSet(stack, 'agent', { image, resources, rollout: { maxSurge: 1 } });
    };
    expect(render(legal).findings).toEqual([]);
  });
});
