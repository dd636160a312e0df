import type { IPersistentVolumeClaim, k8s, Volume as PlusVolume } from 'cdk8s-plus-27';
import { unknownKey } from '../configuration/keys';
import type { Plain, VolumeManifest } from '../manifest/api-types';
import type { Named } from '../manifest/external';
import type { Mistake } from '../manifest/finding';
import type { KindName } from '../manifest/kinds';
import {
  knownKeys,
  type AnySecret,
  type ConfigMapSource,
  type FieldReference,
  type ResourceReference,
} from './environment';
import { illegalQuantity, textOf, type Quantity } from './quantity';

type Source = Omit<VolumeManifest, 'name'>;
/** A source with one field that is there for certain. */
type Only<F extends keyof Source> = { readonly [K in F]: NonNullable<Source[K]> };
type Projection = Plain<k8s.VolumeProjection>;

/** A volume of a pod. Mounted twice, in one container or in two, it is one volume. */
export class Volume<S extends Source = Source> {
  readonly source: S;
  /** What the volume is called in the pod, where that is not left to its first mount. */
  readonly name: string | undefined;
  /** Whether mounts of it are read-only unless they say otherwise. */
  readonly isReadOnly: boolean;
  /** What is wrong with it; reported by the pod that mounts it. */
  readonly mistakes: readonly Mistake[];
  /** What it needs that may be made elsewhere, by kind. */
  readonly needs: readonly (readonly [kind: KindName, named: Named])[];

  constructor(source: S, options: VolumeOptions = {}) {
    this.source = source;
    this.name = options.name;
    this.isReadOnly = options.isReadOnly ?? false;
    this.mistakes = options.mistakes ?? [];
    this.needs = options.needs ?? [];
  }
}

interface VolumeOptions {
  readonly name?: string;
  readonly isReadOnly?: boolean;
  readonly mistakes?: readonly Mistake[];
  readonly needs?: Volume['needs'];
}

/** Which keys become files, and how. */
export interface FileOptions {
  /** Files by key: `{ username: 'jenkins-user' }`. @default - every key, under its own name */
  readonly items?: Readonly<Record<string, string>>;
  /** Permissions, an octal number such as 0o440, up to 0o777. @default 0o644 */
  readonly mode?: number;
  /** Whether the pod starts without the ConfigMap or Secret. @default false */
  readonly optional?: boolean;
}

/** Space for as long as the pod lives. `medium: 'Memory'` counts towards the memory limit. */
export function emptyDir(options: { readonly medium?: 'Memory'; readonly sizeLimit?: Quantity } = {}): Volume {
  const { medium } = options;
  const sizeLimit = options.sizeLimit === undefined ? undefined : textOf(options.sizeLimit);
  const mistake = sizeLimit === undefined ? undefined : illegalQuantity('The sizeLimit of an emptyDir', sizeLimit);
  return new Volume({ emptyDir: { medium, sizeLimit } }, { mistakes: mistake ? [mistake] : [] });
}

/** The keys of a ConfigMap as files. */
export function configFiles(config: ConfigMapSource, options: FileOptions = {}): Volume<Only<'configMap'>> {
  const { items, mode, optional } = options;
  const source = { name: config.name, items: keysToPaths(config, items), defaultMode: mode, optional };
  const mistakes = mistakesIn(config, options);
  return new Volume(
    { configMap: source },
    { name: config.name, isReadOnly: true, mistakes, needs: [['ConfigMap', config]] },
  );
}

/** The keys of a Secret as files. */
export function secretFiles(secret: AnySecret, options: FileOptions = {}): Volume<Only<'secret'>> {
  const { items, mode, optional } = options;
  const source = { secretName: secret.name, items: keysToPaths(secret, items), defaultMode: mode, optional };
  const mistakes = mistakesIn(secret, options);
  return new Volume({ secret: source }, { name: secret.name, isReadOnly: true, mistakes, needs: [['Secret', secret]] });
}

/**
 * What the pod knows of itself as files, by their path in the volume. Resources are those of the container that mounts
 * it first, unless they name another.
 */
export function downwardFiles(
  files: Readonly<Record<string, FieldReference | ResourceReference>>,
  { mode }: Pick<FileOptions, 'mode'> = {},
): Volume<Only<'downwardAPI'>> {
  const items = Object.entries(files).map(([path, reference]) => ({ path, ...reference }));
  const mistakes = illegalMode(mode);
  return new Volume({ downwardAPI: { items, defaultMode: mode } }, { isReadOnly: true, mistakes });
}

/** A token of the pod's ServiceAccount for another audience than the API server, as a part of `projected`. */
export interface ServiceAccountToken {
  readonly serviceAccountToken: {
    readonly audience: string;
    readonly path: string;
    readonly expirationSeconds?: number;
  };
}

type Projectable = Volume<Only<'configMap'>> | Volume<Only<'secret'>> | Volume<Only<'downwardAPI'>>;

