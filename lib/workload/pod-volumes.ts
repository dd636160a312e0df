import type { Volume as PlusVolume } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { VolumeManifest, VolumeMount } from '../manifest/api-types';
import { relyOn } from '../manifest/external';
import { report } from '../manifest/finding';
import { legalName } from '../manifest/names';
import type { AnySecret, ConfigMapSource } from './environment';
import { plainVolume } from './foreign';
import { configFiles, secretFiles, Volume, type Mount, type Mountable, type Mounts } from './volume';

type Source = Omit<VolumeManifest, 'name'>;
type DownwardItems = NonNullable<NonNullable<Source['downwardAPI']>['items']>;

/** The volumes of one pod, each once, with names that are unique in it. */
export class PodVolumes {
  readonly #named = new Map<object, VolumeManifest>();
  readonly #scope: Construct;
  readonly #claims: readonly VolumeMount[];

  /** @param claims - mounts of the main container whose volumes the workload adds by itself; their names are taken */
  constructor(scope: Construct, claims: readonly VolumeMount[] = []) {
    this.#scope = scope;
    this.#claims = claims;
  }

  get manifests(): readonly VolumeManifest[] {
    return [...this.#named.values()];
  }

  /** The mounts of one container, after those of claims where it is the main one; adds their volumes to the pod. */
  mounted(mounts: Mounts = {}, container: { readonly name: string; readonly isMain: boolean }): readonly VolumeMount[] {
    const claims = container.isMain ? this.#claims : [];
    const own = Object.entries(mounts).map(([mountPath, given]) => this.#mount(mountPath, given, container.name));
    const all = [...claims, ...own];
    this.#judge(all.map(({ mountPath }) => mountPath));
    return all;
  }

  #mount(mountPath: string, given: Mountable | Mount, container: string): VolumeMount {
    const mount: Mount = isMountable(given) ? { volume: given } : given;
    const { volume, subPath, mountPropagation } = mount;
    if (!isVolume(volume)) return this.#illegalVolume(mountPath);
    const isReadOnly = mount.readOnly ?? isReadOnlySource(volume);
    const name = this.#named.get(volume)?.name ?? this.#add(volume, { mountPath, container });
    return { name, mountPath, subPath, mountPropagation, readOnly: isReadOnly ? true : undefined };
  }

  /** Stands in for what is no volume, and tells so. */
  #illegalVolume(mountPath: string): VolumeMount {
    report(this.#scope, {
      rule: 'mount/illegal-volume',
      message: `What is mounted at '${mountPath}' is no volume.`,
      want: 'a Config, a secret, or a volume such as emptyDir() or claim(…)',
      fix: 'Pass one of them; a project that has two copies of the library mounts only what its own copy made.',
    });
    return { name: 'illegal-volume', mountPath };
  }

  #add(
    volume: Mountable,
    { mountPath, container }: { readonly mountPath: string; readonly container: string },
  ): string {
    const wanted = legalName(volume.name ?? mountPath);
    const name = this.#unique(wanted.slice(0, 60).replace(/-+$/, '') || 'root');
    this.#named.set(volume, { name, ...completed(sourceOf(volume), container) });
    if (volume instanceof Volume) {
      for (const mistake of volume.mistakes) report(this.#scope, mistake);
      for (const [kind, named] of volume.needs) relyOn(this.#scope, kind, named);
    } else if (!isPlusVolume(volume)) relyOn(this.#scope, volume.kind, volume);
    return name;
  }

  #unique(name: string): string {
    const taken = new Set([...this.manifests, ...this.#claims].map((named) => named.name));
    let candidate = name;
    for (let count = 2; taken.has(candidate); count++) candidate = `${name}-${count}`;
    return candidate;
  }

  #judge(paths: readonly string[]): void {
    for (const [index, path] of paths.entries()) {
      if (!path.startsWith('/') || path.includes(':')) {
        report(this.#scope, {
          rule: 'mount/illegal-path',
          message: `'${path}' cannot be mounted.`,
          want: "an absolute path without ':'",
          fix: `Mount it at '/${path.replaceAll(':', '').replace(/^\/+/, '')}'.`,
        });
      }
      if (paths.indexOf(path) === index) continue;
      report(this.#scope, {
        rule: 'mount/path-twice',
        message: `Two volumes are mounted at '${path}'.`,
        want: 'each path once in a container',
        fix: 'Mount one of them elsewhere.',
      });
    }
  }
}

function isMountable(given: Mountable | Mount): given is Mountable {
  const unknown: unknown = given;
  return typeof unknown !== 'object' || unknown === null || !('volume' in unknown);
}

function isVolume(given: unknown): given is Mountable {
  if (typeof given !== 'object' || given === null) return false;
  const isMap = 'kind' in given && (given.kind === 'ConfigMap' || given.kind === 'Secret');
  return given instanceof Volume || '_toKube' in given || isMap;
}

function isReadOnlySource(volume: Mountable): boolean {
  return volume instanceof Volume ? volume.isReadOnly : !isPlusVolume(volume);
}

function isPlusVolume(volume: Exclude<Mountable, Volume>): volume is PlusVolume {
  return '_toKube' in volume;
}

function sourceOf(volume: Mountable): Source {
  if (volume instanceof Volume) return volume.source;
  if (isPlusVolume(volume)) return plainVolume(volume._toKube());
  return isSecret(volume) ? secretFiles(volume).source : configFiles(volume).source;
}

function isSecret(source: ConfigMapSource | AnySecret): source is AnySecret {
  return source.kind === 'Secret';
}

/** In a volume the API wants to know whose requests and limits are meant; in a variable it does not. */
function completed({ downwardAPI, projected, ...source }: Source, container: string): Source {
  const named = (items: DownwardItems | undefined) =>
    items?.map((item) =>
      item.resourceFieldRef
        ? { ...item, resourceFieldRef: { containerName: container, ...item.resourceFieldRef } }
        : item,
    );
  if (downwardAPI) return { downwardAPI: { ...downwardAPI, items: named(downwardAPI.items) } };
  if (!projected) return source;
  const sources = projected.sources?.map((part) =>
    part.downwardAPI ? { downwardAPI: { items: named(part.downwardAPI.items) } } : part,
  );
  return { projected: { ...projected, sources } };
}
