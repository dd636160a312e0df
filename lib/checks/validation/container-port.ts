import { check, type Breach } from '../check';
import { examplePodOf } from '../example-objects';
import { sentence } from '../words';
import { containersIn, podFields, type ContainerField, type PodField } from './containers';
import type { Field } from './field';
import { noPort } from './numbers';
import { misspelt, PORT_NAME } from './syntax';

/** Ports that a container cannot have. */
export const containerPort = check(
  {
    id: 'validation/container-port',
    pack: 'baseline',
    severity: 'error',
    title: 'Ports of containers are 1 to 65535, with names of at most 15 characters that are unique in the container.',
    why: 'The API server refuses the object, or the pods that it makes.',
    fix: 'Choose another number or name.',
    fails: examplePodOf('ports: [{ containerPort: 80, name: prometheus-metrics }]'),
    passes: examplePodOf('ports: [{ containerPort: 80, name: metrics }]'),
  },
  (context) =>
    podFields(context).flatMap((pod) => [...containersIn(pod).flatMap(portMistakes), ...hostPortMistakes(pod)]),
);

function portMistakes({ field, title, list, pod }: ContainerField): readonly Breach[] {
  const names = new Set<string>();
  const isOnHost = list === 'containers' && pod.spec.get('hostNetwork').value === true;
  return field.get('ports').items.flatMap((port) => {
    const name = port.get('name');
    const isTwice = name.text !== '' && names.has(name.text);
    names.add(name.text);
    return [
      ...misspelt(name, PORT_NAME, 'the name of a port'),
      ...(isTwice
        ? [name.breach(`Two ports of ${title} are called '${name.text}'.`, { fix: 'Give one another name.' })]
        : []),
      ...noPort(port.get('containerPort')),
      ...(port.get('hostPort').number === 0 ? [] : noPort(port.get('hostPort'))),
      ...(isOnHost ? otherHostPort(port) : []),
    ];
  });
}

/** On the network of the node there is one port, not two. */
function otherHostPort(port: Field): readonly Breach[] {
  const hostPort = port.get('hostPort');
  const { number } = port.get('containerPort');
  if ((hostPort.number ?? 0) === 0 || number === undefined || hostPort.number === number) return [];
  return [
    hostPort.breach(`The port ${number} has the host port ${hostPort.number} on the network of the node.`, {
      want: String(number),
      fix: 'Leave `hostPort` out.',
    }),
  ];
}

/** Ports of the node that two containers want; on the network of the node, every port is one of the node. */
function hostPortMistakes(pod: PodField): readonly Breach[] {
  const taken = new Map<string, string>();
  const isOnHost = pod.spec.get('hostNetwork').value === true;
  return containersIn(pod).flatMap(({ field, title, list }) => {
    const own = list === 'containers' ? taken : new Map<string, string>();
    return field.get('ports').items.flatMap((port) => {
      const number = port.get('hostPort').number || (isOnHost ? port.get('containerPort').number : 0);
      if (!number) return [];
      const protocol = port.get('protocol').text || 'TCP';
      const key = `${protocol}/${port.get('hostIP').text}/${number}`;
      const other = own.get(key);
      own.set(key, other ?? title);
      if (other === undefined) return [];
      const message = `${sentence(title)} takes the port ${number} of the node, which ${other === title ? 'it' : other} takes already.`;
      return [port.get('hostPort').breach(message, { fix: 'Choose another port.' })];
    });
  });
}
