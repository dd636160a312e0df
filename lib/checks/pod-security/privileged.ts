import { containerSecurityContexts } from '../containers';
import { examplePodOf } from '../example-objects';
import { control } from './control';

/** Containers that may do on the node whatever root may. */
export const privileged = control(
  'baseline',
  {
    id: 'pod-security/privileged',
    title: 'No container is privileged.',
    why: 'A privileged container has every device and capability of its node: whoever gets into it has the node.',
    fix: 'Remove `privileged`; where it needs one privilege of the kernel, add that capability.',
    fails: examplePodOf('securityContext: { privileged: true }'),
    passes: examplePodOf('securityContext: { privileged: false }'),
  },
  (pods) =>
    containerSecurityContexts(pods).flatMap(({ owner, context, at }) =>
      context['privileged'] === true
        ? { at: [...at, 'privileged'], message: `${owner} is privileged`, want: 'false, or nothing' }
        : [],
    ),
);
