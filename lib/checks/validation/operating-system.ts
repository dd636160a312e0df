import type { Breach } from '../check';
import { containersIn, type PodField } from './containers';
import type { Field } from './field';

const POD = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'sysctls',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'seLinuxChangePolicy',
];
const CONTAINER = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
];

/** What the operating system that a pod is for does not know. */
export function otherSystem(pod: PodField): readonly Breach[] {
  const { text } = pod.spec.get('os', 'name');
  if (text !== 'windows' && text !== 'linux') return [];
  return fieldsOfOther(pod, text === 'windows')
    .filter((field) => isUsed(field))
    .map((field) =>
      field.breach(`The pod is for ${text === 'windows' ? 'Windows' : 'Linux'}, which knows no \`${field.key}\`.`, {
        want: 'none',
        fix: `Leave \`${field.key}\` out.`,
      }),
    );
}

function fieldsOfOther(pod: PodField, isWindows: boolean): readonly Field[] {
  const own = pod.spec.get('securityContext');
  const containers = containersIn(pod).map(({ field }) => field.get('securityContext'));
  if (!isWindows) return [own, ...containers].map((context) => context.get('windowsOptions'));
  return [
    ...['hostUsers', 'hostPID', 'hostIPC', 'shareProcessNamespace'].map((name) => pod.spec.get(name)),
    ...POD.map((name) => own.get(name)),
    ...containers.flatMap((context) => CONTAINER.map((name) => context.get(name))),
  ];
}

function isUsed(field: Field): boolean {
  if (field.key === 'hostPID' || field.key === 'hostIPC') return field.value === true;
  return field.key === 'sysctls' ? field.isFilled : field.isGiven;
}
