import { containerSettings, control, exampleContainer, isForWindows } from './control';

/** Containers whose processes may get more rights than they were started with. */
export const allowPrivilegeEscalation = control(
  'restricted',
  {
    id: 'pod-security/allow-privilege-escalation',
    title: 'No process can get more privileges than the one that started it.',
    why: 'By default it can: a program with the setuid bit in the image makes root of anybody.',
    fix: 'Set `allowPrivilegeEscalation: false` in the securityContext of the container.',
    fails: exampleContainer('securityContext: { allowPrivilegeEscalation: true }'),
    passes: exampleContainer('securityContext: { allowPrivilegeEscalation: false }'),
  },
  (pods) =>
    pods.minor('restricted') < 8 || (pods.minor('restricted') >= 25 && isForWindows(pods))
      ? []
      : containerSettings(pods).flatMap(({ owner, context, at }) => {
          const value = context['allowPrivilegeEscalation'];
          if (value === false) return [];
          return {
            at: [...at, 'allowPrivilegeEscalation'],
            message: `${owner} ${value === true ? 'allows' : 'does not forbid'} privilege escalation`,
            want: 'false',
          };
        }),
);
