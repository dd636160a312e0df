import { placeOf } from '../../manifest/inventory';
import { text } from '../../manifest/json';
import { check, type Breach } from '../check';
import type { Context } from '../context';
import { budgetsIn } from './consumers';
import type { ContainerResources } from './pod-resources';
import { countsPodsOf, type Quota } from './quotas';
import { workloadsIn, type Workload } from './workloads';

const example = (resources: string): string => `
      apiVersion: v1
      kind: ResourceQuota
      metadata: { name: team, namespace: shop }
      spec: { hard: { limits.memory: 1Gi } }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: web, namespace: shop }
      spec:
        containers:
          - name: web
            image: registry.example/web:1.0.0
            resources: ${resources}
    `;

/** Containers without the requests or limits that a quota of their namespace counts. */
export const quotaRequestMissing = check(
  {
    id: 'quota/request-missing',
    pack: 'baseline',
    severity: 'error',
    title: 'Where a ResourceQuota counts CPU or memory, each container says how much it needs.',
    why: 'The API server refuses the pods, because it cannot count them.',
    fix: 'Set the request or limit, or add a LimitRange to the namespace that has a default for it.',
    fails: example('{ requests: { memory: 64Mi } }'),
    passes: example('{ requests: { memory: 64Mi }, limits: { memory: 64Mi } }'),
  },
  (context) =>
    budgetsIn(context).flatMap(({ quota }) => {
      const required = COUNTED.filter(({ names }) => names.some((name) => quota.hard.has(name)));
      if (required.length === 0 || hasOtherDefaults(context, quota)) return [];
      return (workloadsIn(context).get(placeOf(quota.object)) ?? [])
        .filter((workload) => countsPodsOf(context, quota, workload))
        .flatMap((workload) => breachesBy(workload, quota, required));
    }),
);

interface Counted {
  readonly part: 'requests' | 'limits';
  readonly resource: string;
  readonly label: string;
  /** The names that it has in quotas. */
  readonly names: readonly string[];
}

const COUNTED: readonly Counted[] = ['cpu', 'memory'].flatMap((resource) => [
  { part: 'requests', resource, label: `request of ${resource}`, names: [resource, `requests.${resource}`] },
  { part: 'limits', resource, label: `limit of ${resource}`, names: [`limits.${resource}`] },
]);

/** A LimitRange that is made elsewhere may have defaults for everything. */
function hasOtherDefaults({ inventory, platform }: Context, { object }: Quota): boolean {
  return [...inventory.externals, ...(platform.externals ?? [])].some(
    ({ kind, namespace }) => kind === 'LimitRange' && (namespace === undefined || namespace === object.namespace),
  );
}

function breachesBy(
  { object, resources }: Workload,
  { title }: Quota,
  required: readonly Counted[],
): readonly Breach[] {
  if (!resources || resources.isPodLevel) return [];
  return resources.containers.flatMap((container) => {
    const missing = required.filter(({ part, resource }) => !container[part].has(resource));
    const [first] = missing;
    if (!first) return [];
    const labels = missing.map(({ label }) => label);
    return {
      object,
      at: [...container.in.at, 'resources', first.part, first.resource],
      message: `${nameOf(container)} has no ${listed(labels, 'and no')}, which ${title} counts.`,
      want: `a ${listed(labels, 'and a')}`,
    };
  });
}

function nameOf({ in: { container, list } }: ContainerResources): string {
  return `${list === 'initContainers' ? 'Init container' : 'Container'} ${text(container['name'])}`;
}

function listed(labels: readonly string[], word: string): string {
  return labels.join(` ${word} `);
}
