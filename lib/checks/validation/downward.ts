import { nearest } from '../../manifest/finding';
import type { Breach } from '../check';
import type { Context } from '../context';
import type { Field } from './field';
import { amountIn } from './numbers';
import { DNS_SUBDOMAIN, KEY, misspelt, missing, QUALIFIED_NAME } from './syntax';

const POD_FIELDS = ['metadata.name', 'metadata.namespace', 'metadata.uid'];
const FILE_FIELDS = [...POD_FIELDS, 'metadata.labels', 'metadata.annotations'];
const VARIABLE_FIELDS = [
  ...POD_FIELDS,
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.podIP',
  'status.podIPs',
];
const RESOURCES = ['limits', 'requests'].flatMap((list) =>
  ['cpu', 'memory', 'ephemeral-storage'].map((resource) => `${list}.${resource}`),
);
const HUGE_PAGES = /^(limits|requests)\.hugepages-/;

/** Where what the pod says of itself goes. */
export type Destination = 'variable' | 'file';

/** What the API server refuses in a reference to a field of the pod itself. */
export function fieldRefMistakes(context: Context, ref: Field, destination: Destination): readonly Breach[] {
  const path = ref.get('fieldPath');
  const version = ref.get('apiVersion');
  if (version.isFilled && version.text !== 'v1')
    return [version.breach(`The fields of a Pod are not known in '${version.text}'.`, { want: "'v1'" })];
  if (typeof path.value !== 'string') return [];
  const known = knownFields(context, destination);
  const subscripted = /^(.+?)\['(.*)'\]$/s.exec(path.text);
  if (subscripted) return subscriptMistakes(path, subscripted[1] ?? '', subscripted[2] ?? '');
  // What the field was called long ago is still read.
  if (known.includes(path.text) || (path.text === 'spec.host' && destination === 'variable')) return [];
  const meant = nearest(path.text, known);
  return [
    path.breach(`A ${destination} cannot hold the field '${path.text}' of the pod.`, {
      want: `${known.join(', ')}, metadata.labels['…'] or metadata.annotations['…']`,
      fix: meant === undefined ? 'Choose one of them.' : `Write '${meant}'.`,
    }),
  ];
}

function knownFields(context: Context, destination: Destination): readonly string[] {
  if (destination === 'file') return FILE_FIELDS;
  return context.isAtLeast('1.29') ? [...VARIABLE_FIELDS, 'status.hostIPs'] : VARIABLE_FIELDS;
}

function subscriptMistakes(field: Field, map: string, key: string): readonly Breach[] {
  if (map !== 'metadata.labels' && map !== 'metadata.annotations')
    return [field.breach(`'${map}' is no map.`, { want: "metadata.labels['…'] or metadata.annotations['…']" })];
  if (QUALIFIED_NAME.is(map === 'metadata.labels' ? key : key.toLowerCase())) return [];
  return [field.breach(`'${key}' cannot be the key of a label or annotation.`, { want: QUALIFIED_NAME.want })];
}

/** What the API server refuses in a reference to a resource of a container. */
export function resourceFieldRefMistakes(ref: Field, destination: Destination): readonly Breach[] {
  const resource = ref.get('resource');
  const container = ref.get('containerName');
  if (destination === 'file' && !container.isFilled)
    return [container.breach('The file does not say of which container.', { want: 'the name of the container' })];
  if (typeof resource.value !== 'string') return [];
  if (!RESOURCES.includes(resource.text) && !HUGE_PAGES.test(resource.text)) {
    const meant = nearest(resource.text, RESOURCES);
    const fix = meant === undefined ? 'Choose one of them.' : `Write '${meant}'.`;
    return [
      resource.breach(`A ${destination} cannot hold the resource '${resource.text}'.`, {
        want: RESOURCES.join(', '),
        fix,
      }),
    ];
  }
  return divisorMistakes(ref.get('divisor'), resource.text.endsWith('.cpu'));
}

const DIVISORS = new Set(
  ['', 'k', 'M', 'G', 'T', 'P', 'E', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map((unit) => amountIn(`1${unit}`)),
);

function divisorMistakes(divisor: Field, isCpu: boolean): readonly Breach[] {
  const amount = amountIn(divisor.value);
  if (amount === undefined || amount === 0) return [];
  if (isCpu ? amount === 1 || amount === 0.001 : DIVISORS.has(amount)) return [];
  const want = isCpu ? "'1' or '1m'" : "one of a unit: '1', '1k', '1Ki', '1M', '1Mi' …";
  return [divisor.breach(`The divisor is '${divisor.text || divisor.number}'.`, { want })];
}

/** What the API server refuses in a reference to a key of a ConfigMap or Secret. */
export function keyRefMistakes(ref: Field, kind: string): readonly Breach[] {
  const key = ref.get('key');
  return [
    ...nameMistakes(ref, kind),
    ...(key.value === '' ? [key.breach('The key is empty.', { want: KEY.want })] : []),
    ...misspelt(key, KEY, `the key of a ${kind}`),
  ];
}

/** That an object which is named has no name, or one that no object has. */
export function nameMistakes(ref: Field, kind: string): readonly Breach[] {
  const name = ref.get('name');
  return [
    ...missing(name, `The ${kind} has no name.`, { fix: 'Write its name.' }),
    ...misspelt(name, DNS_SUBDOMAIN, `the name of a ${kind}`),
  ];
}
