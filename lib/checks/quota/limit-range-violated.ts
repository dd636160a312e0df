import { placeOf, type InventoryObject } from '../../manifest/inventory';
import type { JsonPath } from '../../manifest/json';
import { check, type Breach } from '../check';
import type { Context, Pods } from '../context';
import type { Amounts } from './amounts';
import { claimsOf } from './claims';
import { containerSubject, crossed, crossedPod, mistakesBy, type Mistake, type Subject } from './limit-range-mistakes';
import { defaultsIn, limitRangesIn, type LimitRange } from './limit-ranges';
import { podResources, type PodResources } from './pod-resources';
import { resizedIn } from './resized';

const example = (memory: string): string => `
      apiVersion: v1
      kind: LimitRange
      metadata: { name: limits, namespace: shop }
      spec: { limits: [{ type: Container, max: { memory: 80Mi } }] }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: web, namespace: shop }
      spec:
        containers:
          - name: web
            image: registry.example/web:1.0.0
            resources: { requests: { memory: 50Mi }, limits: { memory: ${memory} } }
    `;

/** Containers, pods and claims that a LimitRange of their namespace refuses. */
export const limitRangeViolated = check(
  {
    id: 'limit-range/violated',
    pack: 'baseline',
    severity: 'error',
    title: 'Containers, pods and claims keep within the LimitRanges of their namespace.',
    why: 'The API server refuses the pods, but takes the Deployment: only its events tell why no pod comes.',
    fix: 'Ask for what the LimitRange allows, or change the LimitRange.',
    fails: example('100Mi'),
    passes: example('80Mi'),
  },
  (context) => {
    const ranges = limitRangesIn(context);
    if (ranges.size === 0) return [];
    const resized = resizedIn(context);
    const breaches: Breach[] = [];
    for (const pods of context.pods) {
      const found = ranges.get(placeOf(pods.object));
      if (!found || pods.object.kind === 'PodTemplate') continue;
      if (!resized.has(pods.object)) breaches.push(...podBreaches(context, pods, found));
    }
    return [...breaches, ...context.objects.flatMap((object) => claimBreaches(object, ranges))];
  },
);

function podBreaches(context: Context, pods: Pods, ranges: readonly LimitRange[]): readonly Breach[] {
  let first: readonly Breach[] | undefined;
  for (const defaults of defaultsIn(context, placeOf(pods.object))) {
    const resources = podResources(context, pods, defaults);
    const breaches = resources ? breachesBy(pods, resources, ranges) : [];
    if (breaches.length === 0) return [];
    first ??= breaches;
  }
  return first ?? [];
}

function breachesBy(pods: Pods, resources: PodResources, ranges: readonly LimitRange[]): readonly Breach[] {
  const containers = resources.containers.flatMap((container) => {
    const subject = containerSubject(container);
    return judged(pods.object, [...crossed(subject, container), ...mistakesOf(subject, 'Container', ranges)]);
  });
  if (containers.length > 0) return containers;
  const subject: Subject = {
    what: 'The pod',
    resources,
    at: (part, resource) => (resources.isPodLevel ? [...pods.at, 'resources', part, resource] : pods.at),
    origin: () => ' in all',
  };
  return judged(pods.object, [...crossedPod(subject, resources), ...mistakesOf(subject, 'Pod', ranges)]);
}

type Type = 'Container' | 'Pod' | 'PersistentVolumeClaim';

function mistakesOf(subject: Subject, type: Type, ranges: readonly LimitRange[]): readonly Mistake[] {
  const items = ranges.flatMap((range) => range.items.filter((item) => item.type === type));
  return items.flatMap((item) => mistakesBy(item, subject));
}

/** Of several mistakes about one resource the first is enough. */
function judged(object: InventoryObject, mistakes: readonly Mistake[]): readonly Breach[] {
  const byResource = new Map<string, Breach>();
  for (const { resource, ...mistake } of mistakes)
    if (!byResource.has(resource)) byResource.set(resource, { object, ...mistake });
  return [...byResource.values()];
}

function claimBreaches(object: InventoryObject, ranges: ReadonlyMap<string, readonly LimitRange[]>): readonly Breach[] {
  const found = ranges.get(placeOf(object));
  if (!found) return [];
  return claimsOf(object).flatMap(({ requests, at, title }) => {
    const subject = claimSubject(requests, at, title);
    return judged(object, mistakesOf(subject, 'PersistentVolumeClaim', found));
  });
}

/** A claim has no limits that count: its requests are held against both bounds. */
function claimSubject(requests: Amounts, at: JsonPath, what: string): Subject {
  return {
    what,
    resources: { requests, limits: requests },
    at: (_, resource) => [...at, 'resources', 'requests', resource],
    origin: () => '',
  };
}
