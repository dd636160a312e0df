import fc from 'fast-check';
import type { Json, JsonObject } from '../../../lib/manifest/json';
import { exactAmount } from '../../../lib/manifest/quantity';

const image = 'registry.example/it:1.0.0';

/** Amounts of each resource, in ascending order, and some of them written in a way of their own. */
const AMOUNTS = {
  cpu: ['0', '0.5m', '10m', '0.05', '100m', '1e-1', '200m', '250m', '0.3', '1', '1001m'],
  memory: ['0', '16Mi', '0.03125Gi', '33M', '64Mi', '0.1Gi', '104857601', '128Mi', '200e6', '1Gi'],
  'ephemeral-storage': ['1Mi', '1.5Mi', '10M', '1Gi'],
} as const;

type Resource = keyof typeof AMOUNTS;
const RESOURCES: readonly Resource[] = ['cpu', 'memory', 'ephemeral-storage'];

const byAmount = (a: string, b: string): number => Number((exactAmount(a) ?? 0n) - (exactAmount(b) ?? 0n));

/** Some fields of several with amounts that rise from the first to the last. */
function rising(fields: readonly string[], resource: Resource): fc.Arbitrary<readonly (readonly [string, string])[]> {
  return fc
    .tuple(
      fc.array(fc.constantFrom(...AMOUNTS[resource]), { minLength: fields.length, maxLength: fields.length }),
      fc.subarray([...fields], { maxLength: 2 }),
    )
    .map(([amounts, chosen]) => {
      const sorted = [...amounts].sort(byAmount);
      return fields.flatMap((field, index) => (chosen.includes(field) ? [[field, sorted[index] ?? '0'] as const] : []));
    });
}

/** Lists by field, `{ limits: { cpu: '1' } }`, of some of the resources. */
function lists(fields: readonly string[]): fc.Arbitrary<Record<string, JsonObject>> {
  return fc.tuple(...RESOURCES.map((resource) => rising(fields, resource))).map((all) => {
    const result: Record<string, Record<string, Json>> = {};
    for (const [index, pairs] of all.entries())
      for (const [field, amount] of pairs) (result[field] ??= {})[RESOURCES[index] ?? ''] = amount;
    return result;
  });
}

const sparse = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(item, { nil: undefined, freq: 1 });

const ratio = fc.record(
  { cpu: fc.constantFrom('1', '1100m', '2', '3.3'), memory: fc.constantFrom('1', '1.28', '2') },
  { requiredKeys: [] },
);

const item = (type: string, fields: readonly string[]): fc.Arbitrary<JsonObject> =>
  fc.tuple(lists(fields), sparse(ratio)).map(([bounds, maxLimitRequestRatio]) => ({
    type,
    ...bounds,
    ...(maxLimitRequestRatio && { maxLimitRequestRatio }),
  }));

/** What a LimitRange says; the server does not take all of them. */
export const limits: fc.Arbitrary<readonly JsonObject[]> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(item('Container', ['min', 'defaultRequest', 'default', 'max'])) },
  { weight: 1, arbitrary: fc.tuple(item('Pod', ['min', 'max'])) },
  { weight: 1, arbitrary: fc.tuple(item('Container', ['defaultRequest', 'default']), item('Pod', ['min', 'max'])) },
);

const containers = (name: string, most: number): fc.Arbitrary<readonly JsonObject[]> =>
  fc
    .array(lists(['requests', 'limits']), { maxLength: most })
    .map((all) => all.map((resources, index) => ({ name: `${name}-${index}`, image, resources })));

const initContainers = fc
  .tuple(containers('init', 2), fc.infiniteStream(fc.boolean()))
  .map(([all, isSidecar]) =>
    all.map((container) => (isSidecar.next().value ? { ...container, restartPolicy: 'Always' } : container)),
  );

/** What a pod may ask for as a whole: more than any of its containers. */
const podLevel = fc.constantFrom<JsonObject>(
  { requests: { cpu: '4' }, limits: { memory: '8Gi', cpu: '4' } },
  { limits: { cpu: '8', memory: '8Gi' } },
  { requests: { cpu: '8' }, limits: { cpu: '8' } },
  { requests: { memory: '8Gi' } },
);

/** The spec of a pod that the server takes where nothing bounds it. */
export const podSpecs: fc.Arbitrary<JsonObject> = fc
  .record({
    containers: containers('it', 2),
    initContainers,
    resources: fc.option(podLevel, { nil: undefined, freq: 8 }),
    activeDeadlineSeconds: fc.option(fc.constantFrom(1, 60), { nil: undefined, freq: 2 }),
    first: lists(['requests', 'limits']),
  })
  .map(({ containers: others, initContainers: early, resources, activeDeadlineSeconds, first }) => ({
    containers: [{ name: 'it', image, resources: first }, ...others],
    ...(early.length > 0 && { initContainers: early }),
    ...(resources && { resources }),
    ...(activeDeadlineSeconds !== undefined && { activeDeadlineSeconds }),
  }));

const bound = (resource: Resource): fc.Arbitrary<string> => fc.constantFrom(...AMOUNTS[resource].slice(3));
const count = fc.constantFrom('0', '1', '2');

