import { check, type Breach } from '../check';
import type { Context } from '../context';
import { isInside, noRange, rangeOf } from './address';
import { exampleObject } from './examples';
import { Field } from './field';
import { noPort, noPortOrName } from './numbers';
import { empty } from './syntax';

const allowed = (block: string): string =>
  exampleObject(
    'networking.k8s.io/v1',
    'NetworkPolicy',
    `spec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { ${block} } }] }] }`,
  );

/** NetworkPolicies that the API server refuses. */
export const networkPolicy = check(
  {
    id: 'validation/network-policy',
    pack: 'baseline',
    severity: 'error',
    title: 'The peers of a NetworkPolicy are selectors or address ranges, and its ports are legal numbers or names.',
    why: 'The API server refuses the object.',
    fix: 'Write what the field asks for.',
    fails: allowed('cidr: 10.0.0.0/8, except: [192.168.0.0/16]'),
    passes: allowed('cidr: 10.0.0.0/8, except: [10.1.0.0/16]'),
  },
  (context) =>
    context
      .ofKind('NetworkPolicy.networking.k8s.io')
      .flatMap((object) => mistakesIn(context, new Field(object, ['spec']))),
);

function mistakesIn(context: Context, spec: Field): readonly Breach[] {
  const types = spec.get('policyTypes');
  return [
    ...['ingress', 'egress'].flatMap((direction) =>
      spec
        .get(direction)
        .items.flatMap((rule) => [
          ...rule.get('ports').items.flatMap(portMistakes),
          ...rule.get(direction === 'ingress' ? 'from' : 'to').items.flatMap((peer) => peerMistakes(context, peer)),
        ]),
    ),
    ...(types.items.length > 2
      ? [types.breach(`There are ${types.items.length} policy types.`, { want: 'at most 2' })]
      : []),
  ];
}

function portMistakes(field: Field): readonly Breach[] {
  const port = field.get('port');
  const end = field.get('endPort');
  if (!port.isGiven)
    return end.isGiven
      ? [end.breach('The range of ports has an end, and no beginning.', { fix: 'Write `port` too.' })]
      : [];
  if (typeof port.value !== 'number')
    return [
      ...noPortOrName(port),
      ...(end.isGiven
        ? [end.breach(`The range of ports starts at '${port.text}'.`, { want: 'none, or a number as `port`' })]
        : []),
    ];
  return [
    ...noPort(port),
    ...noPort(end),
    ...(end.number !== undefined && end.number < port.value
      ? [
          end.breach(`The range of ports ends at ${end.number}, before it starts at ${port.value}.`, {
            want: `at least ${port.value}`,
          }),
        ]
      : []),
  ];
}

function peerMistakes(context: Context, peer: Field): readonly Breach[] {
  const block = peer.get('ipBlock');
  const isSelected = peer.get('podSelector').isGiven || peer.get('namespaceSelector').isGiven;
  if (!block.isGiven)
    return isSelected
      ? []
      : [
          peer.breach('A peer is empty.', {
            want: '`podSelector`, `namespaceSelector` or `ipBlock`',
            fix: 'Write `podSelector: {}` for all pods of the namespace, or leave out the list for everybody.',
          }),
        ];
  return [
    ...(isSelected
      ? [peer.breach('A peer is both selected and a range of addresses.', { fix: 'Make a peer of each.' })]
      : []),
    ...empty(block.get('cidr'), 'The range of addresses is empty.'),
    ...blockMistakes(context, block),
  ];
}

function blockMistakes(context: Context, block: Field): readonly Breach[] {
  const cidr = block.get('cidr');
  const whole = rangeOf(cidr.text);
  return [
    ...(cidr.text === '' ? [] : noRange(cidr, context)),
    ...(whole === undefined
      ? []
      : block.get('except').items.flatMap((except) => {
          const part = rangeOf(except.text);
          const mistakes = noRange(except, context);
          if (mistakes.length > 0 || !part || isInside(part, whole)) return mistakes;
          return [
            except.breach(`'${except.text}' is no part of '${cidr.text}'.`, {
              want: `a smaller range in '${cidr.text}'`,
            }),
          ];
        })),
  ];
}
