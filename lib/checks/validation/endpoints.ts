import { isIP, isIPv4, isIPv6 } from 'node:net';
import { check, type Breach } from '../check';
import type { Context } from '../context';
import { noAddress, rangeOf, isInside } from './address';
import { exampleObject } from './examples';
import { Field } from './field';
import { noPort } from './numbers';

const slice = (address: string): string =>
  exampleObject(
    'discovery.k8s.io/v1',
    'EndpointSlice',
    `addressType: IPv4
      endpoints: [{ addresses: [${address}] }]
      ports: [{ port: 5432 }]`,
  );

/** Endpoints that somebody wrote, and that the API server refuses. */
export const endpoints = check(
  {
    id: 'validation/endpoints',
    pack: 'baseline',
    severity: 'error',
    title: 'Endpoints have IP addresses of their type that others can reach, and ports with a name each.',
    why: 'The API server refuses the object.',
    fix: 'Write an address that every node can reach; for a name, make a Service of the type ExternalName.',
    fails: slice('db.example.com'),
    passes: slice('10.20.30.40'),
  },
  (context) => [
    ...context.ofKind('EndpointSlice.discovery.k8s.io').flatMap((object) => sliceMistakes(context, new Field(object))),
    ...context
      .ofKind('Endpoints')
      .flatMap((object) => new Field(object, ['subsets']).items.flatMap((subset) => subsetMistakes(context, subset))),
  ],
);

function sliceMistakes(context: Context, object: Field): readonly Breach[] {
  const { text: type } = object.get('addressType');
  const addresses = object.get('endpoints').items.flatMap((endpoint) => endpoint.get('addresses').items);
  return [
    ...(type === 'IPv4' || type === 'IPv6'
      ? addresses.flatMap((address) => [...addressMistakes(context, address), ...otherType(address, type)])
      : []),
    ...sameNames(object.get('ports')),
  ];
}

function subsetMistakes(context: Context, subset: Field): readonly Breach[] {
  const lists = [subset.get('addresses'), subset.get('notReadyAddresses')];
  const ports = subset.get('ports');
  return [
    ...(lists.some(({ isFilled }) => isFilled)
      ? []
      : [subset.breach('The subset has no addresses.', { want: '`addresses` or `notReadyAddresses`' })]),
    ...lists.flatMap((list) => list.items.flatMap((item) => addressMistakes(context, item.get('ip')))),
    ...ports.items.flatMap((port) => noPort(port.get('port'))),
    ...(ports.items.length > 1
      ? ports.items
          .filter((port) => !port.get('name').isFilled)
          .map((port) => port.breach('One of several ports has no name.', { fix: 'Name each port.' }))
      : []),
  ];
}

/** Ranges of addresses that mean something else on every node. */
const OF_A_NODE: readonly (readonly [name: string, range: string])[] = [
  ['of the node itself', '127.0.0.0/8'],
  ['of the node itself', '::1/128'],
  ['of one link', '169.254.0.0/16'],
  ['of one link', 'fe80::/10'],
  ['of all on one link', '224.0.0.0/24'],
  ['of nobody', '0.0.0.0/32'],
  ['of nobody', '::/128'],
];

function addressMistakes(context: Context, address: Field): readonly Breach[] {
  const { text } = address;
  if (isIP(text) === 0) return noAddress(address, context);
  const own = rangeOf(`${text}/${isIPv4(text) ? 32 : 128}`);
  const found = OF_A_NODE.find(([, range]) => {
    const known = rangeOf(range);
    return own && known && (range === `${text}/${own.prefix}` || isInside(own, known));
  });
  return found ? [address.breach(`The address '${text}' is that ${found[0]}.`)] : [];
}

function otherType(address: Field, type: 'IPv4' | 'IPv6'): readonly Breach[] {
  const isOther = type === 'IPv4' ? isIPv6(address.text) : isIPv4(address.text);
  return isOther ? [address.breach(`'${address.text}' is no address of the type '${type}'.`, { want: type })] : [];
}

function sameNames(ports: Field): readonly Breach[] {
  const names = ports.items.map((port) => port.get('name'));
  return names
    .filter(({ text }, index) => names.slice(0, index).some((other) => other.text === text))
    .map((name) =>
      name.breach(name.text === '' ? 'Two ports have no name.' : `Two ports are called '${name.text}'.`, {
        want: 'a name of its own for each port',
        fix: 'Give each port another name.',
      }),
    );
}
