import type { IConstruct } from 'constructs';
import type { ContainerManifest } from '../manifest/api-types';
import { report } from '../manifest/finding';
import { amountOf } from '../manifest/quantity';
import { byteQuantity, quantity, type Quantity } from './quantity';

/** What is reserved, and the most that is allowed. */
export interface RequestAndLimit {
  readonly request: Quantity;
  readonly limit: Quantity;
}

/** What a container needs. */
export interface Resources {
  /** Cores: `'250m'`, `1.5`. One value is the request; a limit only slows a container down, so there is none unless given. */
  readonly cpu: Quantity | RequestAndLimit;
  /** Bytes: `'256Mi'`, `Size.gibibytes(1)`. One value is both request and limit. */
  readonly memory: Quantity | RequestAndLimit;
  /**
   * Local disk beside volumes: `'1Gi'`. One value is both request and limit.
   * @default - not said
   */
  readonly ephemeralStorage?: Quantity | RequestAndLimit;
  /**
   * Devices, in whole numbers, by the name that their driver gives them: `{ 'nvidia.com/gpu': 1 }`.
   * @default - none
   */
  readonly extended?: Readonly<Record<string, number>>;
  /**
   * The quality of service that the container must come out with. `Guaranteed`: limits equal requests, for the CPU as
   * well, and the pod is the last to be evicted. `Burstable`: it may use more than it asked for.
   * @default 'Burstable'
   * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/
   */
  readonly qos?: 'Guaranteed' | 'Burstable';
}

/** The resources as the API takes them. */
export function resourcesManifest(scope: IConstruct, resources: Resources): ContainerManifest['resources'] {
  const isGuaranteed = resources.qos === 'Guaranteed';
  const cpu = pairOf(resources.cpu, (given, part) => quantity(scope, `cpu${part}`, given));
  const bytes = (name: string) => (given: Quantity, part: string) => byteQuantity(scope, `${name}${part}`, given);
  const memory = pairOf(resources.memory, bytes('memory'));
  const storage = resources.ephemeralStorage && pairOf(resources.ephemeralStorage, bytes('ephemeralStorage'));
  judgePairs(scope, { cpu, memory, ...(storage ? { ephemeralStorage: storage } : {}) });
  const isOneCpu = typeof resources.cpu !== 'object' || !('limit' in resources.cpu);
  const devices = Object.fromEntries(
    Object.entries(resources.extended ?? {}).map(([name, count]) => [name, device(scope, name, count)] as const),
  );
  if (isGuaranteed && [cpu, memory].some(({ request, limit }) => amountOf(request) < amountOf(limit))) {
    report(scope, {
      rule: 'resources/not-guaranteed',
      message: 'The quality of service is Guaranteed, but requests and limits differ.',
      want: 'equal requests and limits of cpu and memory',
      fix: 'Pass one value for each, or leave `qos` out.',
    });
  }
  return {
    requests: {
      cpu: cpu.request,
      memory: memory.request,
      ...(storage ? { 'ephemeral-storage': storage.request } : {}),
      ...devices,
    },
    limits: {
      ...(isOneCpu && !isGuaranteed ? {} : { cpu: cpu.limit }),
      memory: memory.limit,
      ...(storage ? { 'ephemeral-storage': storage.limit } : {}),
      ...devices,
    },
  };
}

interface Pair {
  readonly request: string;
  readonly limit: string;
}

function pairOf(given: Quantity | RequestAndLimit, read: (given: Quantity, part: string) => string): Pair {
  if (typeof given === 'object' && 'limit' in given) {
    return { request: read(given.request, '.request'), limit: read(given.limit, '.limit') };
  }
  const request = read(given, '');
  return { request, limit: request };
}

function judgePairs(scope: IConstruct, pairs: Readonly<Record<string, Pair>>): void {
  for (const [name, { request, limit }] of Object.entries(pairs)) {
    if (!(amountOf(request) > amountOf(limit))) continue;
    report(scope, {
      rule: 'resources/request-over-limit',
      message: `The ${name} request ${request} is more than the limit ${limit}.`,
      want: 'a request of at most the limit',
      fix: 'Lower the request or raise the limit.',
    });
  }
}

function device(scope: IConstruct, name: string, count: number): string {
  if (!Number.isInteger(count) || count < 0 || !name.includes('/')) {
    report(scope, {
      rule: 'resources/illegal-device',
      message: `The extended resource '${name}' has the amount ${count}.`,
      want: "a name with a domain, like 'nvidia.com/gpu', and a whole number",
      fix: 'Correct the name or the number.',
    });
  }
  return String(count);
}
