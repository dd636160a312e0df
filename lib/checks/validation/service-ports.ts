import type { Breach } from '../check';
import type { Field } from './field';
import { noPort, noPortOrName, outside } from './numbers';
import { DNS_LABEL, misspelt, QUALIFIED_NAME } from './syntax';

/** What the API server refuses in the ports of a Service. */
export function portsMistakes(spec: Field, type: string): readonly Breach[] {
  const list = spec.get('ports');
  const ports = list.items;
  if (ports.length === 0) return withoutPorts(spec, type);
  return [
    ...ports.flatMap((port) => portMistakes(port, type)),
    ...nameMistakes(ports),
    ...twice(ports, 'port'),
    ...twice(ports, 'nodePort'),
  ];
}

function withoutPorts(spec: Field, type: string): readonly Breach[] {
  if (type === 'ExternalName' || spec.get('clusterIP').text === 'None') return [];
  return [
    spec.get('ports').breach('The Service has no ports.', {
      want: 'at least one',
      fix: 'Add a port, or write `clusterIP: None` if clients need the addresses of the pods alone.',
    }),
  ];
}

function portMistakes(port: Field, type: string): readonly Breach[] {
  const target = port.get('targetPort');
  const node = port.get('nodePort');
  const hasNode = (node.number ?? 0) !== 0;
  return [
    ...noPort(port.get('port')),
    ...(target.value === 0 || target.value === '' || !target.isGiven ? [] : noPortOrName(target)),
    ...misspelt(port.get('appProtocol'), QUALIFIED_NAME, 'the protocol of an application'),
    ...(hasNode && type === 'ClusterIP'
      ? [
          node.breach(`The Service is of type 'ClusterIP', and has the node port ${node.number}.`, {
            want: "none, or the type 'NodePort' or 'LoadBalancer'",
            fix: 'Leave `nodePort` out, or write `type: NodePort`.',
          }),
        ]
      : []),
    ...(hasNode && type !== 'ClusterIP' ? noNodePort(node) : []),
  ];
}

function noNodePort(port: Field): readonly Breach[] {
  return outside(port, 30000, 32767).map((breach) => ({
    ...breach,
    want: '30000 to 32767, unless the cluster was set up with another range',
    fix: 'Leave `nodePort` out, so that the API server chooses one.',
  }));
}

function nameMistakes(ports: readonly Field[]): readonly Breach[] {
  const seen = new Set<string>();
  return ports.flatMap((port) => {
    const name = port.get('name');
    if (!name.isFilled)
      return ports.length === 1
        ? []
        : [
            name.breach(
              `The port ${port.get('port').number ?? ''} has no name, and the Service has ${ports.length} ports.`,
              {
                want: 'a name for each port',
                fix: 'Name each port.',
              },
            ),
          ];
    const isTwice = seen.has(name.text);
    seen.add(name.text);
    return [
      ...misspelt(name, DNS_LABEL, 'the name of a port'),
      ...(isTwice
        ? [
            name.breach(`Two ports of the Service are called '${name.text}'.`, {
              fix: 'Give one of them another name.',
            }),
          ]
        : []),
    ];
  });
}

function twice(ports: readonly Field[], field: 'port' | 'nodePort'): readonly Breach[] {
  const seen = new Set<string>();
  return ports.flatMap((port) => {
    const { number } = port.get(field);
    if (!number) return [];
    const key = `${port.get('protocol').text || 'TCP'} ${number}`;
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [port.breach(`The Service has the ${field} ${key} twice.`, { fix: 'Remove one of the two.' })];
  });
}
