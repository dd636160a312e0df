import { podSetting, containerSettings, control, exampleContainer, hasOwnUsers, isSet, shown } from './control';

/** Containers that may run as root. */
export const runAsNonRoot = control(
  'restricted',
  {
    id: 'pod-security/run-as-non-root',
    title: 'Every container has to run as another user than root.',
    why: 'Root in a container is root on the node, should it get out of it.',
    fix: 'Set `runAsNonRoot: true` in the securityContext of the pod or of each container, and a `runAsUser` where the image names none.',
    fails: exampleContainer('securityContext: { runAsNonRoot: false }'),
    passes: exampleContainer('securityContext: { runAsNonRoot: true }'),
  },
  (pods) => {
    if (pods.minor('restricted') >= 35 && hasOwnUsers(pods)) return [];
    const pod = podSetting(pods);
    const isSetForAll = isSet(pod.context['runAsNonRoot']);
    // Where the pod says the wrong thing, that is told once.
    return [...(isSetForAll ? [pod] : []), ...containerSettings(pods)].flatMap(({ owner, context, at }) => {
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