/**
 * Several sources as one folder: `projected([configFiles(…), secretFiles(…), downwardFiles(…)])`. The mode of a source
 * is that of its `items`; all other files have the mode of the folder.
 */
export function projected(
  sources: readonly (Projectable | ServiceAccountToken)[],
  { mode }: Pick<FileOptions, 'mode'> = {},
): Volume {
  const projections = sources.map((source) => (source instanceof Volume ? projectionOf(source) : source));
  const mistakes = [
    ...sources.flatMap((source) => (source instanceof Volume ? source.mistakes : [])),
    ...illegalMode(mode),
  ];
  const needs = sources.flatMap((source) => (source instanceof Volume ? source.needs : []));
  return new Volume({ projected: { sources: projections, defaultMode: mode } }, { isReadOnly: true, mistakes, needs });
}

/** A PersistentVolumeClaim of the same namespace; given by its name, it may be made elsewhere. */
export function claim(of: string | IPersistentVolumeClaim, options: { readonly readOnly?: boolean } = {}): Volume {
  const claimName = typeof of === 'string' ? of : of.name;
  const source = { persistentVolumeClaim: { claimName, readOnly: options.readOnly } };
  const needs = [['PersistentVolumeClaim', typeof of === 'string' ? { name: of } : of]] as const;
  return new Volume(source, { name: claimName, isReadOnly: options.readOnly ?? false, needs });
}

/**
 * A path of the node, for agents that look after nodes. Whatever is written there stays on that node, and Pod Security
 * levels other than `privileged` refuse it.
 */
export function hostPath(path: string, options: { readonly type?: string; readonly readOnly?: boolean } = {}): Volume {
  return new Volume({ hostPath: { path, type: options.type } }, { isReadOnly: options.readOnly ?? true });
}

/**
 * Any other source that the API has: `volume({ nfs: { server, path } })`. What it names is looked for in the tree;
 * declare with `external` what is made elsewhere.
 */
export function volume(source: Source, options: { readonly name?: string } = {}): Volume {
  return new Volume(source, options);
}

function projectionOf({ source }: Projectable): Projection {
  if ('configMap' in source) {
    const { name, items, defaultMode, optional } = source.configMap;
    return { configMap: { name, items: withMode(items, defaultMode), optional } };
  }
  if ('secret' in source) {
    const { secretName, items, defaultMode, optional } = source.secret;
    return { secret: { name: secretName, items: withMode(items, defaultMode), optional } };
  }
  const { items, defaultMode } = source.downwardAPI;
  return { downwardAPI: { items: withMode(items, defaultMode) } };
}

function withMode<T extends object>(items: readonly T[] | undefined, mode: number | undefined) {
  return mode === undefined ? items : items?.map((item) => ({ ...item, mode }));
}

/** Without the keys that are not there, which are reported. */
function keysToPaths(source: ConfigMapSource | AnySecret, items: FileOptions['items']) {
  const keys = knownKeys(source);
  return (
    items &&
    Object.entries(items)
      .filter(([key]) => !keys || keys.includes(key))
      .map(([key, path]) => ({ key, path }))
  );
}

function mistakesIn(source: ConfigMapSource | AnySecret, { items = {}, mode }: FileOptions): readonly Mistake[] {
  const keys = knownKeys(source);
  const unknown = Object.keys(items).filter((key) => keys && !keys.includes(key));
  const owner = source.kind === 'Secret' ? `The secret '${source.name}'` : `The configuration '${source.name}'`;
  return [...unknown.map((key) => unknownKey({ key, keys: keys ?? [], owner })), ...illegalMode(mode)];
}

function illegalMode(mode: number | undefined): readonly Mistake[] {
  if (mode === undefined || (Number.isInteger(mode) && mode >= 0 && mode <= 0o777)) return [];
  const isDecimalSlip = /^[0-7]{3}$/.test(String(mode));
  return [
    {
      rule: 'volume/illegal-mode',
      message: `The mode of files is ${mode}.`,
      want: 'permissions from 0 to 0o777',
      fix: isDecimalSlip ? `Did you mean the octal number 0o${mode}?` : 'Write it as in 0o440.',
    },
  ];
}

/** What can be mounted: a volume, of ours or of cdk8s-plus, or a ConfigMap or Secret with all its keys. */
export type Mountable = Volume | PlusVolume | ConfigMapSource | AnySecret;

/** A mount that is more than its path. */
export interface Mount {
  readonly volume: Mountable;
  /** One file or folder of the volume. Kubernetes does not update it when the volume changes. @default - all of it */
  readonly subPath?: string;
  /** @default - what the volume says; configuration and secrets are read-only */
  readonly readOnly?: boolean;
  /** @default - 'None' */
  readonly mountPropagation?: 'None' | 'HostToContainer' | 'Bidirectional';
}

/** Volumes by the absolute path at which the container sees them. */
export type Mounts = Readonly<Record<string, Mountable | Mount>>;
