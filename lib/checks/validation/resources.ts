import { nearest } from '../../manifest/finding';
import { check, type Breach } from '../check';
import { examplePodOf } from '../example-objects';
import { sentence } from '../words';
import { containerFields, podFields, type ContainerField } from './containers';
import type { Advice, Field } from './field';
import { amountIn } from './numbers';
import { QUALIFIED_NAME } from './syntax';

const LISTS = ['limits', 'requests'];
const STANDARD = ['cpu', 'memory', 'ephemeral-storage'];
const HUGE = 'hugepages-';

/** Requests and limits that no container can have. */
export const resources = check(
  {
    id: 'validation/resources',
    pack: 'baseline',
    severity: 'error',
    title: 'Requests are at most the limits, and both are amounts of resources that a container can have.',
    why: 'The API server refuses the object.',
    fix: 'Raise the limit, or lower the request.',
    fails: examplePodOf('resources: { requests: { memory: 512Mi }, limits: { memory: 256Mi } }'),
    passes: examplePodOf('resources: { requests: { memory: 256Mi }, limits: { memory: 256Mi } }'),
  },
  (context) => [
    ...containerFields(context).flatMap((container) => [
      ...mistakesIn(container.field.get('resources'), container.title),
      // Older versions drop the field.
      ...(context.isAtLeast('1.34') ? claimMistakes(container) : []),
    ]),
    ...(context.isAtLeast('1.34')
      ? podFields(context).flatMap(({ spec }) => mistakesIn(spec.get('resources'), 'the pod'))
      : []),
  ],
);

function mistakesIn(resources: Field, title: string): readonly Breach[] {
  if (!resources.isGiven) return [];
  return [
    ...LISTS.flatMap((list) =>
      resources
        .get(list)
        .fields.flatMap((amount) => [...nameMistakes(amount, title), ...amountMistakes(amount, title)]),
    ),
    ...resources.get('requests').fields.flatMap((request) => limitMistakes(request, resources, title)),
    ...hugePagesAlone(resources, title),
  ];
}

function nameMistakes(amount: Field, title: string): readonly Breach[] {
  const { key } = amount;
  if (key.includes('/') ? isExtendedName(key) : STANDARD.includes(key) || isHugePages(key)) return [];
  const meant = nearest(key, STANDARD);
  return [
    amount.breach(`${sentence(title)} cannot have the resource '${key}'.`, {
      want: `${STANDARD.join(', ')}, hugepages-…, or a name with the domain of its provider`,
      fix: meant === undefined ? 'Write its full name, as in `nvidia.com/gpu`.' : `Write '${meant}'.`,
    }),
  ];
}

function isExtendedName(name: string): boolean {
  if (!QUALIFIED_NAME.is(name)) return false;
  return isNative(name) || (!name.startsWith('requests.') && QUALIFIED_NAME.is(`requests.${name}`));
}

function isNative(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

/** Whether a resource is one that is given in whole, and to one container at a time. */
function isExclusive(name: string): boolean {
  return !isNative(name) || isHugePages(name);
}

function isHugePages(name: string): boolean {
  return name.startsWith(HUGE);
}

function amountMistakes(amount: Field, title: string): readonly Breach[] {
  const worth = amountIn(amount.value);
  if (worth === undefined) return [];
  if (worth < 0)
    return [wrongAmount(amount, title, { want: 'an amount of at least 0', fix: 'Write a positive amount.' })];
  if (!isNative(amount.key) && !Number.isInteger(worth))
    return [wrongAmount(amount, title, { want: 'a whole number', fix: 'Write a whole number.' })];
  if (!isHugePages(amount.key)) return [];
  const size = amount.key.slice(HUGE.length);
  const page = amountIn(size);
  if (page !== undefined && page > 0 && worth % page === 0) return [];
  return [wrongAmount(amount, title, { want: `a multiple of ${size}` })];
}

function wrongAmount(amount: Field, title: string, advice: Advice): Breach {
  const list = amount.at.at(-2) === 'limits' ? 'limit' : 'request';
  return amount.breach(`${sentence(title)} has ${writtenIn(amount)} of '${amount.key}' as its ${list}.`, advice);
}

function limitMistakes(request: Field, resources: Field, title: string): readonly Breach[] {
  const { key } = request;
  const limit = resources.get('limits', key);
  const [asked, allowed] = [amountIn(request.value), amountIn(limit.value)];
  if (asked === undefined) return [];
  if (!limit.isGiven)
    return isExclusive(key)
      ? [limit.breach(`${sentence(title)} requests '${key}' without a limit.`, equal(request))]
      : [];
  if (allowed === undefined || asked === allowed) return [];
  if (isExclusive(key))
    return [
      request.breach(
        `${sentence(title)} requests ${writtenIn(request)} of '${key}', with a limit of ${writtenIn(limit)}.`,
        equal(limit),
      ),
    ];
  if (asked < allowed) return [];
  return [
    request.breach(
      `${sentence(title)} requests ${writtenIn(request)} of ${key}, more than its limit of ${writtenIn(limit)}.`,
      {
        want: `at most ${writtenIn(limit)}`,
        fix: `Lower the request, or raise the limit to at least ${writtenIn(request)}.`,
      },
    ),
  ];
}

function equal(amount: Field): { readonly want: string; readonly fix: string } {
  return { want: writtenIn(amount), fix: 'Write the same amount as request and limit.' };
}

function hugePagesAlone(resources: Field, title: string): readonly Breach[] {
  const names = LISTS.flatMap((list) => resources.get(list).fields.map(({ key }) => key));
  if (!names.some(isHugePages) || names.includes('cpu') || names.includes('memory')) return [];
  return [
    resources.breach(`${sentence(title)} asks for huge pages, but for neither cpu nor memory.`, {
      fix: 'Request memory as well.',
    }),
  ];
}

function claimMistakes({ field, pod, title }: ContainerField): readonly Breach[] {
  const claims = pod.spec.get('resourceClaims').items.map((claim) => claim.get('name').text);
  return field.get('resources', 'claims').items.flatMap((claim) => {
    const name = claim.get('name');
    if (name.text === '' || claims.includes(name.text)) return [];
    return [
      name.breach(`${sentence(title)} uses the claim '${name.text}', which the pod does not have.`, {
        want: claims.length === 0 ? 'a claim of the pod, which has none' : claims.join(', '),
      }),
    ];
  });
}

function writtenIn({ text, number }: Field): string {
  return text === '' ? String(number) : text;
}
