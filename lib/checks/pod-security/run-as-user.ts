import { control, exampleContainer, hasOwnUsers, settings } from './control';

/** Containers that are told to run as root. */
export const runAsUser = control(
  'restricted',
  {
    id: 'pod-security/run-as-user',
    title: 'Nothing is told to run as the user 0.',
    why: 'Root in a container is root on the node, should it get out of it; with `runAsNonRoot` it does not start.',
    fix: 'Set `runAsUser` to the user of the image, or to any other number above 0.',
    fails: exampleContainer('securityContext: { runAsUser: 0 }'),
    passes: exampleContainer('securityContext: { runAsUser: 65532 }'),
  },
  (pods) => {
    const minor = pods.minor('restricted');
    if (minor < 23 || (minor >= 35 && hasOwnUsers(pods))) return [];
    return settings(pods).flatMap(({ owner, context, at }) =>
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
