import { text, type JsonPath } from '../../manifest/json';
import { written } from './amounts';
import type { LimitRangeItem, Resources } from './limit-ranges';
import type { ContainerResources, PodResources } from './pod-resources';

/** What has requests and limits, and how it is called. */
export interface Subject {
  readonly what: string;
  readonly resources: Resources;
  readonly at: (part: Part, resource: string) => JsonPath;
  /** Where a value comes from that the author did not write. */
  readonly origin: (part: Part, resource: string) => string;
}

/** Where one number is out of bounds. */
export interface Mistake {
  readonly resource: string;
  readonly at: JsonPath;
  readonly message: string;
  readonly want: string;
}

type Part = keyof Resources;

/** A container with its defaults. */
export function containerSubject(container: ContainerResources): Subject {
  const kind = container.in.list === 'initContainers' ? 'Init container' : 'Container';
  return {
    what: `${kind} ${text(container.in.container['name'])}`,
    resources: container,
    at: (part, resource) => [...container.in.at, 'resources', part, resource],
    origin: (part, resource) => (container.own[part].has(resource) ? '' : ' by default'),
  };
}

/** Limits by default that are below the request: the API server refuses them before it asks the LimitRange. */
export function crossed(subject: Subject, { own, limits, requests }: ContainerResources): readonly Mistake[] {
  return [...requests].flatMap(([resource, request]) => {
    const limit = limits.get(resource);
    if (limit === undefined || request <= limit || own.limits.has(resource)) return [];
    const message =
      `${subject.what} requests ${written(resource, request)} of ${resource} and sets no limit: ` +
      `the one it gets by default is ${written(resource, limit)}, which is less.`;
    return [{ resource, at: subject.at('limits', resource), message, want: `at least ${written(resource, request)}` }];
  });
}

/** Defaults of containers that are more than the pod has as a whole, which the API server refuses as well. */
export function crossedPod(subject: Subject, { whole, sums, containers }: PodResources): readonly Mistake[] {
  const requests = [...whole.requests].flatMap(([resource, request]) => {
    const sum = sums.requests.get(resource) ?? 0n;
    const isDefault = containers.some(({ own, requests: all }) => all.has(resource) && !own.requests.has(resource));
    return sum > request && isDefault ? [{ part: 'requests' as const, resource, most: request, amount: sum }] : [];
  });
  const limits = [...whole.limits].flatMap(([resource, limit]) =>
    containers.flatMap(({ own, limits: all }) => {
      const amount = own.limits.has(resource) ? 0n : (all.get(resource) ?? 0n);
      return amount > limit ? [{ part: 'limits' as const, resource, most: limit, amount }] : [];
    }),
  );
  return [...requests, ...limits].map(({ part, resource, most, amount }) => ({
    resource,
    at: subject.at(part, resource),
    message:
      `The pod ${VERBS[part]} ${written(resource, most)} of ${resource} as a whole: with what they get by default, ` +
      `its containers come to ${written(resource, amount)}.`,
    want: `at least ${written(resource, amount)}`,
  }));
}

/** Where a subject is out of the bounds of a LimitRange. */
export function mistakesBy(item: LimitRangeItem, subject: Subject): readonly Mistake[] {
  const bounds = (amounts: LimitRangeItem['min']): readonly Bound[] =>
    [...amounts].map(([resource, amount]) => ({ resource, amount, title: item.title }));
  return [
    ...bounds(item.min).flatMap((bound) => below(bound, subject)),
    ...bounds(item.max).flatMap((bound) => above(bound, subject)),
    ...bounds(item.maxLimitRequestRatio).flatMap((bound) => tooFar(bound, subject)),
  ];
}

/** What a LimitRange says of one resource. */
interface Bound {
  readonly resource: string;
  readonly amount: bigint;
  readonly title: string;
}

function below({ resource, amount: least, title }: Bound, subject: Subject): readonly Mistake[] {
  const want = `at least ${written(resource, least)}`;
  const { requests, limits } = subject.resources;
  if (!requests.has(resource)) return [missing('requests', resource, { subject, title, want })];
  return [...given('requests', requests.get(resource)), ...given('limits', limits.get(resource))]
    .filter(({ amount }) => amount < least)
    .map(({ part, amount }) => {
      const by = `${written(resource, least - amount)} less than the minimum of ${title}`;
      return { resource, at: subject.at(part, resource), message: `${told(part, resource, subject)}: ${by}.`, want };
    });
}

function above({ resource, amount: most, title }: Bound, subject: Subject): readonly Mistake[] {
  const want = `at most ${written(resource, most)}`;
  const { requests, limits } = subject.resources;
  if (!limits.has(resource)) return [missing('limits', resource, { subject, title, want })];
  return [...given('limits', limits.get(resource)), ...given('requests', requests.get(resource))]
    .filter(({ amount }) => amount > most)
    .map(({ part, amount }) => {
      const by = `${written(resource, amount - most)} more than the maximum of ${title}`;
      return { resource, at: subject.at(part, resource), message: `${told(part, resource, subject)}: ${by}.`, want };
    });
}

function given(part: Part, amount: bigint | undefined): readonly { readonly part: Part; readonly amount: bigint }[] {
  return amount === undefined ? [] : [{ part, amount }];
}

const VERBS = { requests: 'requests', limits: 'is limited to' };
const NOUNS = { requests: 'request', limits: 'limit' };

function told(part: Part, resource: string, { what, resources, origin }: Subject): string {
  const amount = resources[part].get(resource) ?? 0n;
  return `${what} ${VERBS[part]} ${written(resource, amount)} of ${resource}${origin(part, resource)}`;
}

interface Wanted {
  readonly subject: Subject;
  readonly title: string;
  readonly want: string;
}

function missing(part: Part, resource: string, { subject, title, want }: Wanted): Mistake {
  const message = `${subject.what} has no ${NOUNS[part]} of ${resource}, and ${title} wants ${want}.`;
  return { resource, at: subject.at(part, resource), message, want };
}

/** The limit as a multiple of the request: computed in floating point, because the API server does so. */
function tooFar({ resource, amount: ratio, title }: Bound, subject: Subject): readonly Mistake[] {
  const request = subject.resources.requests.get(resource) ?? 0n;
  const limit = subject.resources.limits.get(resource) ?? 0n;
  const most = written('', ratio).replace(/m$/, ' thousandths');
  const want = `a limit of at most ${most} times the request`;
  if (request === 0n || limit === 0n)
    return [missing(request === 0n ? 'requests' : 'limits', resource, { subject, title, want })];
  const times = Number(limit) / Number(request);
  if (times * 1000 <= Number(ratio)) return [];
  const message =
    `${told('limits', resource, subject)}, ${Number(times.toFixed(2))} times ` +
    `the ${written(resource, request)} that it requests: ${title} allows ${most} times.`;
  return [{ resource, at: subject.at('limits', resource), message, want }];
}
