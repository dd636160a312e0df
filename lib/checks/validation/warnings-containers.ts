import type { Breach } from '../check';
import { sentence } from '../words';
import { containersIn, type PodField } from './containers';
import type { Field } from './field';
import { amountIn } from './numbers';

/** What the API server warns of in each container. */
export function containerWarnings(pod: PodField): readonly Breach[] {
  return containersIn(pod).flatMap(({ field, title }) => [
    ...['limits', 'requests'].flatMap((list) => fractional(field.get('resources', list), title)),
    ...hiddenVariables(field.get('env'), title),
  ]);
}

function fractional(amounts: Field, title: string): readonly Breach[] {
  return ['memory', 'ephemeral-storage']
    .map((resource) => amounts.get(resource))
    .filter(({ value }) => !Number.isInteger(amountIn(value) ?? 0))
    .map((amount) =>
      amount.breach(`${sentence(title)} has ${amount.text || amount.number} of ${amount.key}, less than whole bytes.`, {
        want: "whole bytes, as in '256Mi'",
        fix: amount.text.endsWith('m') ? "Write 'M' or 'Mi': 'm' is a thousandth." : 'Write whole bytes.',
      }),
    );
}

/** Variables that stand twice, unless the second adds to the first. */
function hiddenVariables(variables: Field, title: string): readonly Breach[] {
  const seen = new Set<string>();
  return variables.items.flatMap((variable) => {
    const { text: name } = variable.get('name');
    const { text: value } = variable.get('value');
    const isTwice = name !== '' && seen.has(name);
    const self = `$(${name})`;
    seen.add(name);
    if (!isTwice || (!variable.get('valueFrom').isGiven && value !== self && value.includes(self))) return [];
    return [
      variable.breach(`${sentence(title)} has the environment variable '${name}' twice.`, {
        want: 'each name once',
        fix: 'Remove one of the two: the last one holds.',
      }),
    ];
  });
}

/** What the API server warns of in the ports of all containers together. */
export function portWarnings(pod: PodField): readonly Breach[] {
  const ports = containersIn(pod).flatMap(({ field, title }) =>
    field.get('ports').items.map((port) => ({ port, title })),
  );
  const byNumber = new Map<string, Field[]>();
  const byName = new Map<string, string>();
  return ports.flatMap(({ port, title }) => {
    const { text: name } = port.get('name');
    const number = port.get('containerPort').number ?? 0;
    const key = `${number}/${port.get('protocol').text || 'TCP'}`;
    const others = byNumber.get(key) ?? [];
    byNumber.set(key, [...others, port]);
    const owner = byName.get(name);
    byName.set(name, owner ?? title);
    return [
      ...withoutPort(port),
      ...(others.some((other) => isUnclear(port, other))
        ? [
            port.breach(`The port ${number} of ${title} is declared already.`, {
              want: 'each port once',
              fix: 'Remove one.',
            }),
          ]
        : []),
      ...(name !== '' && owner !== undefined && owner !== title
        ? [
            port.breach(`The port '${name}' of ${title} has the name of one of ${owner}, which Services use.`, {
              want: 'a name for each port',
              fix: 'Give one of them another name.',
            }),
          ]
        : []),
    ];
  });
}

function withoutPort(port: Field): readonly Breach[] {
  const address = port.get('hostIP');
  if (!address.isFilled || (port.get('hostPort').number ?? 0) !== 0) return [];
  return [
    address.breach(`The address '${address.text}' of the node is named without a port.`, { fix: 'Leave it out.' }),
  ];
}

/** Whether two declarations of one port say the same, or one of them nothing of the node. */
function isUnclear(port: Field, other: Field): boolean {
  const [a, b] = [port, other].map((each) => ({
    address: each.get('hostIP').text,
    number: each.get('hostPort').number ?? 0,
  }));
  if (!a || !b) return false;
  if (a.address === b.address && a.number === b.number) return true;
  if (a.number === 0 || b.number === 0) return true;
  return a.number === b.number && (a.address === '') !== (b.address === '');
}
