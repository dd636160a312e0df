import { reachedBy } from '../../manifest/field-pattern';
import { oneOf } from '../../manifest/finding';
import { titleOf } from '../../manifest/inventory';
import { isList, isObject, objectAt, text, type JsonObject, type JsonPath } from '../../manifest/json';
import type { Reference } from '../../manifest/references';
import type { Breach } from '../check';
import { containerTitle } from '../containers';
import type { Context } from '../context';
import type { Targets } from './targets';

/** Mounts of a single file that a volume does not have: the container finds an empty directory in its place. */
export function lostFiles(reference: Reference, present: readonly string[], known: Known): readonly Breach[] {
  const volume = volumeOf(reference);
  const pods = volume && known.context.podsOf(reference.from);
  if (!pods) return [];
  const files = filesOf(volume, present);
  return pods.containers.flatMap((container) =>
    reachedBy('volumeMounts[]', container.container).flatMap(([mount, path]) => {
      const { name, subPath } = objectAt(mount);
      if (name !== volume['name'] || typeof subPath !== 'string' || isThere(files, subPath)) return [];
      const near = known.targets.names.nearest(subPath, () => files);
      return {
        object: reference.from,
        at: [...container.at, ...path, 'subPath'],
        message: `${containerTitle(container)} mounts '${subPath}' of ${titleOf(reference)}, which does not have it: an empty directory is there instead.`,
        want: files.length === 0 ? 'a key; there is none yet' : oneOf(files.slice(0, 10)),
        fix: `${near === undefined ? '' : `Did you mean '${near}'? `}Add the key to ${titleOf(reference)}, or correct it.`,
      };
    }),
  );
}

interface Known {
  readonly context: Context;
  readonly targets: Targets;
}

/** The volume of a pod that is made of a ConfigMap or Secret alone. */
function volumeOf({ from, at }: Reference): JsonObject | undefined {
  const path: JsonPath = at.slice(0, -2);
  return path.at(-2) === 'volumes' ? objectAt(from.manifest, ...path) : undefined;
}

function filesOf(volume: JsonObject, present: readonly string[]): readonly string[] {
  const { items } = objectAt(volume['configMap'] ?? volume['secret']);
  if (!isList(items) || items.length === 0) return present;
  return items.filter(isObject).map(({ path }) => text(path));
}

/** Whether a path is that of a file, or of a directory that files are in. */
function isThere(files: readonly string[], subPath: string): boolean {
  const wanted = subPath.replace(/^\.\//, '').replace(/\/+$/, '');
  return ['', '.'].includes(wanted) || files.some((file) => file === wanted || file.startsWith(`${wanted}/`));
}
