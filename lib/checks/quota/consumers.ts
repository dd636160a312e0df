import { addTo } from '../../manifest/group';
import { identityOf, placeOf, titleOf, type InventoryObject } from '../../manifest/inventory';
import { isList, objectAt, text, type JsonObject } from '../../manifest/json';
import type { KindName } from '../../manifest/kinds';
import type { Context } from '../context';
import { once } from '../once';
import { minus, ONE, type Amounts } from './amounts';
import { claimsOf, type Claim } from './claims';
import { countsPodsOf, podUsage, quotasIn, used, type Quota } from './quotas';
import { resourceOf } from './resource-names';
import { workloadOf, workloadsIn, type Workload } from './workloads';

/** Somebody who uses up a quota. */
export interface Consumer {
  readonly title: string;
  readonly count: number;
  /** What each one uses. */
  readonly usage: Amounts;
  /** Whose pods it is about. */
  readonly workload?: Workload;
  /** Whether Kubernetes made it, and nobody asked for it. */
  readonly isGiven?: boolean;
}

/** A quota, and who uses it up. */
export interface Budget {
  readonly quota: Quota;
  /** Who uses it for good… */
  readonly lasting: readonly Consumer[];
  /** …and who until a Job is done. */
  readonly passing: readonly Consumer[];
  /** What is left when all that lasts is there; negative where it is too much. */
  readonly room: Amounts;
}

/** Every quota with what uses it up. */
export const budgetsIn = once((context) => {
  const quotas = quotasIn(context);
  const objects = quotas.size === 0 ? new Map<string, InventoryObject[]>() : objectsIn(context, quotas);
  return [...quotas].flatMap(([place, all]) => {
    const others = otherConsumers(context, objects.get(place) ?? []);
    const workloads = workloadsIn(context).get(place) ?? [];
    return all.map((quota) => budgetOf(context, quota, { workloads, others }));
  });
});

function objectsIn(context: Context, quotas: ReadonlyMap<string, unknown>): Map<string, InventoryObject[]> {
  const byPlace = new Map<string, InventoryObject[]>();
  const seen = new Set<string>();
  for (const object of context.objects) {
    const place = placeOf(object);
    const identity = identityOf(object);
    if (!quotas.has(place) || seen.has(identity)) continue;
    seen.add(identity);
    addTo(byPlace, place, object);
  }
  return byPlace;
}

interface Namespace {
  readonly workloads: readonly Workload[];
  readonly others: readonly Consumer[];
}

function budgetOf(context: Context, quota: Quota, { workloads, others }: Namespace): Budget {
  const pods = workloads
    .filter((workload) => workload.count > 0 || workload.scaler)
    .filter((workload) => countsPodsOf(context, quota, workload))
    .map((workload) => ({
      title: titleOf(workload.object),
      count: workload.count,
      usage: podUsage(workload.resources),
      workload,
    }));
  // Scopes are about pods; of the rest, only quotas without any count something.
  const rest = quota.scopes.length === 0 ? others : [];
  const lasting = [...pods.filter(({ workload }) => workload.isLasting), ...rest];
  return {
    quota,
    lasting,
    room: minus(quota.hard, used(lasting)),
    passing: pods.filter(({ workload }) => !workload.isLasting),
  };
}

function otherConsumers(context: Context, objects: readonly InventoryObject[]): readonly Consumer[] {
  const byIdentity = new Set(objects.map(({ kind, name }) => `${kind} ${name}`));
  const claims = objects.flatMap((object) => claimConsumers(context, object, byIdentity));
  const counts = objects.flatMap((object) => countConsumers(context, object));
  const given = GIVEN.filter(({ kind, name }) => !byIdentity.has(`${kind} ${name}`)).map(({ kind, name, usage }) => ({
    title: `${kind} ${name}`,
    count: 1,
    usage,
    isGiven: true,
  }));
  return [...counts, ...claims, ...given];
}

function counted(...names: readonly string[]): Amounts {
  return new Map(names.map((name) => [name, ONE] as const));
}

/** What Kubernetes itself puts into every namespace. */
const GIVEN = [
  { kind: 'ConfigMap', name: 'kube-root-ca.crt', usage: counted('configmaps', 'count/configmaps') },
  { kind: 'ServiceAccount', name: 'default', usage: counted('count/serviceaccounts') },
];

