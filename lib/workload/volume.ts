import type { IPersistentVolumeClaim, k8s, Volume as PlusVolume } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { ExistingSecret } from '../configuration/secret';
import type { Plain, VolumeManifest, VolumeMount } from '../manifest/api-types';
import { report } from '../manifest/finding';
import { legalName } from '../manifest/names';
import type { AnySecret, ConfigMapSource, FieldReference, ResourceReference } from './environment';
import type { Quantity } from './quantity';

type Source = Omit<VolumeManifest, 'name'>;
type Projection = Plain<k8s.VolumeProjection>;

/** A volume of a pod. Mounted twice, in one container or in two, it is one volume. */
export class Volume {
  readonly source: Source;
  /** What the volume is called in the pod, where that is not left to its first mount. */
  readonly name: string | undefined;
  /** Whether mounts of it are read-only unless they say otherwise. */
  readonly isReadOnly: boolean;

  constructor(source: Source, options: { readonly name?: string; readonly isReadOnly?: boolean } = {}) {
    this.source = source;
    this.name = options.name;
    this.isReadOnly = options.isReadOnly ?? false;
  }
}

/** Which keys become files, and how. */
export interface FileOptions {
  /** Files by key: `{ username: 'jenkins-user' }`. @default - every key, under its own name */
  readonly items?: Readonly<Record<string, string>>;
  /** Permissions, an octal number such as 0o440. @default 0o644 */
  readonly mode?: number;
  /** Whether the pod starts without the ConfigMap or Secret. @default false */
  readonly optional?: boolean;
}

/** Space for as long as the pod lives. `medium: 'Memory'` counts towards the memory limit. */
export function emptyDir(options: { readonly medium?: 'Memory'; readonly sizeLimit?: Quantity } = {}): Volume {
  const { medium, sizeLimit } = options;
  const limit = typeof sizeLimit === 'object' ? sizeLimit.asString() : sizeLimit;
  return new Volume({ emptyDir: { medium, sizeLimit: limit } });
}

/** The keys of a ConfigMap as files. */
export function configFiles(config: ConfigMapSource, { items, mode, optional }: FileOptions = {}): Volume {
  const source = { name: config.name, items: keysToPaths(items), defaultMode: mode, optional };
  return new Volume({ configMap: source }, { name: config.name, isReadOnly: true });
}

/** The keys of a Secret as files. */
export function secretFiles(secret: AnySecret, { items, mode, optional }: FileOptions = {}): Volume {
  const source = { secretName: secret.name, items: keysToPaths(items), defaultMode: mode, optional };
  return new Volume({ secret: source }, { name: secret.name, isReadOnly: true });
}

/** What the pod knows of itself as files, by their path in the volume. */
export function downwardFiles(
  files: Readonly<Record<string, FieldReference | ResourceReference>>,
  { mode }: Pick<FileOptions, 'mode'> = {},
): Volume {
  const items = Object.entries(files).map(([path, reference]) => ({ path, ...reference }));
  return new Volume({ downwardAPI: { items, defaultMode: mode } }, { isReadOnly: true });
}

/** A token of the pod's ServiceAccount for another audience than the API server, as a part of `projected`. */
export interface ServiceAccountToken {
  readonly serviceAccountToken: {
    readonly audience: string;
    readonly path: string;
    readonly expirationSeconds?: number;
  };
}

/** Several sources as one folder: `projected([configFiles(…), secretFiles(…), downwardFiles(…)])`. */
export function projected(
  sources: readonly (Volume | ServiceAccountToken)[],
  { mode }: Pick<FileOptions, 'mode'> = {},
): Volume {
  const projections = sources.map((source) => (source instanceof Volume ? projectionOf(source) : source));
  return new Volume({ projected: { sources: projections, defaultMode: mode } }, { isReadOnly: true });
}

/** A PersistentVolumeClaim of the same namespace. */
export function claim(of: string | IPersistentVolumeClaim, options: { readonly readOnly?: boolean } = {}): Volume {
  const claimName = typeof of === 'string' ? of : of.name;
  const source = { persistentVolumeClaim: { claimName, readOnly: options.readOnly } };
  return new Volume(source, { name: claimName, isReadOnly: options.readOnly ?? false });
}

/**
 * A path of the node, for agents that look after nodes. Whatever is written there stays on that node, and Pod Security
 * levels other than `privileged` refuse it.
 */
