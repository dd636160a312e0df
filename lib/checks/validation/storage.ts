import { check, type Breach } from '../check';
import type { Context } from '../context';
import { accessMistakes, claimMistakes } from './claim';
import { podFields } from './containers';
import { exampleObject } from './examples';
import { Field } from './field';
import { amountIn } from './numbers';
import { climbing } from './paths';
import { termMistakes } from './scheduling';
import { DNS_SUBDOMAIN, empty, misspelt, missing, QUALIFIED_NAME } from './syntax';

const claimed = (modes: string): string =>
  exampleObject(
    'v1',
    'PersistentVolumeClaim',
    `spec: { accessModes: [${modes}], resources: { requests: { storage: 1Gi } } }`,
  );

const SOURCES = [
  'awsElasticBlockStore',
  'azureDisk',
  'azureFile',
  'cephfs',
  'cinder',
  'csi',
  'fc',
  'flexVolume',
  'flocker',
  'gcePersistentDisk',
  'glusterfs',
  'hostPath',
  'iscsi',
  'local',
  'nfs',
  'photonPersistentDisk',
  'portworxVolume',
  'quobyte',
  'rbd',
  'scaleIO',
  'storageos',
  'vsphereVolume',
];

/** Volumes, claims and classes that the API server refuses. */
export const storage = check(
  {
    id: 'validation/storage',
    pack: 'baseline',
    severity: 'error',
    title: 'Claims and volumes say how large they are, and how they may be accessed.',
    why: 'The API server refuses the object.',
    fix: 'Write what the field asks for.',
    fails: claimed('ReadWriteOncePod, ReadWriteOnce'),
    passes: claimed('ReadWriteOncePod'),
  },
  (context) => [
    ...claimsIn(context).flatMap(claimMistakes),
    ...context.ofKind('PersistentVolume').flatMap((object) => volumeMistakes(new Field(object, ['spec']))),
    ...context.ofKind('StorageClass.storage.k8s.io').flatMap((object) => classMistakes(new Field(object))),
  ],
);

/** The specs of all claims: of their own, of StatefulSets, and of volumes that live as long as a pod. */
function claimsIn(context: Context): readonly Field[] {
  return [
    ...context.ofKind('PersistentVolumeClaim').map((object) => new Field(object, ['spec'])),
    ...context
      .ofKind('StatefulSet.apps')
      .flatMap((object) => new Field(object, ['spec', 'volumeClaimTemplates']).items.map((claim) => claim.get('spec'))),
    ...podFields(context).flatMap(({ spec }) =>
      spec
        .get('volumes')
        .items.map((volume) => volume.get('ephemeral', 'volumeClaimTemplate'))
        .filter(({ isGiven }) => isGiven)
        .map((template) => template.get('spec')),
    ),
  ].filter(({ isGiven }) => isGiven);
}

function volumeMistakes(spec: Field): readonly Breach[] {
  const sources = SOURCES.map((name) => spec.get(name)).filter(({ isGiven }) => isGiven);
  return [
    ...accessMistakes(spec.get('accessModes'), 'volume'),
    ...capacityMistakes(spec.get('capacity')),
    ...(sources.length === 0
      ? [spec.breach('The volume has no source.', { want: 'one', fix: 'Say where it is, for instance with `csi`.' })]
      : []),
    ...sources.slice(1).map((source) =>
      source.breach(`The volume is of ${sources.length} kinds: ${sources.map(({ key }) => key).join(', ')}.`, {
        want: 'one',
      }),
    ),
    ...misspelt(spec.get('storageClassName'), DNS_SUBDOMAIN, 'the name of a StorageClass'),
    ...affinityMistakes(spec),
    ...pathMistakes(spec),
  ];
}

function capacityMistakes(capacity: Field): readonly Breach[] {
  const storage = capacity.get('storage');
  const others = capacity.fields.filter(({ key }) => key !== 'storage');
  const amount = amountIn(storage.value);
  return [
    ...(storage.isGiven ? [] : [capacity.breach('The volume has no capacity.', { fix: 'Write `capacity.storage`.' })]),
    ...others
      .slice(0, 1)
      .map((other) => capacity.breach(`The volume has a capacity of '${other.key}'.`, { want: "'storage' alone" })),
    ...(amount !== undefined && amount <= 0
      ? [storage.breach(`The volume holds ${amount} bytes.`, { want: 'more than 0' })]
      : []),
  ];
}

function affinityMistakes(spec: Field): readonly Breach[] {
  const affinity = spec.get('nodeAffinity');
  const terms = affinity.get('required', 'nodeSelectorTerms');
  return [
    ...(spec.get('local').isGiven && !terms.isFilled
      ? [
          affinity.breach('The volume is on one node, and does not say on which.', {
            fix: 'Write `nodeAffinity.required`.',
          }),
        ]
      : []),
    ...(affinity.isGiven && !affinity.get('required').isGiven
      ? [affinity.get('required').breach('The affinity of the volume requires nothing.', { fix: 'Leave it out.' })]
      : []),
    ...terms.items.flatMap((term) => termMistakes(term, true)),
  ];
}

function pathMistakes(spec: Field): readonly Breach[] {
  const path = spec.get('hostPath', 'path');
  const policy = spec.get('persistentVolumeReclaimPolicy');
  return [
    ...empty(path, 'The path is empty.'),
    ...climbing(path),
    ...climbing(spec.get('local', 'path')),
    ...empty(spec.get('local', 'path'), 'The path is empty.'),
    ...empty(spec.get('csi', 'driver'), 'The volume names no driver.'),
    ...empty(spec.get('csi', 'volumeHandle'), 'The volume of the driver has no name.'),
    ...(path.text === '/' && policy.text === 'Recycle'
      ? [policy.breach('The whole file system of the node would be removed.', { want: "'Retain'" })]
      : []),
  ];
}

function classMistakes(root: Field): readonly Breach[] {
  const provisioner = root.get('provisioner');
  const isName = QUALIFIED_NAME.is(provisioner.text.toLowerCase());
  return [
    ...(typeof provisioner.value === 'string'
      ? missing(provisioner, 'The class has no provisioner.', { fix: 'Name the driver.' })
      : []),
    ...(provisioner.isFilled && !isName ? misspelt(provisioner, QUALIFIED_NAME, 'the name of a driver') : []),
    ...root
      .get('parameters')
      .fields.flatMap((parameter) =>
        parameter.key === '' ? [root.get('parameters').breach('A parameter has an empty name.')] : [],
      ),
  ];
}
