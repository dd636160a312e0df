import { isSet } from '../../manifest/json';
import { containerSecurityContexts } from '../containers';
import { examplePodOf } from '../example-objects';
import { shown } from '../words';
import { control, hasOwnUsers, type Control, type JudgedPods, type Offence } from './control';

/** Containers that see all of /proc. */
export const procMount = control(
  'baseline',
  {
    id: 'pod-security/proc-mount',
    title: 'The parts of /proc that show the node are masked.',
    why: 'Through an unmasked /proc a container reads, and may change, settings of the kernel of its node.',
    fix: 'Remove `procMount`.',
    fails: examplePodOf('securityContext: { procMount: Unmasked }'),
    passes: examplePodOf('securityContext: { procMount: Default }'),
  },
  (pods) => (isWaived(pods) ? [] : unmasked(pods)),
);

/** The same without the exception, for pods with users of their own. */
export const procMountRestricted: Control = {
  rule: procMount.rule,
  level: 'restricted',
  judge: (pods) => (pods.minor('restricted') >= 35 && isWaived(pods) ? unmasked(pods) : []),
};

function isWaived(pods: JudgedPods): boolean {
  return pods.minor('baseline') >= 35 && hasOwnUsers(pods);
}

function unmasked(pods: JudgedPods): readonly Offence[] {
  return containerSecurityContexts(pods).flatMap(({ owner, context, at }) => {
    const value = context['procMount'];
    if (!isSet(value) || value === 'Default') return [];
    return {
      at: [...at, 'procMount'],
      message: `${owner} has procMount ${shown(value)}`,
      want: "'Default', or nothing",
    };
  });
}
