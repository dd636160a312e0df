import { entryOf } from '../../manifest/json';
import type { Breach } from '../check';
import type { Context } from '../context';
import { fieldRefMistakes, resourceFieldRefMistakes } from './downward';
import { guarded } from './environment';
import type { Field } from './field';
import { amountIn, noMode, outside } from './numbers';
import { climbing, reserved } from './paths';
import { DNS_SUBDOMAIN, empty, misspelt, missing } from './syntax';

/** What a volume can be made of, as far as the API knows. */
export const VOLUME_SOURCES = [
  'awsElasticBlockStore',
  'azureDisk',
  'azureFile',
  'cephfs',
  'cinder',
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'fc',
  'flexVolume',
  'flocker',
  'gcePersistentDisk',
  'gitRepo',
  'glusterfs',
  'hostPath',
  'image',
  'iscsi',
  'nfs',
  'persistentVolumeClaim',
  'photonPersistentDisk',
  'portworxVolume',
  'projected',
  'quobyte',
  'rbd',
  'scaleIO',
  'secret',
  'storageos',
  'vsphereVolume',
];

type Judge = (source: Field, context: Context) => readonly Breach[];

const JUDGES: Readonly<Record<string, Judge>> = {
  configMap: (source) => [
    ...missing(source.get('name'), 'The volume names no ConfigMap.', { fix: 'Write the name of the ConfigMap.' }),
    ...noMode(source.get('defaultMode')),
    ...source.get('items').items.flatMap(itemMistakes),
  ],
  secret: (source) => [
    ...missing(source.get('secretName'), 'The volume names no Secret.', {
      fix: source.get('name').isFilled ? 'Call the field `secretName`.' : 'Write the name of the Secret.',
    }),
    ...noMode(source.get('defaultMode')),
    ...source.get('items').items.flatMap(itemMistakes),
  ],
  emptyDir: (source) => {
    const limit = source.get('sizeLimit');
    return (amountIn(limit.value) ?? 0) < 0 ? [limit.breach('The size limit is negative.')] : [];
  },
  hostPath: (source) => [...empty(source.get('path'), 'The path is empty.'), ...climbing(source.get('path'))],
  persistentVolumeClaim: (source) => empty(source.get('claimName'), 'The volume names no claim.'),
  nfs: (source) => {
    const path = source.get('path');
    return [
      ...empty(source.get('server'), 'The volume names no server.'),
      ...empty(path, 'The path is empty.'),
      ...(path.isFilled && path.text !== '' && !path.text.startsWith('/')
        ? [
            path.breach(`The path '${path.text}' is relative.`, {
              want: 'an absolute path',
              fix: `Write '/${path.text}'.`,
            }),
          ]
        : []),
    ];
  },
  csi: (source) => [
    ...empty(source.get('driver'), 'The volume names no driver.'),
    ...(source.get('nodePublishSecretRef').isGiven
      ? missing(source.get('nodePublishSecretRef', 'name'), 'The Secret for the driver has no name.')
      : []),
  ],
  ephemeral: (source) =>
    source.get('volumeClaimTemplate').isGiven
      ? []
      : [source.get('volumeClaimTemplate').breach('The ephemeral volume has no claim template.')],
  downwardAPI: (source, context) => [
    ...noMode(source.get('defaultMode')),
    ...source.get('items').items.flatMap((file) => fileMistakes(context, file)),
  ],
  image: () => [],
  projected: (source, context) => [
    ...noMode(source.get('defaultMode')),
    ...source.get('sources').items.flatMap((part) => projectionMistakes(context, part)),
    ...samePaths(source),
  ],
};

/** What the API server refuses in the source of a volume. */
export function sourceMistakes(source: Field, context: Context): readonly Breach[] {
  return entryOf(JUDGES, source.key)?.(source, context) ?? [];
}

function itemMistakes(item: Field): readonly Breach[] {
  return [
    ...empty(item.get('key'), 'The key is empty.'),
    ...empty(item.get('path'), 'The path is empty.'),
    ...reserved(item.get('path')),
    ...noMode(item.get('mode')),
  ];
}

function fileMistakes(context: Context, file: Field): readonly Breach[] {
  const fieldRef = file.get('fieldRef');
  const resourceFieldRef = file.get('resourceFieldRef');
  const both = fieldRef.isGiven && resourceFieldRef.isGiven;
  const neither = !fieldRef.isGiven && !resourceFieldRef.isGiven;
  const { text } = file.get('path');
  return [
    ...empty(file.get('path'), 'The path is empty.'),
    ...reserved(file.get('path')),
    ...noMode(file.get('mode')),
    ...guarded(fieldRef, (ref) => fieldRefMistakes(context, ref, 'file')),
    ...(both
      ? [file.breach(`The file '${text}' has two sources.`, { want: 'one', fix: 'Leave one of them out.' })]
      : []),
    ...(!both ? guarded(resourceFieldRef, (ref) => resourceFieldRefMistakes(ref, 'file')) : []),
    ...(neither
      ? [
          file.breach(`The file '${text}' has no source.`, {
            want: '`fieldRef` or `resourceFieldRef`',
            fix: 'Add one.',
          }),
        ]
      : []),
  ];
}

const PARTS = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken', 'clusterTrustBundle', 'podCertificate'];

function projectionMistakes(context: Context, part: Field): readonly Breach[] {
  const given = PARTS.filter((name) => part.get(name).isGiven);
  const token = part.get('serviceAccountToken');
  return [
    ...(given.length > 1
      ? [part.breach(`A source of the volume is of ${given.length} kinds: ${given.join(', ')}.`, { want: 'one' })]
      : []),
    ...['secret', 'configMap'].flatMap((kind) =>
      guarded(part.get(kind), (source) => [
        ...missing(
          source.get('name'),
          `A source of the volume names no ${kind === 'secret' ? 'Secret' : 'ConfigMap'}.`,
        ),
        ...source.get('items').items.flatMap(itemMistakes),
      ]),
    ),
    ...part.get('downwardAPI', 'items').items.flatMap((file) => fileMistakes(context, file)),
    ...outside(token.get('expirationSeconds'), 600, 2 ** 32),
    ...empty(token.get('path'), 'The path is empty.'),
    ...reserved(token.get('path')),
    ...misspelt(part.get('clusterTrustBundle', 'name'), TRUST_BUNDLE, 'the name of a ClusterTrustBundle'),
  ];
}

const TRUST_BUNDLE = { ...DNS_SUBDOMAIN, is: (text: string) => DNS_SUBDOMAIN.is(text.replaceAll(':', '.')) };

/** Two files of a projected volume at one place. */
function samePaths(volume: Field): readonly Breach[] {
  const seen = new Set<string>();
  return volume.get('sources').items.flatMap((part) =>
    ['secret', 'configMap', 'downwardAPI']
      .flatMap((kind) => part.get(kind, 'items').items)
      .flatMap((item) => {
        const path = item.get('path');
        if (path.text === '') return [];
        if (!seen.has(path.text)) {
          seen.add(path.text);
          return [];
        }
        return [path.breach(`Two files of the volume have the path '${path.text}'.`, { fix: 'Choose another path.' })];
      }),
  );
}
