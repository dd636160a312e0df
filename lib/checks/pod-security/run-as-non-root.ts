import { isSet } from '../../manifest/json';
import { containerSecurityContexts, podSecurityContext } from '../containers';
import { examplePodOf } from '../example-objects';
import { shown } from '../words';
import { control, hasOwnUsers } from './control';

/** Containers that may run as root. */
export const runAsNonRoot = control(
  'restricted',
  {
    id: 'pod-security/run-as-non-root',
    title: 'Every container must run as a user other than root.',
    why: 'Root in a container is root on the node, once it breaks out.',
    fix: 'Set `runAsNonRoot: true` in the securityContext of the pod or of each container, and a `runAsUser` where the image names none.',
    fails: examplePodOf('securityContext: { runAsNonRoot: false }'),
    passes: examplePodOf('securityContext: { runAsNonRoot: true }'),
  },
  (pods) => {
    if (pods.minor('restricted') >= 35 && hasOwnUsers(pods)) return [];
    const pod = podSecurityContext(pods);
    const isSetForAll = isSet(pod.context['runAsNonRoot']);
    // Where the pod says the wrong thing, that is told once.
    return [...(isSetForAll ? [pod] : []), ...containerSecurityContexts(pods)].flatMap(({ owner, context, at }) => {
      const value = context['runAsNonRoot'];
      if (value === true || (!isSet(value) && isSetForAll)) return [];
      return {
        at: [...at, 'runAsNonRoot'],
        message: isSet(value)
          ? `${owner} may run as root, by \`runAsNonRoot: ${shown(value)}\``
          : `${owner} may run as root, as neither it nor the pod sets \`runAsNonRoot\``,
        want: 'true',
      };
    });
  },
);
