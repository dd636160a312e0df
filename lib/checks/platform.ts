import type { IConstruct } from 'constructs';
import type { External } from '../manifest/external';
import { oneOf, report } from '../manifest/finding';
import { isObject, type JsonObject } from '../manifest/json';
import { Note } from '../manifest/note';
import { isPack, type PackName } from '../manifest/policy';
import { isQuantity } from '../manifest/quantity';

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
    ...wellFormed(root, rest),
    ...(isPack(root, pack) ? { pack } : {}),
    ...(isKnown(root, kubernetesVersion) ? { kubernetesVersion } : {}),
  });
}

type Others = Omit<Platform, 'kubernetesVersion' | 'pack'>;

/** What of a platform is of the right form; a program that nobody type-checks may pass anything. */
const FORMS: Readonly<Record<keyof Others, { readonly want: string; readonly is: (value: unknown) => boolean }>> = {
  externals: { want: "a list of objects, as in { kind: 'Secret', name: 'db' }", is: isListOf(isNamed) },
  definitions: { want: 'a list of CustomResourceDefinitions', is: isListOf(isObject) },
  zones: { want: 'a whole number above 0', is: isCount },
  nodes: { want: "a list of objects, as in { count: 3, cpu: '4', memory: '16Gi' }", is: isListOf(isPool) },
  registries: { want: "a list of texts, as in 'registry.example'", is: isListOf((value) => typeof value === 'string') },
};

function isListOf(is: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => Array.isArray(value) && value.every(is);
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) > 0;
}

function isNamed(value: unknown): boolean {
  return isObject(value) && typeof value['kind'] === 'string' && typeof value['name'] === 'string';
}

function isPool(value: unknown): boolean {
  if (!isObject(value) || !isCount(value['count'])) return false;
  return [value['cpu'], value['memory']].every((amount) => typeof amount === 'string' && isQuantity(amount));
}

function wellFormed(root: IConstruct, given: Others): Others {
  const wrong = Object.entries(FORMS).filter(([field, { is }]) => {
    const value: unknown = Reflect.get(given, field);
    return value !== undefined && !is(value);
  });
  for (const [field, { want }] of wrong) {
    report(root, {
      rule: 'platform/illegal',
      message: `The platform has a field \`${field}\` that is not of the right form.`,
      want,
      fix: 'Correct the field; until then, nothing of it is known.',
    });
  }
  const names = new Set(wrong.map(([field]) => field));
  return Object.fromEntries(Object.entries(given).filter(([field]) => !names.has(field)));
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
