import type { Breach } from '../check';
import type { Field } from './field';
import { amountIn } from './numbers';
import { QUALIFIED_NAME } from './syntax';

const TYPES = ['Pod', 'Container', 'PersistentVolumeClaim'];
const LISTS = ['min', 'max', 'default', 'defaultRequest', 'maxLimitRequestRatio'];
const OF_CONTAINERS = ['cpu', 'memory', 'ephemeral-storage'];

/** Pairs of which the first must not be more than the second. */
const ORDER = [
  ['min', 'max'],
  ['min', 'defaultRequest'],
  ['defaultRequest', 'max'],
  ['defaultRequest', 'default'],
  ['min', 'default'],
  ['default', 'max'],
] as const;

/** What the API server refuses in the limits of a LimitRange. */
export function limitMistakes(limits: Field): readonly Breach[] {
  const seen = new Set<string>();
  return limits.items.flatMap((limit) => {
    const type = limit.get('type');
    const isTwice = seen.has(type.text);
    seen.add(type.text);
    return [
      ...(type.isFilled && !type.text.includes('/') && !TYPES.includes(type.text)
        ? [type.breach(`There are no limits of '${type.text}'.`, { want: TYPES.join(', ') })]
        : []),
      ...(isTwice ? [type.breach(`There are two limits for each ${type.text}.`, { fix: 'Merge them.' })] : []),
      ...typeMistakes(limit, type.text),
      ...LISTS.flatMap((list) => limit.get(list).fields.flatMap((amount) => nameMistakes(amount, type.text))),
      ...ORDER.flatMap(([low, high]) => orderMistakes(limit, low, high)),
      ...limit.get('maxLimitRequestRatio').fields.flatMap((ratio) => ratioMistakes(limit, ratio)),
    ];
  });
}

function typeMistakes(limit: Field, type: string): readonly Breach[] {
  if (type === 'Pod')
    return ['default', 'defaultRequest']
      .map((list) => limit.get(list))
      .filter(({ isFilled }) => isFilled)
      .map((list) => list.breach('Pods have no defaults.', { want: 'none', fix: "Use the type 'Container'." }));
  if (type !== 'PersistentVolumeClaim') return [];
  if (limit.get('min', 'storage').isGiven || limit.get('max', 'storage').isGiven) return [];
  return [limit.breach('The limit says nothing of the storage of claims.', { want: '`min.storage` or `max.storage`' })];
}

function nameMistakes(amount: Field, type: string): readonly Breach[] {
  const { key } = amount;
  if (key.includes('/')) return QUALIFIED_NAME.is(key) ? [] : [amount.breach(`'${key}' cannot be a resource.`)];
  if (type === 'PersistentVolumeClaim' || OF_CONTAINERS.includes(key) || key.startsWith('hugepages-')) return [];
  if (type !== 'Pod' && type !== 'Container') return [];
  return [amount.breach(`A ${type} has no resource '${key}'.`, { want: OF_CONTAINERS.join(', ') })];
}

type List = (typeof ORDER)[number][number];

function orderMistakes(limit: Field, low: List, high: List): readonly Breach[] {
  if (limit.get('type').text === 'Pod' && [low, high].some((list) => list.startsWith('default'))) return [];
  return limit.get(low).fields.flatMap((amount) => {
    const other = limit.get(high, amount.key);
    const [less, more] = [amountIn(amount.value), amountIn(other.value)];
    if (less === undefined || more === undefined || less <= more) return [];
    // The server speaks of the default where one of the two is one.
    const at = low === 'min' && high !== 'max' ? other : amount;
    return [
      at.breach(
        `The \`${low}\` of ${amount.key} is ${textOf(amount)}, more than the \`${high}\` of ${textOf(other)}.`,
        {
          want: `\`${low}\` of at most \`${high}\``,
        },
      ),
    ];
  });
}

function ratioMistakes(limit: Field, ratio: Field): readonly Breach[] {
  const value = amountIn(ratio.value);
  if (value === undefined) return [];
  if (value < 1)
    return [ratio.breach(`Limits of ${ratio.key} are at most ${value} times the request.`, { want: 'at least 1' })];
  const [least, most] = [amountIn(limit.get('min', ratio.key).value), amountIn(limit.get('max', ratio.key).value)];
  if (least === undefined || most === undefined || value <= most / least) return [];
  return [
    ratio.breach(`The ratio of ${ratio.key} is ${value}, more than that of its limits.`, {
      want: `at most ${most / least}`,
    }),
  ];
}

function textOf({ text, number }: Field): string {
  return text === '' ? String(number) : text;
}
