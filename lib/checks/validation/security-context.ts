import { check, type Breach } from '../check';
import { examplePodOf } from '../example-objects';
import { sentence } from '../words';
import { containersIn, podFields, type ContainerField, type PodField } from './containers';
import type { Field } from './field';
import { outside } from './numbers';
import { otherSystem } from './operating-system';
import { leadingOut } from './paths';

const HIGHEST_ID = 2 ** 31 - 1;
const SYSCTL = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;

/** Security contexts that contradict themselves. */
export const securityContext = check(
  {
    id: 'validation/security-context',
    pack: 'baseline',
    severity: 'error',
    title: 'A security context does not contradict itself, nor the operating system of the pod.',
    why: 'The API server refuses the object.',
    fix: 'Leave out what contradicts the rest.',
    fails: examplePodOf('securityContext: { privileged: true, allowPrivilegeEscalation: false }'),
    passes: examplePodOf('securityContext: { allowPrivilegeEscalation: false }'),
  },
  (context) =>
    podFields(context).flatMap((pod) => [
      ...podMistakes(pod),
      ...hostUserMistakes(pod),
      ...containersIn(pod).flatMap(containerMistakes),
      ...otherSystem(pod),
      ...hostProcessMistakes(pod),
      ...armorMistakes(pod),
    ]),
);

function podMistakes({ spec }: PodField): readonly Breach[] {
  const own = spec.get('securityContext');
  const share = spec.get('shareProcessNamespace');
  return [
    ...ids(own, 'runAsUser', 'runAsGroup', 'fsGroup'),
    ...own.get('supplementalGroups').items.flatMap((group) => outside(group, 0, HIGHEST_ID)),
    ...(share.value === true && spec.get('hostPID').value === true
      ? [share.breach('The pod shares one process namespace, and that of the node.', { fix: 'Leave one of them out.' })]
      : []),
    ...profileMistakes(own.get('seccompProfile')),
    ...profileMistakes(own.get('appArmorProfile')),
    ...sysctlMistakes(own),
  ];
}

function ids(context: Field, ...names: readonly string[]): readonly Breach[] {
  return names.flatMap((name) => outside(context.get(name), 0, HIGHEST_ID));
}

function sysctlMistakes(context: Field): readonly Breach[] {
  const seen = new Set<string>();
  return context.get('sysctls').items.flatMap((sysctl) => {
    const name = sysctl.get('name');
    const isTwice = seen.has(name.text);
    seen.add(name.text);
    if (name.value === '') return [name.breach('A sysctl has an empty name.')];
    if (typeof name.value !== 'string') return [];
    if (name.text.length > 253 || !SYSCTL.test(name.text))
      return [name.breach(`'${name.text}' cannot be the name of a sysctl.`, { want: "parts joined by '.'" })];
    return isTwice ? [name.breach(`The sysctl '${name.text}' is set twice.`, { fix: 'Remove one of the two.' })] : [];
  });
}

function containerMistakes({ field, title, pod }: ContainerField): readonly Breach[] {
  const own = field.get('securityContext');
  const procMount = own.get('procMount');
  return [
    ...ids(own, 'runAsUser', 'runAsGroup'),
    ...escalationMistakes(own, title),
    ...profileMistakes(own.get('seccompProfile')),
    ...profileMistakes(own.get('appArmorProfile')),
    ...(procMount.text === 'Unmasked' && pod.spec.get('hostUsers').value !== false
      ? [
          procMount.breach(`${sentence(title)} sees all of /proc with the users of the node.`, {
            want: "'Default'",
            fix: 'Leave `procMount` out, or write `hostUsers: false` for the pod.',
          }),
        ]
      : []),
  ];
}