/** The spec of a ResourceQuota on pods; the server does not take all of them. */
export const podQuotas: fc.Arbitrary<JsonObject> = fc
  .record({
    hard: fc.record(
      {
        cpu: bound('cpu'),
        'requests.cpu': bound('cpu'),
        'limits.cpu': bound('cpu'),
        memory: bound('memory'),
        'requests.memory': bound('memory'),
        'limits.memory': bound('memory'),
        'requests.ephemeral-storage': bound('ephemeral-storage'),
        'limits.ephemeral-storage': bound('ephemeral-storage'),
        pods: count,
        'count/pods': count,
      },
      { requiredKeys: [] },
    ),
    few: fc.subarray(
      ['cpu', 'requests.cpu', 'limits.cpu', 'requests.memory', 'limits.memory', 'pods', 'limits.ephemeral-storage'],
      { maxLength: 2, minLength: 1 },
    ),
    scopes: fc.option(
      fc.constantFrom(['Terminating'], ['NotTerminating'], ['NotBestEffort'], ['Terminating', 'NotBestEffort']),
      { nil: undefined, freq: 1 },
    ),
  })
  .map(({ hard, few, scopes }) => ({
    hard: Object.fromEntries(Object.entries(hard).filter(([key]) => few.includes(key))),
    ...(scopes && { scopes }),
  }));

/** The spec of a ResourceQuota on other things. */
export const objectQuotas: fc.Arbitrary<JsonObject> = fc
  .record(
    {
      configmaps: count,
      'count/configmaps': count,
      secrets: count,
      services: count,
      'services.loadbalancers': count,
      'services.nodeports': fc.constantFrom('0', '1', '2', '3'),
      persistentvolumeclaims: count,
      'requests.storage': fc.constantFrom('1Gi', '2Gi', '1.5Gi'),
      'fast.storageclass.storage.k8s.io/requests.storage': fc.constantFrom('1Gi', '2Gi'),
      'slow.storageclass.storage.k8s.io/persistentvolumeclaims': count,
      'count/deployments.apps': count,
      'count/ingresses.networking.k8s.io': count,
      'count/networkpolicies.networking.k8s.io': count,
      'count/serviceaccounts': fc.constantFrom('1', '2'),
    },
    { requiredKeys: [] },
  )
  .map((hard) => ({ hard }));

const ports = fc
  .integer({ min: 1, max: 3 })
  .map((many) => Array.from({ length: many }, (_, index) => ({ name: `p${index}`, port: 80 + index })));

const services: fc.Arbitrary<Unnamed> = fc
  .tuple(
    ports,
    fc.constantFrom<JsonObject>(
      {},
      { type: 'ClusterIP' },
      { type: 'NodePort' },
      { type: 'LoadBalancer' },
      { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false },
    ),
  )
  .map(([all, spec]) => ({ apiVersion: 'v1', kind: 'Service', spec: { ...spec, ports: all } }));

const claims: fc.Arbitrary<Unnamed> = fc
  .record(
    { storage: fc.constantFrom('1Gi', '1073741825', '2G', '1.9Gi'), storageClassName: fc.constantFrom('fast', 'slow') },
    { requiredKeys: ['storage'] },
  )
  .map(({ storage, ...spec }) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    spec: { ...spec, accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } },
  }));

const labels = { app: 'it' };

/** An object without its metadata. */
export interface Unnamed {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec?: JsonObject;
}

/** An object that quotas count. */
export const countedObjects: fc.Arbitrary<Unnamed> = fc.oneof(
  fc.constantFrom<Unnamed>(
    { apiVersion: 'v1', kind: 'ConfigMap' },
    { apiVersion: 'v1', kind: 'Secret' },
    { apiVersion: 'v1', kind: 'ServiceAccount' },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      spec: {
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [{ name: 'it', image }] } },
      },
    },
    { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', spec: { podSelector: {} } },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      spec: { defaultBackend: { service: { name: 'it', port: { number: 80 } } } },
    },
  ),
  services,
  claims,
);

/** The Deployment of a case, with what it needs to come to a certain node. */
export function deploymentOf({ replicas, cpu, strategy }: RolloutCase, placement: JsonObject = {}): JsonObject {
  const resources = { requests: { cpu: `${cpu}m` } };
  return {
    replicas,
    strategy,
    progressDeadlineSeconds: 600,
    selector: { matchLabels: labels },
    template: { metadata: { labels: labels }, spec: { ...placement, containers: [{ name: 'it', image, resources }] } },
  };
}

/** A Deployment, and the room that a quota or node has beside its pods, in thousandths of a CPU. */
export interface RolloutCase {
  readonly replicas: number;
  /** What each pod requests. */
  readonly cpu: number;
  readonly room: number;
  readonly strategy: JsonObject;
}

const part = fc.constantFrom<Json>(0, 1, 2, '20%', '25%', '34%', '50%', '100%');

/** Rollouts of which some hang for want of room. */
export const rollouts: fc.Arbitrary<RolloutCase> = fc
  .record({
    replicas: fc.integer({ min: 1, max: 4 }),
    cpu: fc.constantFrom(100, 250),
    room: fc.constantFrom(0, 50, 99, 99, 100, 249, 250),
    maxSurge: part,
    maxUnavailable: fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom<Json>(0, '20%', '25%') },
      { weight: 1, arbitrary: part },
    ),
  })
  .filter(({ maxSurge, maxUnavailable }) => maxSurge !== 0 || maxUnavailable !== 0)
  .map(({ maxSurge, maxUnavailable, ...others }) => ({
    ...others,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } },
  }));