/** Kinds that had a name in quotas before every kind had one. */
const ALIASES: ReadonlyMap<KindName, string> = new Map([
  ['ConfigMap', 'configmaps'],
  ['Secret', 'secrets'],
  ['ResourceQuota', 'resourcequotas'],
  ['ReplicationController', 'replicationcontrollers'],
]);

/** What an object makes of another kind, one of each. */
const MADE: ReadonlyMap<KindName, string> = new Map([
  ['Deployment.apps', 'count/replicasets.apps'],
  ['CronJob.batch', 'count/jobs.batch'],
]);

function countConsumers(context: Context, object: InventoryObject): readonly Consumer[] {
  const { kind, manifest } = object;
  if (kind === 'Pod' || kind === 'PersistentVolumeClaim') return [];
  const alias = ALIASES.get(kind);
  const made = MADE.get(kind);
  const isSuspended = objectAt(manifest, 'spec')['suspend'] === true;
  const usage = new Map([
    ...counted(
      `count/${resourceOf(context, kind)}`,
      ...(alias ? [alias] : []),
      ...(made && !isSuspended ? [made] : []),
    ),
    ...(kind === 'Service' ? serviceUsage(objectAt(manifest, 'spec')) : []),
  ]);
  return [{ title: titleOf(object), count: 1, usage }];
}

function serviceUsage({ type, ports, allocateLoadBalancerNodePorts }: JsonObject): Amounts {
  const all = isList(ports) ? ports : [];
  const chosen = all.filter((port) => Number(objectAt(port)['nodePort'] ?? 0) > 0);
  const isBalanced = type === 'LoadBalancer';
  const nodePorts = isBalanced && allocateLoadBalancerNodePorts === false ? chosen : all;
  return new Map([
    ['services', ONE],
    ...(isBalanced ? [['services.loadbalancers', ONE] as const] : []),
    ...(isBalanced || type === 'NodePort' ? [['services.nodeports', BigInt(nodePorts.length) * ONE] as const] : []),
  ]);
}

const MOST_CLAIMS = 1000;

function claimConsumers(context: Context, object: InventoryObject, others: ReadonlySet<string>): readonly Consumer[] {
  return claimsOf(object).flatMap((claim) => {
    const count = claimCount(context, object, claim);
    // A claim that is written out by the name that a StatefulSet would give it is the same one.
    const names = claim.of === 'ordinal' && count <= MOST_CLAIMS ? namesOf(object, claim, count) : [];
    const twice = names.filter((name) => others.has(`PersistentVolumeClaim ${name}`)).length;
    const title = claim.of === 'itself' ? titleOf(object) : `${titleOf(object)} (claim ${claim.name})`;
    return count > twice ? [{ title, count: count - twice, usage: claimUsage(context, claim) }] : [];
  });
}

function claimCount(context: Context, object: InventoryObject, claim: Claim): number {
  if (claim.of === 'itself') return 1;
  return workloadOf(context, object)?.count ?? 0;
}

function namesOf(object: InventoryObject, claim: Claim, count: number): readonly string[] {
  const start = Number(objectAt(object.manifest, 'spec', 'ordinals')['start'] ?? 0);
  return Array.from({ length: count }, (_, index) => `${claim.name}-${object.name}-${start + index}`);
}

function claimUsage(context: Context, { spec, metadata, requests }: Claim): Amounts {
  const storage = wholeBytes(requests.get('storage') ?? 0n);
  const own = text(objectAt(metadata, 'annotations')['volume.beta.kubernetes.io/storage-class']);
  const className = own === '' ? text(spec['storageClassName'], usualClass(context)) : own;
  const usage = new Map([
    ...counted('persistentvolumeclaims', 'count/persistentvolumeclaims'),
    ['requests.storage', storage] as const,
  ]);
  if (className !== '') {
    usage.set(`${className}.storageclass.storage.k8s.io/persistentvolumeclaims`, ONE);
    usage.set(`${className}.storageclass.storage.k8s.io/requests.storage`, storage);
  }
  return usage;
}

function wholeBytes(amount: bigint): bigint {
  return ((amount + ONE - 1n) / ONE) * ONE;
}

const IS_DEFAULT = 'storageclass.kubernetes.io/is-default-class';

/** The class of claims that name none, where the tree has it. */
function usualClass(context: Context): string {
  const usual = context
    .ofKind('StorageClass.storage.k8s.io')
    .filter(({ manifest }) => objectAt(manifest, 'metadata', 'annotations')[IS_DEFAULT] === 'true');
  return usual.length === 1 ? (usual[0]?.name ?? '') : '';
}
