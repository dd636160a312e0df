import { oneOf } from '../../manifest/finding';
import { isList, isObject, isSet, objectAt, text, type JsonObject } from '../../manifest/json';
import type { Pods } from '../context';
import { examplePod } from '../example-objects';
import { shown } from '../words';
import { control, type Offence } from './control';

const SOURCES: readonly string[] = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

const example = (source: string): string =>
  examplePod(
    `{ volumes: [{ name: data, ${source} }], containers: [{ name: web, image: registry.example/web:1.0.0, volumeMounts: [{ name: data, mountPath: /data }] }] }`,
  );

/** Volumes that are a path of the node. */
export const hostPathVolumes = control(
  'baseline',
  {
    id: 'pod-security/host-path-volumes',
    title: 'No volume is a path of the node.',
    why: 'Through the files of its node a container gets at other pods, at the credentials of the node, or at the node itself.',
    fix: 'Use a PersistentVolumeClaim for what has to last, and an `emptyDir` for what has not. An agent of the node belongs in a Namespace that enforces `privileged`, and is acknowledged.',
    fails: example('hostPath: { path: /var/lib/web }'),
    passes: example('emptyDir: { sizeLimit: 1Gi }'),
  },
  (pods) =>
    volumes(pods, (volume) => {
      if (!isSet(volume['hostPath'])) return undefined;
      const path = shown(objectAt(volume, 'hostPath')['path']);
      return { field: 'hostPath', message: `is the path ${path} of the node`, want: 'any other kind of volume' };
    }),
);

/** Volumes of kinds that pods should get through claims. What the baseline forbids is told by the baseline. */
export const restrictedVolumes = control(
  'restricted',
  {
    id: 'pod-security/restricted-volumes',
    title: 'Volumes are of types that give a pod nothing but what is meant for it.',
    why: 'A pod that names a disk or a server by itself may name any; a claim gets what the cluster has set aside for it.',
    fix: 'Make a PersistentVolume of it, and mount a PersistentVolumeClaim.',
    fails: example('nfs: { server: nfs.example, path: /data }'),
    passes: example('emptyDir: { sizeLimit: 1Gi }'),
  },
  (pods) =>
    volumes(pods, (volume) => {
      if (isSet(volume['hostPath']) || SOURCES.some((source) => isSet(volume[source]))) return undefined;
      // The API takes a volume that says nothing of its kind for an emptyDir.
      const field = Object.keys(volume).find((key) => key !== 'name' && isSet(volume[key]));
      if (field === undefined) return undefined;
      return { field, message: `is of the kind '${field}'`, want: oneOf(SOURCES) };
    }),
);

type Found = { readonly field: string; readonly message: string; readonly want: string };

function volumes({ spec, at }: Pods, find: (volume: JsonObject) => Found | undefined): readonly Offence[] {
  const list = spec['volumes'];
  if (!isList(list)) return [];
  return list.flatMap((volume, index) => {
    const found = isObject(volume) ? find(volume) : undefined;
    if (!found) return [];
    const name = text(objectAt(volume)['name'], String(index));
    return {
      at: [...at, 'volumes', index, found.field],
      message: `Volume '${name}' ${found.message}`,
      want: found.want,
    };
  });
}
