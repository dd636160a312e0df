import { objectAt } from '../../manifest/json';
import { securityContexts } from '../containers';
import { examplePodOf } from '../example-objects';
import { control } from './control';

/** Windows containers that run as processes of their node. */
export const windowsHostProcess = control(
  'baseline',
  {
    id: 'pod-security/windows-host-process',
    title: 'No container is a process of its Windows node.',
    why: 'A host process has the rights of its user on the whole node.',
    fix: 'Remove `hostProcess`.',
    fails: examplePodOf('securityContext: { windowsOptions: { hostProcess: true } }'),
    passes: examplePodOf('securityContext: { windowsOptions: { hostProcess: false } }'),
  },
  (pods) =>
    securityContexts(pods).flatMap(({ owner, context, at }) =>
      objectAt(context, 'windowsOptions')['hostProcess'] === true
        ? {
            at: [...at, 'windowsOptions', 'hostProcess'],
            message: `${owner} runs as a process of its Windows node`,
            want: 'false, or nothing',
          }
        : [],
    ),
);
