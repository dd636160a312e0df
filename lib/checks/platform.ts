import type { IConstruct } from 'constructs';
import type { External } from '../manifest/external';
import { oneOf, report } from '../manifest/finding';
import type { JsonObject } from '../manifest/json';
import { Note } from '../manifest/note';
import { isPack, type PackName } from '../manifest/policy';

/** The versions of Kubernetes whose API is known here, from the oldest to the newest. */
export const KUBERNETES_VERSIONS = [
  '1.27',
  '1.28',
  '1.29',
  '1.30',
  '1.31',
  '1.32',
  '1.33',
  '1.34',
  '1.35',
  '1.36',
  '1.37',
] as const;

export type KubernetesVersion = (typeof KUBERNETES_VERSIONS)[number];

export const NEWEST: KubernetesVersion = '1.37';

/** Nodes of one kind. */
export interface NodePool {
  /** How many there are, at most. */
  readonly count: number;
  /** What a node can give to pods: `3920m`. */
  readonly cpu: string;
  /** What a node can give to pods: `14Gi`. */
  readonly memory: string;
  /** How many pods a node takes. @default 110 */
  readonly pods?: number;
  readonly labels?: Readonly<Record<string, string>>;
}

/** What is known of the cluster that the objects are for. */
export interface Platform {
  /** @default - the newest that is known */
  readonly kubernetesVersion?: KubernetesVersion;
  /** The rules that hold where no stack and no construct says otherwise. @default 'restricted' */
  readonly pack?: PackName;
  /** Objects that the cluster has already. */
  readonly externals?: readonly External[];
  /** The CustomResourceDefinitions that the cluster has already. */
  readonly definitions?: readonly JsonObject[];
  /** How many zones its nodes are in. @default - not known */
  readonly zones?: number;
  /** Its nodes. @default - not known, so that nothing is too large for them */
  readonly nodes?: readonly NodePool[];
  /** The registries that images may come from: `registry.example`, `registry.example/team`. @default - any */
  readonly registries?: readonly string[];
}

const platforms = new Note<Platform>('platform');

/** Says what cluster a tree is for. */
export function setPlatform(root: IConstruct, platform: Platform): void {
  const { kubernetesVersion = NEWEST, pack = 'restricted', ...rest } = platform;
  platforms.leave(root, {
    ...rest,
    ...(isPack(root, pack) ? { pack } : {}),
    ...(isKnown(root, kubernetesVersion) ? { kubernetesVersion } : {}),
  });
}

function isKnown(root: IConstruct, given: string): boolean {
  if (KUBERNETES_VERSIONS.some((version) => version === given)) return true;
  report(root, {
    rule: 'platform/unknown-version',
    message: `The platform has the Kubernetes version '${given}'.`,
    want: oneOf(KUBERNETES_VERSIONS),
    fix: 'Name the version of the cluster, without `v` and without the number of the patch.',
  });
  return false;
}

/** The cluster that a tree is for, as far as its root says. */
export function platformOf(root: IConstruct): Platform {
  return platforms.on(root).at(-1) ?? {};
}
