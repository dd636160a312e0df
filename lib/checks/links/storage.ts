import { reachedBy } from '../../manifest/field-pattern';
import { objectAt, valueAt } from '../../manifest/json';
import type { Reference } from '../../manifest/references';
import { exampleContainer, examplePod } from '../example-objects';
import { exampleObject } from './examples';
import { missing } from './missing';

const claimant = examplePod(
  `{ containers: [${exampleContainer()}], volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }] }`,
);
const claim = (name: string, className = ''): string =>
  exampleObject(
    'PersistentVolumeClaim',
    name,
    `spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } }${className} }`,
  );

/** Claims that pods mount, and that others are copied from. */
export const claims = missing(
  {
    id: 'link/claim',
    pack: 'baseline',
    severity: 'error',
    title: 'A PersistentVolumeClaim that a pod mounts is in its namespace.',
    why: 'The pod waits for it and does not start.',
    fix: 'Make the claim, or correct the name.',
    fails: `${claimant}${claim('date')}`,
    passes: `${claimant}${claim('data')}`,
  },
  {
    kinds: ['PersistentVolumeClaim'],
    // A volume may wait for a claim that comes later.
    when: (reference) => reference.from.kind !== 'PersistentVolume' && !isReplaced(reference),
  },
);

/** Whether a StatefulSet puts its own claim in the place of a volume that is called like it. */
function isReplaced({ from, at }: Reference): boolean {
  const volume = at.indexOf('volumes');
  const name = valueAt(from.manifest, [...at.slice(0, volume + 2), 'name']);
  return (
    from.kind === 'StatefulSet.apps' &&
    reachedBy('spec.volumeClaimTemplates[].metadata.name', from.manifest).some(([template]) => template === name)
  );
}

const storageClass = `
      ---
      apiVersion: storage.k8s.io/v1
      kind: StorageClass
      metadata: { name: fast-ssd }
      provisioner: ebs.csi.aws.com`;

const STORAGE_CLASS = 'StorageClass.storage.k8s.io';

/** Classes of storage that claims ask for. */
export const storageClasses = missing(
  {
    id: 'link/storage-class',
    pack: 'baseline',
    severity: 'warning',
    title: 'A StorageClass that a claim asks for exists, or is one that platforms bring.',
    why: 'The claim waits for a volume, and its pod with it.',
    fix: 'Make the StorageClass, correct the name, or declare it as a part of the cluster.',
    fails: `${claim('data', ', storageClassName: fast-sdd')}${storageClass}`,
    passes: `${claim('data', ', storageClassName: fast-ssd')}${storageClass}`,
  },
  {
    kinds: [STORAGE_CLASS],
    // Volumes that are made by hand are found by the name alone: no object has to stand for it.
    when: ({ from, name }, targets) =>
      from.kind !== 'PersistentVolume' &&
      !('volumeName' in objectAt(from.manifest, 'spec')) &&
      !targets.namesOf(STORAGE_CLASS).some((other) => other.from.kind === 'PersistentVolume' && other.name === name),
    severity: (reference, targets) =>
      targets.names.near({ ...reference, stack: reference.from.stack }) === undefined ? undefined : 'error',
  },
);
