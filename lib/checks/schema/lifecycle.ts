import { nearest, oneOf } from '../../manifest/finding';
import type { InventoryObject } from '../../manifest/inventory';
import { text } from '../../manifest/json';
import { groupOf } from '../../manifest/kinds';
import type { Breach, Check, Violation } from '../check';
import type { Context } from '../context';
import type { KubernetesVersion } from '../platform';
import type { Rule } from '../rule';
import { apiOf, builtInKinds, isBuiltInGroup, type Api, type Standing } from './api';
import { definitionsIn, versionOf, type Definition } from './definitions';

const budget = (apiVersion: string): string => `
    apiVersion: ${apiVersion}
    kind: PodDisruptionBudget
    metadata: { name: web, namespace: shop }
    spec: { minAvailable: 1, selector: { matchLabels: { app: web } } }
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: web, namespace: shop, labels: { app: web } }
    spec: { containers: [{ name: web, image: registry.example/web:1.0.0 }] }
  `;

const REMOVED: Rule = {
  id: 'api/removed',
  pack: 'baseline',
  severity: 'error',
  title: 'Objects use API versions that the cluster still serves.',
  why: 'The API server no longer serves this version: the object cannot be applied.',
  fix: 'Write the object in the version that took its place.',
  fails: budget('policy/v1beta1'),
  passes: budget('policy/v1'),
};

const NOT_SERVED: Rule = {
  id: 'api/not-served',
  pack: 'baseline',
  severity: 'error',
  title: 'Objects use kinds and API versions that the cluster serves.',
  why: 'The API server has no such kind: the object cannot be applied.',
  fix: 'Correct `apiVersion` and `kind`.',
  fails: `
    apiVersion: v1
    kind: Lease
    metadata: { name: web, namespace: shop }
  `,
  passes: `
    apiVersion: coordination.k8s.io/v1
    kind: Lease
    metadata: { name: web, namespace: shop }
  `,
};

const DEPRECATED: Rule = {
  id: 'api/deprecated',
  pack: 'baseline',
  severity: 'warning',
  title: 'Objects use API versions that are not deprecated.',
  why: 'A later version of Kubernetes no longer serves it.',
  fix: 'Write the object in the version that takes its place.',
  platform: { kubernetesVersion: '1.30' },
  fails: `
    apiVersion: flowcontrol.apiserver.k8s.io/v1beta3
    kind: FlowSchema
    metadata: { name: web }
    spec: { priorityLevelConfiguration: { name: global-default } }
  `,
  passes: `
    apiVersion: flowcontrol.apiserver.k8s.io/v1
    kind: FlowSchema
    metadata: { name: web }
    spec: { priorityLevelConfiguration: { name: global-default } }
  `,
};

const NOT_ENABLED: Rule = {
  id: 'api/not-enabled',
  pack: 'baseline',
  severity: 'warning',
  title: 'Objects use API versions that a cluster serves by default.',
  why: 'Alpha and beta versions are off by default: without `--runtime-config` the object cannot be applied.',
  fix: 'Write the object in a stable version, or acknowledge that the cluster has this one switched on.',
  platform: { kubernetesVersion: '1.34' },
  fails: `
    apiVersion: storage.k8s.io/v1beta1
    kind: VolumeAttributesClass
    metadata: { name: fast }
    driverName: disks.example
    parameters: { iops: '4000' }
  `,
  passes: `
    apiVersion: storage.k8s.io/v1
    kind: VolumeAttributesClass
    metadata: { name: fast }
    driverName: disks.example
    parameters: { iops: '4000' }
  `,
};

/** Kinds that the API server does not have, or not for long. */
export const lifecycle: Check = {
  rules: [REMOVED, NOT_SERVED, DEPRECATED, NOT_ENABLED],
  judge: (context: Context) => {
    const api = apiOf(context.kubernetesVersion);
    const definitions = definitionsIn(context);
    return context.objects.flatMap((object) => {
      const definition = definitions.get(object.kind);
      return definition ? undefinedVersion(object, definition) : violations(object, api);
    });
  },
};

/** A custom resource of a version that its definition does not have. */
function undefinedVersion(object: InventoryObject, definition: Definition): readonly Violation[] {
  const apiVersion = text(object.manifest['apiVersion']);
  if (definition.get(versionOf(apiVersion))?.isServed) return [];
  const served = [...definition].filter(([, { isServed }]) => isServed).map(([version]) => version);
  return [
    {
      rule: NOT_SERVED,
      object,
      at: ['apiVersion'],
      message: `The definition of ${object.kind} does not serve ${apiVersion}.`,
      want: oneOf(served.map((version) => `${groupOf(apiVersion)}/${version}`)),
    },
  ];
}

function violations(object: InventoryObject, api: Api): readonly Violation[] {
  const apiVersion = text(object.manifest['apiVersion']);
  const kind = text(object.manifest['kind']);
  if (apiVersion === '' || kind === '') return [];
  const standing = api.standingOf(apiVersion, kind);
  const asked: Question = { object, api, apiVersion, kind };
  if (!standing) return isMeantForKubernetes(asked) && !isListOf(apiVersion, kind) ? [unknown(asked)] : [];
  if (!standing.isServed) return [isYounger(standing, api.version) ? tooNew(asked, standing) : gone(asked, standing)];
  if (standing.isOff) return [{ rule: NOT_ENABLED, ...switchedOff(asked) }];
  if (standing.deprecated !== undefined && isAtMost(standing.deprecated, api.version))
    return [{ rule: DEPRECATED, ...deprecated(asked, standing) }];
  return [];
}

interface Question {
  readonly object: InventoryObject;
  readonly api: Api;
  readonly apiVersion: string;
  readonly kind: string;
}

