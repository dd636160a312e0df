import { isObject } from '../../manifest/json';
import type { Breach } from '../check';
import type { Field } from './field';
import { amountIn } from './numbers';
import { DNS_SUBDOMAIN, empty, misspelt, missing } from './syntax';

const SNAPSHOTS = 'snapshot.storage.k8s.io';

/** What the API server refuses in the spec of a claim, wherever it stands. */
export function claimMistakes(spec: Field): readonly Breach[] {
  const source = spec.get('dataSource');
  const ref = spec.get('dataSourceRef');
  return [
    ...accessMistakes(spec.get('accessModes'), 'claim'),
    ...storageMistakes(spec.get('resources')),
    ...misspelt(spec.get('storageClassName'), DNS_SUBDOMAIN, 'the name of a StorageClass'),
    ...(isKept(source) ? sourceMistakes(source) : []),
    ...(ref.isGiven ? sourceMistakes(ref) : []),
    ...(isKept(source) && ref.isGiven && !isSame(source, ref)
      ? [
          source.breach('The claim is filled from two objects.', {
            want: 'what `dataSourceRef` names',
            fix: 'Leave it out.',
          }),
        ]
      : []),
  ];
}

/** What the API server refuses in the ways in which a volume is used. */
export function accessMistakes(modes: Field, what: string): readonly Breach[] {
  const names = modes.items.map(({ text }) => text);
  return [
    ...missing(modes, `The ${what} has no access modes.`, {
      want: 'at least one',
      fix: 'Write `accessModes: [ReadWriteOnce]` for a volume that one node uses.',
    }),
    ...(names.includes('ReadWriteOncePod') && names.some((name) => name !== 'ReadWriteOncePod')
      ? [modes.breach(`The ${what} has 'ReadWriteOncePod' and other modes.`, { want: "'ReadWriteOncePod' alone" })]
      : []),
  ];
}

function storageMistakes(resources: Field): readonly Breach[] {
  const storage = resources.get('requests', 'storage');
  if (!storage.isGiven)
    return [
      storage.breach('The claim does not say how much storage it needs.', {
        fix: 'Write `resources.requests.storage`.',
      }),
    ];
  const amount = amountIn(storage.value);
  if (amount === undefined || amount > 0) return [];
  return [
    storage.breach(`The claim asks for ${amount} bytes.`, { want: 'more than 0', fix: 'Write a positive amount.' }),
  ];
}

function sourceMistakes(source: Field): readonly Breach[] {
  const kind = source.get('kind');
  return [
    ...empty(kind, 'The source has an empty kind.'),
    ...empty(source.get('name'), 'The source has an empty name.'),
    ...misspelt(source.get('apiGroup'), DNS_SUBDOMAIN, 'a group of the API'),
    ...(kind.isFilled && kind.text !== 'PersistentVolumeClaim' && !source.get('apiGroup').isFilled
      ? [source.breach(`A claim is not filled from a ${kind.text} without a group.`, { fix: 'Write its `apiGroup`.' })]
      : []),
  ];
}

/** The API server drops whatever the older of the two fields names beside claims and snapshots. */
function isKept(source: Field): boolean {
  const [kind, group] = [source.get('kind').text, source.get('apiGroup').text];
  return kind === 'PersistentVolumeClaim' ? group === '' : kind === 'VolumeSnapshot' && group === SNAPSHOTS;
}

function isSame(a: Field, b: Field): boolean {
  if (!isObject(a.value) || !isObject(b.value)) return true;
  return (
    ['apiGroup', 'kind', 'name'].every((name) => a.get(name).text === b.get(name).text) && !b.get('namespace').isFilled
  );
}