function escalationMistakes(own: Field, title: string): readonly Breach[] {
  if (own.get('allowPrivilegeEscalation').value !== false) return [];
  const added = own.get('capabilities', 'add').items.find(({ text }) => text === 'CAP_SYS_ADMIN');
  const fix = 'Leave one of the two out.';
  return [
    ...(own.get('privileged').value === true
      ? [own.breach(`${sentence(title)} is privileged, and must not gain privileges.`, { fix })]
      : []),
    ...(added ? [own.breach(`${sentence(title)} has CAP_SYS_ADMIN, and must not gain privileges.`, { fix })] : []),
  ];
}

/** A profile of seccomp or AppArmor: a file on the node goes with the type `Localhost`, and with no other. */
function profileMistakes(profile: Field): readonly Breach[] {
  const type = profile.get('type').text;
  const file = profile.get('localhostProfile');
  const isOnNode = type === 'Localhost';
  if (!isOnNode && file.isGiven && type !== '')
    return [
      file.breach(`The profile of type '${type}' names the file '${file.text}'.`, {
        want: 'none',
        fix: "Leave it out, or choose the type 'Localhost'.",
      }),
    ];
  if (!isOnNode) return [];
  if (!file.isGiven) return [file.breach("The profile of type 'Localhost' names no file.", { fix: 'Name the file.' })];
  if (profile.key === 'seccompProfile') return leadingOut(file);
  if (file.text.trim() !== '' && file.text === file.text.trim()) return [];
  return typeof file.value === 'string' ? [file.breach(`The profile is called '${file.text}'.`)] : [];
}

function hostUserMistakes({ spec }: PodField): readonly Breach[] {
  if (spec.get('hostUsers').value !== false) return [];
  return ['hostNetwork', 'hostPID', 'hostIPC']
    .map((name) => spec.get(name))
    .filter(({ value }) => value === true)
    .map((field) =>
      field.breach(`The pod has users of its own, and \`${field.key}\` of the node.`, {
        want: 'false',
        fix: `Leave out \`hostUsers\` or \`${field.key}\`.`,
      }),
    );
}

/** Containers of Windows that are processes of the node are so together, and on its network. */
function hostProcessMistakes(pod: PodField): readonly Breach[] {
  const path = ['securityContext', 'windowsOptions', 'hostProcess'];
  const common = pod.spec.get(...path).value;
  const containers = containersIn(pod);
  const others = containers.filter(({ field }) => {
    const own = field.get(...path).value;
    return typeof own === 'boolean' && typeof common === 'boolean' && own !== common;
  });
  const hosts = containers.filter(({ field }) => (field.get(...path).value ?? common) === true);
  const network = pod.spec.get('hostNetwork');
  return [
    ...others.map(({ field, title }) =>
      field.get(...path).breach(`${sentence(title)} contradicts the pod in \`hostProcess\`.`, {
        want: common === true ? 'true' : 'false',
      }),
    ),
    ...(hosts.length > 0 && hosts.length < containers.length
      ? [
          pod.spec.breach('Some containers of the pod are processes of the node, and some are not.', {
            want: 'all, or none',
          }),
        ]
      : []),
    ...(hosts.length > 0 && network.value !== true
      ? [
          network.breach('Host process containers need the network of the node.', {
            want: 'true',
            fix: 'Write `hostNetwork: true`.',
          }),
        ]
      : []),
  ];
}

const ARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const PROFILE = /^(runtime\/default|unconfined|localhost\/.*|)$/s;

/** The annotations that came before the field for AppArmor. */
function armorMistakes(pod: PodField): readonly Breach[] {
  const names = containersIn(pod).map(({ field }) => field.get('name').text);
  return pod.template
    .get('metadata', 'annotations')
    .fields.filter(({ key }) => key.startsWith(ARMOR))
    .flatMap((annotation) => {
      const name = annotation.key.slice(ARMOR.length);
      if (!names.includes(name))
        return [annotation.breach(`The pod has no container '${name}'.`, { want: names.join(', ') })];
      return PROFILE.test(annotation.text)
        ? []
        : [
            annotation.breach(`There is no profile '${annotation.text}'.`, {
              want: "'runtime/default', 'unconfined' or 'localhost/…'",
            }),
          ];
    });
}
