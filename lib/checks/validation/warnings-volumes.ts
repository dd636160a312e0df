import type { Breach } from '../check';
import type { PodField } from './containers';
import type { Field } from './field';
import { amountIn } from './numbers';

/** Sources of volumes that clusters no longer have. */
const GONE = [
  'photonPersistentDisk',
  'gitRepo',
  'scaleIO',
  'flocker',
  'storageos',
  'quobyte',
  'glusterfs',
  'cephfs',
  'rbd',
];

/** What the API server warns of in the volumes of a pod. */
export function volumeWarnings({ spec }: PodField): readonly Breach[] {
  return spec.get('volumes').items.flatMap((volume) => [
    ...GONE.map((name) => volume.get(name))
      .filter(({ isGiven }) => isGiven)
      .map((source) =>
        source.breach(`Volumes of the kind '${source.key}' are deprecated.`, {
          want: 'a driver (`csi`)',
          fix: 'Use a claim.',
        }),
      ),
    ...fractional(volume.get('ephemeral')),
    ...['configMap', 'secret', 'downwardAPI'].flatMap((kind) => overlaps(pathsIn(volume.get(kind)))),
    ...projected(volume.get('projected', 'sources')),
  ]);
}

function fractional(source: Field): readonly Breach[] {
  if (!source.isGiven) return [];
  return ['requests', 'limits']
    .map((list) => source.get('volumeClaimTemplate', 'spec', 'resources', list, 'storage'))
    .filter(({ value }) => !Number.isInteger(amountIn(value) ?? 0))
    .map((amount) => amount.breach('Part of a byte is requested.', { want: 'whole bytes' }));
}

function pathsIn(source: Field): readonly Field[] {
  return source.get('items').items.map((item) => item.get('path'));
}

function projected(sources: Field): readonly Breach[] {
  const empty = sources.items.filter((part) => part.isGiven && !part.isFilled);
  const paths = sources.items.flatMap((part) => [
    ...['configMap', 'secret', 'downwardAPI'].flatMap((kind) => pathsIn(part.get(kind))),
    part.get('serviceAccountToken', 'path'),
    part.get('clusterTrustBundle', 'path'),
  ]);
  return [
    ...empty.map((part) => part.breach('A source of the volume is empty.', { fix: 'Leave it out.' })),
    ...overlaps(paths),
  ];
}

/** Files that are in the place of others, or of the folders of others. */
function overlaps(paths: readonly Field[]): readonly Breach[] {
  const files = new Set<string>();
  const folders = new Set<string>();
  return paths.flatMap((path) => {
    const text = path.text.replace(/\/+$/, '');
    if (text === '') return [];
    const above = foldersOf(text);
    const isOver = files.has(text) || folders.has(text) || above.some((folder) => files.has(folder));
    files.add(text);
    for (const folder of above) folders.add(folder);
    return isOver
      ? [path.breach(`The file '${text}' is in the place of another one.`, { fix: 'Choose another path.' })]
      : [];
  });
}

function foldersOf(path: string): readonly string[] {
  const steps = path.split('/');
  return steps.slice(1).map((_, index) => steps.slice(0, index + 1).join('/'));
}
