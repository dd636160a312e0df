import { containerSettings, control, exampleContainer } from './control';

/** Containers that may do on the node whatever root may. */
export const privileged = control(
  'baseline',
  {
    id: 'pod-security/privileged',
    title: 'No container is privileged.',
    why: 'A privileged container has every device and capability of its node: whoever gets into it has the node.',
    fix: 'Remove `privileged`; where it needs one thing of the kernel, add that capability.',
    fails: exampleContainer('securityContext: { privileged: true }'),
    passes: exampleContainer('securityContext: { privileged: false }'),
  },
  (pods) =>
    containerSettings(pods).flatMap(({ owner, context, at }) =>
      context['privileged'] === true
        ? { at: [...at, 'privileged'], message: `${owner} is privileged`, want: 'false, or nothing' }
        : [],
    ),
);
