import { nearest } from '../../manifest/finding';
import { check, type Breach } from '../check';
import { examplePodOf } from '../example-objects';
import { sentence } from '../words';
import { containerFields, type ContainerField } from './containers';
import type { Field } from './field';
import { climbing, leadingOut } from './paths';
import { empty } from './syntax';
import { claimTemplatesOf } from './volume';

const mount = (name: string): string =>
  examplePodOf(`volumeMounts: [{ name: ${name}, mountPath: /data }]`, 'volumes: [{ name: data, emptyDir: {} }]');

/** Mounts of volumes that are not there, and mounts that no container can have. */
export const volumeMount = check(
  {
    id: 'validation/volume-mount',
    pack: 'baseline',
    severity: 'error',
    title: 'What a container mounts is a volume of its pod, at a path of its own.',
    why: 'The API server refuses the object.',
    fix: 'Add the volume to the pod, or write the name of one that it has.',
    fails: mount('date'),
    passes: mount('data'),
  },
  (context) => containerFields(context).flatMap((container) => mistakesIn(container)),
);

function mistakesIn(container: ContainerField): readonly Breach[] {
  const { field, pod, title } = container;
  const mounts = field.get('volumeMounts').items;
  const devices = field.get('volumeDevices').items;
  const volumes = new Map<string, Field | undefined>([
    ...pod.spec.get('volumes').items.map((volume) => [volume.get('name').text, volume] as const),
    ...[...claimTemplatesOf(pod.pods.object.manifest['spec'])].map((name) => [name, undefined] as const),
  ]);
  const names = [...mounts, ...devices].map((mount) => mount.get('name'));
  return [
    ...names.flatMap((name) => [
      ...empty(name, `${sentence(title)} mounts a volume without a name.`),
      ...(name.text !== '' && !volumes.has(name.text) ? [unknown(name, [...volumes.keys()], title)] : []),
    ]),
    ...mounts.flatMap((mount) => mountMistakes(mount, container)),
    ...devices.flatMap((device) => deviceMistakes(device, volumes)),
    ...twice(
      mounts.map((mount) => mount.get('mountPath')),
      title,
    ),
    ...twice(
      devices.map((device) => device.get('devicePath')),
      title,
    ),
    ...mountedTwice(mounts, devices),
  ];
}

function unknown(name: Field, volumes: readonly string[], title: string): Breach {
  const meant = nearest(name.text, volumes);
  return name.breach(`${sentence(title)} mounts '${name.text}'; the pod has no volume of that name.`, {
    want:
      volumes.length === 0 ? 'a volume of the pod, which has none' : volumes.map((volume) => `'${volume}'`).join(', '),
    ...(meant === undefined ? {} : { fix: `Write '${meant}', or add the volume to the pod.` }),
  });
}

function mountMistakes(mount: Field, { field, list, title }: ContainerField): readonly Breach[] {
  const subPath = mount.get('subPath');
  const expression = mount.get('subPathExpr');
  const isPrivileged = field.get('securityContext', 'privileged').value === true;
  const propagation = mount.get('mountPropagation');
  return [
    ...empty(mount.get('mountPath'), `${sentence(title)} mounts '${mount.get('name').text}' at an empty path.`),
    ...leadingOut(subPath),
    ...leadingOut(expression),
    ...(subPath.isFilled && expression.isFilled
      ? [expression.breach('The mount has both `subPath` and `subPathExpr`.', { fix: 'Leave one of them out.' })]
      : []),
    ...(propagation.text === 'Bidirectional' && !isPrivileged
      ? [
          propagation.breach(`Mounts of ${title} reach the node, and it is not privileged.`, {
            want: "'HostToContainer' or 'None'",
          }),
        ]
      : []),
    ...recursive(mount),
    ...(list === 'ephemeralContainers' ? [subPath, expression].filter(({ isFilled }) => isFilled) : []).map((path) =>
      path.breach(`${sentence(title)} cannot mount a part of a volume.`),
    ),
  ];
}

function recursive(mount: Field): readonly Breach[] {
  const readOnly = mount.get('recursiveReadOnly');
  if (readOnly.text !== 'Enabled' && readOnly.text !== 'IfPossible') return [];
  const propagation = mount.get('mountPropagation');
  return [
    ...(mount.get('readOnly').value === true
      ? []
      : [
          readOnly.breach('The mount is recursively read-only, and not read-only.', { fix: 'Write `readOnly: true`.' }),
        ]),
    ...(!propagation.isGiven || propagation.text === 'None'
      ? []
      : [readOnly.breach(`The mount is recursively read-only, and propagates '${propagation.text}'.`)]),
  ];
}

function deviceMistakes(device: Field, volumes: ReadonlyMap<string, Field | undefined>): readonly Breach[] {
  const volume = volumes.get(device.get('name').text);
  const isClaim = volume?.get('persistentVolumeClaim').isGiven || volume?.get('ephemeral').isGiven;
  return [
    ...empty(device.get('devicePath'), 'The path of the device is empty.'),
    ...climbing(device.get('devicePath')),
    ...(volume && !isClaim
      ? [device.get('name').breach(`The volume '${device.get('name').text}' is no claim, and so no block device.`)]
      : []),
  ];
}

function twice(paths: readonly Field[], title: string): readonly Breach[] {
  const seen = new Set<string>();
  return paths.flatMap((path) => {
    if (path.text === '' || !seen.has(path.text)) {
      seen.add(path.text);
      return [];
    }
    return [path.breach(`${sentence(title)} mounts two volumes at '${path.text}'.`, { fix: 'Choose another path.' })];
  });
}

/** A volume is either files or a device. */
function mountedTwice(mounts: readonly Field[], devices: readonly Field[]): readonly Breach[] {
  const names = new Set(mounts.map((mount) => mount.get('name').text));
  const seen = new Set<string>();
  return devices.flatMap((device) => {
    const name = device.get('name');
    if (name.text === '') return [];
    const isTwice = names.has(name.text) || seen.has(name.text);
    seen.add(name.text);
    return isTwice
      ? [name.breach(`The container has the volume '${name.text}' twice.`, { want: 'one device of it' })]
      : [];
  });
}
