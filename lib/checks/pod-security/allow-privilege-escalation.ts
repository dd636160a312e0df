import { containerSecurityContexts, isForWindows } from '../containers';
import { examplePodOf } from '../example-objects';
import { control } from './control';

/** Containers whose processes may get more rights than they were started with. */
export const allowPrivilegeEscalation = control(
  'restricted',
  {
    id: 'pod-security/allow-privilege-escalation',
    title: 'No process can get more privileges than the one that started it.',
    why: 'By default one can: a setuid program in the image turns any user into root.',
    fix: 'Set `allowPrivilegeEscalation: false` in the securityContext of the container.',
    fails: examplePodOf('securityContext: { allowPrivilegeEscalation: true }'),
    passes: examplePodOf('securityContext: { allowPrivilegeEscalation: false }'),
  },
  (pods) =>
    pods.minor('restricted') < 8 || (pods.minor('restricted') >= 25 && isForWindows(pods))
      ? []
      : containerSecurityContexts(pods).flatMap(({ owner, context, at }) => {
          const value = context['allowPrivilegeEscalation'];
          if (value === false) return [];
          return {
            at: [...at, 'allowPrivilegeEscalation'],
            message: `${owner} ${value === true ? 'allows' : 'does not forbid'} privilege escalation`,
            want: 'false',
          };
        }),
);