export function hostPath(path: string, options: { readonly type?: string; readonly readOnly?: boolean } = {}): Volume {
  return new Volume({ hostPath: { path, type: options.type } }, { isReadOnly: options.readOnly ?? true });
}

/** Any other source that the API has: `volume({ nfs: { server, path } })`. */
export function volume(source: Source, options: { readonly name?: string } = {}): Volume {
  return new Volume(source, options);
}

function projectionOf({ source: { configMap, secret, downwardAPI } }: Volume): Projection {
  if (configMap) return { configMap: { name: configMap.name, items: configMap.items, optional: configMap.optional } };
  if (secret) return { secret: { name: secret.secretName, items: secret.items, optional: secret.optional } };
  return { downwardAPI: { items: downwardAPI?.items } };
}

function keysToPaths(items: FileOptions['items']) {
  return items && Object.entries(items).map(([key, path]) => ({ key, path }));
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

/** The volumes of one pod, each once, with names that are unique in it. */
export class PodVolumes {
  readonly #named = new Map<object, VolumeManifest>();
  readonly #scope: Construct;

  constructor(scope: Construct) {
    this.#scope = scope;
  }

  get manifests(): readonly VolumeManifest[] {
    return [...this.#named.values()];
  }

  /** The mounts of one container; adds their volumes to the pod. */
  mounted(mounts: Mounts = {}): readonly VolumeMount[] {
    return Object.entries(mounts).map(([mountPath, given]) => {
      const mount: Mount = isMountable(given) ? { volume: given } : given;
      if (!mountPath.startsWith('/') || mountPath.includes(':')) this.#reportPath(mountPath);
      const { volume, subPath, mountPropagation } = mount;
      const isReadOnly = mount.readOnly ?? isReadOnlySource(volume);
      const name = this.#nameOf(volume, mountPath);
      return { name, mountPath, subPath, mountPropagation, readOnly: isReadOnly ? true : undefined };
    });
  }

  #nameOf(volume: Mountable, mountPath: string): string {
    const known = this.#named.get(volume);
    if (known) return known.name;
    const name = this.#unique(
      legalName(volume.name ?? mountPath)
        .slice(0, 60)
        .replace(/-+$/, '') || 'root',
    );
    this.#named.set(volume, { name, ...sourceOf(volume) });
    return name;
  }

  #unique(name: string): string {
    const taken = new Set(this.manifests.map((manifest) => manifest.name));
    let candidate = name;
    for (let count = 2; taken.has(candidate); count++) candidate = `${name}-${count}`;
    return candidate;
  }

  #reportPath(mountPath: string): void {
    report(this.#scope, {
      rule: 'mount/illegal-path',
      message: `'${mountPath}' cannot be mounted.`,
      allowed: "an absolute path without ':'",
      fix: `Mount it at '/${mountPath.replaceAll(':', '').replace(/^\/+/, '')}'.`,
    });
  }
}

function isMountable(given: Mountable | Mount): given is Mountable {
  return !('volume' in given);
}

function isReadOnlySource(volume: Mountable): boolean {
  return volume instanceof Volume ? volume.isReadOnly : !isPlusVolume(volume);
}

function isPlusVolume(volume: Exclude<Mountable, Volume>): volume is PlusVolume {
  return '_toKube' in volume;
}

function sourceOf(volume: Mountable): Source {
  if (volume instanceof Volume) return volume.source;
  if (volume instanceof ExistingSecret) return secretFiles(volume).source;
  if (isPlusVolume(volume)) {
    const { name: _, ...source } = plain(volume._toKube());
    return source;
  }
  return isSecret(volume) ? secretFiles(volume).source : configFiles(volume).source;
}

function isSecret(source: ConfigMapSource | AnySecret): source is AnySecret {
  return source.kind === 'Secret';
}

/** What the generated types of cdk8s-plus hold as objects with a `value` is the value to the API. */
function plain(volume: k8s.Volume): VolumeManifest {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- the same fields, by the names that the API has
  return JSON.parse(JSON.stringify(volume, (_, value: unknown) => (isUnionClass(value) ? value.value : value)));
}

function isUnionClass(value: unknown): value is { readonly value: unknown } {
  return typeof value === 'object' && value !== null && value.constructor !== Object && 'value' in value;
}
