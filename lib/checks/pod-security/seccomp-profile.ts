import { isObject, isSet, objectAt, text, type Json } from '../../manifest/json';
import { podTemplatePath } from '../../manifest/pods';
import {
  containerSecurityContexts,
  isForWindows,
  podSecurityContext,
  securityContexts,
  type SecurityContext,
} from '../containers';
import type { Pods } from '../context';
import { examplePodOf } from '../example-objects';
import { shown } from '../words';
import { control, type Offence } from './control';

const PROFILES: ReadonlySet<Json> = new Set(['RuntimeDefault', 'Localhost']);
const WANT = "'RuntimeDefault' or 'Localhost'";
const ANNOTATIONS = 'seccomp.security.alpha.kubernetes.io/';

/** Containers to which every system call is open because somebody says so. */
export const seccompProfileBaseline = control(
  'baseline',
  {
    id: 'pod-security/seccomp-profile-baseline',
    title: 'Nothing switches the seccomp profile off.',
    why: 'Unconfined containers may make every system call, and so use each flaw of the kernel.',
    fix: 'Set `type` to RuntimeDefault, or to Localhost with a `localhostProfile`.',
    fails: examplePodOf('securityContext: { seccompProfile: { type: Unconfined } }'),
    passes: examplePodOf('securityContext: { seccompProfile: { type: RuntimeDefault } }'),
  },
  (pods) =>
    pods.minor('baseline') < 19
      ? annotated(pods)
      : securityContexts(pods).flatMap((setting) => {
          const profile = setting.context['seccompProfile'];
          return isObject(profile) && !isAllowed(profile)
            ? offence(setting, `has the seccomp profile ${shown(profile['type'])}`)
            : [];
        }),
);

/** Containers without a seccomp profile. What the baseline forbids is told by the baseline. */
export const seccompProfileRestricted = control(
  'restricted',
  {
    id: 'pod-security/seccomp-profile-restricted',
    title: 'Every container has a seccomp profile, of its own or of the pod.',
    why: 'Where nobody names a profile, most nodes apply none: the container may make every system call.',
    fix: 'Set `securityContext.seccompProfile.type` to RuntimeDefault, for the pod or for each container.',
    fails: examplePodOf('securityContext: {}'),
    passes: examplePodOf('securityContext: { seccompProfile: { type: RuntimeDefault } }'),
  },
  (pods) => {
    const minor = pods.minor('restricted');
    // With a profile in the pod, right or wrong, there is nothing to add to the containers.
    if (minor < 19 || (minor >= 25 && isForWindows(pods)) || isSet(podSecurityContext(pods).context['seccompProfile']))
      return [];
    return containerSecurityContexts(pods)
      .filter(({ context }) => !isSet(context['seccompProfile']))
      .flatMap((setting) => offence(setting, 'has no seccomp profile, and neither has the pod'));
  },
);

function isAllowed(profile: Json): boolean {
  return PROFILES.has(objectAt(profile)['type'] ?? '');
}

function offence({ owner, at }: SecurityContext, message: string): readonly Offence[] {
  return [{ at: [...at, 'seccompProfile', 'type'], message: `${owner} ${message}`, want: WANT }];
}

/** What the standard of the versions before the field, to which a Namespace may be pinned, looks at. */
function annotated({ object, template, containers }: Pods): readonly Offence[] {
  const annotations = objectAt(template, 'metadata', 'annotations');
  const keys = [
    `${ANNOTATIONS}pod`,
    ...containers.map(({ container }) => `container.${ANNOTATIONS}${text(container['name'])}`),
  ];
  return keys.flatMap((key) => {
    const value = annotations[key];
    if (typeof value !== 'string' || /^(runtime\/default$|docker\/default$|localhost\/)/.test(value)) return [];
    return {
      at: [...(podTemplatePath(object.kind) ?? []), 'metadata', 'annotations', key],
      message: `The annotation '${key}' sets the seccomp profile '${value}'`,
      want: "'runtime/default'",
      fix: 'Remove the annotation, and set `securityContext.seccompProfile.type` to RuntimeDefault.',
    };
  });
}
