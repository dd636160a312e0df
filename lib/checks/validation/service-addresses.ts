import { isIPv6 } from 'node:net';
import type { Breach } from '../check';
import type { Context } from '../context';
import { noAddress } from './address';
import type { Field } from './field';

/** What the API server refuses in the addresses of a Service, and their families. */
export function familyMistakes(context: Context, spec: Field, type: string): readonly Breach[] {
  if (type === 'ExternalName') return [];
  const address = spec.get('clusterIP');
  const list = spec.get('clusterIPs');
  return [
    ...(address.isFilled && address.text !== 'None' ? noAddress(address, context) : []),
    ...list.items.flatMap((item) => (item.text === 'None' ? [] : noAddress(item, context))),
    ...listMistakes(address, list),
    ...familiesTwice(spec.get('ipFamilies')),
    ...otherFamily(address, spec.get('ipFamilies')),
  ];
}

function listMistakes(address: Field, list: Field): readonly Breach[] {
  const [first, second] = list.items;
  if (first === undefined) return [];
  const { length } = list.items;
  return [
    ...(address.text === first.text
      ? []
      : [
          list.breach(`The first of \`clusterIPs\` is '${first.text}', and \`clusterIP\` '${address.text}'.`, {
            want: 'the same address',
          }),
        ]),
    ...(length > 2 ? [list.breach(`The Service has ${length} addresses.`, { want: 'one of each family' })] : []),
    ...(second && list.items.some(({ text }) => text === 'None')
      ? [list.breach('The Service is headless, and has an address.', { want: "'None' alone" })]
      : []),
    ...(length === 2 && second && isIPv6(first.text) === isIPv6(second.text)
      ? [list.breach('The Service has two addresses of one family.', { want: 'one of each family' })]
      : []),
  ];
}

function familiesTwice(families: Field): readonly Breach[] {
  const seen = new Set<string>();
  return families.items.flatMap((family) => {
    const isTwice = seen.has(family.text);
    seen.add(family.text);
    return isTwice ? [family.breach(`The family '${family.text}' is there twice.`, { want: 'each family once' })] : [];
  });
}

function otherFamily(address: Field, families: Field): readonly Breach[] {
  const [first] = families.items;
  if (first === undefined || !address.isFilled || address.text === 'None') return [];
  const family = isIPv6(address.text) ? 'IPv6' : 'IPv4';
  return first.text === family
    ? []
    : [address.breach(`'${address.text}' is no address of the family '${first.text}'.`, { want: first.text })];
}