function unknown({ object, api, apiVersion, kind }: Question): Violation {
  const homes = homesOf(kind, api);
  const kinds = [...builtInKinds()].filter(([other]) => groupOf(other) === groupOf(apiVersion)).flatMap(([, of]) => of);
  const meant = homes.length > 0 ? undefined : nearest(kind, kinds);
  return {
    rule: NOT_SERVED,
    object,
    at: [homes.length > 0 ? 'apiVersion' : 'kind'],
    message: `Kubernetes ${api.version} has no ${kind} in ${apiVersion}.`,
    ...(homes.length > 0 ? { want: oneOf(homes), fix: `Write \`apiVersion: ${homes[0]}\`.` } : {}),
    ...(meant === undefined ? {} : { fix: `Write \`kind: ${meant}\`.` }),
  };
}

function tooNew({ object, api, apiVersion, kind }: Question, { introduced }: Standing): Violation {
  const homes = homesOf(kind, api);
  const other = homes[0] === undefined ? '' : `, or write \`apiVersion: ${homes[0]}\``;
  return {
    rule: NOT_SERVED,
    object,
    at: ['apiVersion'],
    message: `${apiVersion} ${kind} comes with Kubernetes ${introduced}; the cluster has ${api.version}.`,
    ...(homes.length > 0 ? { want: oneOf(homes) } : {}),
    fix: `Wait for a cluster of version ${introduced}${other}.`,
  };
}

function gone(asked: Question, standing: Standing): Violation {
  const { object, api, apiVersion, kind } = asked;
  return {
    rule: REMOVED,
    object,
    at: ['apiVersion'],
    message: `Kubernetes ${api.version} has no ${apiVersion} ${kind} any more${standing.removed === undefined ? '' : `: it went with ${standing.removed}`}.`,
    ...successor(asked, standing),
  };
}

function deprecated(asked: Question, standing: Standing): Breach {
  const { object, apiVersion, kind } = asked;
  const end = standing.removed === undefined ? '' : `, and gone with ${standing.removed}`;
  return {
    object,
    at: ['apiVersion'],
    message: `${apiVersion} ${kind} is deprecated since Kubernetes ${standing.deprecated}${end}.`,
    ...successor(asked, standing),
  };
}

function switchedOff(asked: Question): Breach {
  const { object, api, apiVersion, kind } = asked;
  const homes = homesOf(kind, api).filter((home) => groupOf(home) === groupOf(apiVersion) && isStable(home));
  return {
    object,
    at: ['apiVersion'],
    message: `Kubernetes ${api.version} serves ${apiVersion} ${kind} only where it is switched on.`,
    ...(homes[0] === undefined ? {} : { want: oneOf(homes), fix: `Write \`apiVersion: ${homes[0]}\`.` }),
  };
}

/** What to write instead: what the sources name if the cluster has it, or the kind in another version. */
function successor({ api, apiVersion, kind }: Question, { replacement }: Standing): Pick<Breach, 'want' | 'fix'> {
  const [named = '', namedKind = kind] = replacement?.split(' ') ?? [];
  const standing = api.standingOf(named, namedKind);
  const isThere = standing?.isServed === true && !standing.isOff;
  const homes = isThere ? [named] : homesOf(kind, api).filter((home) => home !== apiVersion && isStable(home));
  if (homes[0] === undefined) return { fix: 'Remove it: nothing took its place.' };
  if (isThere && namedKind !== kind) return { want: replacement ?? '', fix: `Write ${named} ${namedKind} instead.` };
  return { want: oneOf(homes), fix: `Write \`apiVersion: ${homes[0]}\`, and the fields as it has them.` };
}

/** The API versions that serve a kind, stable ones first. */
function homesOf(kind: string, api: Api): readonly string[] {
  const homes = [...builtInKinds()].flatMap(([apiVersion, kinds]) => (kinds.includes(kind) ? [apiVersion] : []));
  const served = homes.filter((apiVersion) => {
    const standing = api.standingOf(apiVersion, kind);
    return standing?.isServed === true && !standing.isOff;
  });
  return served.sort((a, b) => Number(isStable(b)) - Number(isStable(a)) || newestFirst(a, b));
}

/** `autoscaling/v2` before `autoscaling/v1`. */
function newestFirst(a: string, b: string): number {
  return groupOf(a) === groupOf(b) ? (a < b ? 1 : -1) : 0;
}

function isStable(apiVersion: string): boolean {
  return !/alpha|beta/.test(apiVersion);
}

/** Whether it can only be a kind of Kubernetes itself: by its group, or as one of its kinds in what is nearly the group. */
function isMeantForKubernetes({ api, apiVersion, kind }: Question): boolean {
  const group = groupOf(apiVersion);
  return isOfKubernetes(group) || (ITS_DOMAINS.test(group) && homesOf(kind, api).length > 0);
}

/** Definitions in these domains need an approval, which nobody has for a second kind of the same name. */
const ITS_DOMAINS = /\.(?:k8s|kubernetes)\.io$/;

/** Whether only Kubernetes itself can have kinds in this group: those of custom resources are domains. */
function isOfKubernetes(group: string): boolean {
  return !group.includes('.') || isBuiltInGroup(group);
}

function isListOf(apiVersion: string, kind: string): boolean {
  return kind.endsWith('List') && isOfKubernetes(groupOf(apiVersion));
}

function isYounger({ introduced, removed }: Standing, version: KubernetesVersion): boolean {
  return (
    introduced !== undefined && !isAtMost(introduced, version) && (removed === undefined || !isAtMost(removed, version))
  );
}

function isAtMost(version: string, other: string): boolean {
  return Number(version.split('.')[1]) <= Number(other.split('.')[1]);
}
