import { securityContexts } from '../containers';
import { examplePodOf } from '../example-objects';
import { control, hasOwnUsers } from './control';

/** Containers that are told to run as root. */
export const runAsUser = control(
  'restricted',
  {
    id: 'pod-security/run-as-user',
    title: 'No pod or container sets the user 0.',
    why: 'Root in a container is root on the node, once it breaks out; with `runAsNonRoot` it does not start.',
    fix: 'Set `runAsUser` to the user of the image, or to any other number above 0.',
    fails: examplePodOf('securityContext: { runAsUser: 0 }'),
    passes: examplePodOf('securityContext: { runAsUser: 65532 }'),
  },
  (pods) => {
    const minor = pods.minor('restricted');
    if (minor < 23 || (minor >= 35 && hasOwnUsers(pods))) return [];
    return securityContexts(pods).flatMap(({ owner, context, at }) =>
      context['runAsUser'] === 0
        ? {
            at: [...at, 'runAsUser'],
            message: `${owner} runs as root, by \`runAsUser: 0\``,
            want: 'any number above 0',
          }
        : [],
    );
  },
);
