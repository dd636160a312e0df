import { titleOf } from '../../manifest/inventory';
import { objectAt, text } from '../../manifest/json';
import type { Reference } from '../../manifest/references';
import { check, type Breach } from '../check';
import { exampleObject } from './examples';
import { lost } from './missing';
import { Targets } from './targets';

const claim = (volumeName: string): string =>
  exampleObject(
    'PersistentVolumeClaim',
    'data',
    `spec: { volumeName: ${volumeName}, storageClassName: '', accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }`,
  );
const volume = `
      ---
      apiVersion: v1
      kind: PersistentVolume
      metadata: { name: shop-data }
      spec:
        capacity: { storage: 1Gi }
        accessModes: [ReadWriteOnce]
        storageClassName: ''
        claimRef: { namespace: shop, name: data }
        csi: { driver: ebs.csi.aws.com, volumeHandle: vol-1 }`;

/** Volumes that claims ask for by name. */
export const volumes = check(
  {
    id: 'link/persistent-volume',
    pack: 'baseline',
    severity: 'warning',
    title: 'The PersistentVolume that a claim names is there, and for that claim.',
    why: 'The claim waits for it, and its pod with it: no other volume is given to it.',
    fix: 'Make the PersistentVolume, correct the name, or leave `volumeName` out for any volume that fits.',
    fails: `${claim('shop-date')}${volume}`,
    passes: `${claim('shop-data')}${volume}`,
  },
  (context) => {
    const targets = Targets.of(context);
    return targets
      .namesOf('PersistentVolume')
      .filter(({ from }) => from.kind === 'PersistentVolumeClaim')
      .flatMap((reference) => (reference.to ? reserved(reference) : unknown(reference, targets)));
  },
);

/** What a driver made is in what was read from a cluster, and in no files. */
const MADE = /^pvc-[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** A volume that is not there. Who has none at all leaves them to somebody else. */
function unknown(reference: Reference, targets: Targets): readonly Breach[] {
  const wanted = { ...reference, stack: reference.from.stack };
  if (MADE.test(reference.name) || targets.isThere(reference)) return [];
  return targets.names.beside(wanted).length === 0 ? [] : [lost(reference, targets)];
}

/** A volume that is kept for another claim. */
function reserved({ from, to, at }: Reference): readonly Breach[] {
  const { name, namespace } = objectAt(to?.manifest, 'spec', 'claimRef');
  const other = { kind: from.kind, name: text(name), namespace: text(namespace) };
  const isOwn = other.name === from.name && (from.namespace === undefined || other.namespace === from.namespace);
  if (!to || other.name === '' || other.namespace === '' || isOwn) return [];
  return [
    {
      object: from,
      at,
      message: `${titleOf(from)} asks for ${titleOf(to)}, which is kept for ${titleOf(other)}.`,
      want: 'a volume whose `claimRef` names this claim, or none',
      fix: 'Name this claim in `claimRef` of the volume, or ask for another volume.',
    },
  ];
}
