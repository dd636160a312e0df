import { isObject, objectAt, type Json } from '../../manifest/json';
import { podTemplatePath } from '../../manifest/pods';
import { securityContexts } from '../containers';
import type { Pods } from '../context';
import { examplePodOf } from '../example-objects';
import { shown } from '../words';
import { control, type Offence } from './control';

const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';
const PROFILES: ReadonlySet<Json> = new Set(['RuntimeDefault', 'Localhost']);

/** Containers without AppArmor. */
export const appArmorProfile = control(
  'baseline',
  {
    id: 'pod-security/app-armor-profile',
    title: 'The AppArmor profile is that of the runtime, or one of the node.',
    why: 'Without a profile the container may use files and features of the kernel that containers are kept from.',
    fix: 'Set `type` to RuntimeDefault, or to Localhost with a `localhostProfile`; or remove it.',
    fails: examplePodOf('securityContext: { appArmorProfile: { type: Unconfined } }'),
    passes: examplePodOf('securityContext: { appArmorProfile: { type: RuntimeDefault } }'),
  },
  (pods) => [
    ...securityContexts(pods).flatMap(({ owner, context, at }) => {
      const profile = context['appArmorProfile'];
      if (!isObject(profile) || PROFILES.has(profile['type'] ?? '')) return [];
      return {
        at: [...at, 'appArmorProfile', 'type'],
        message: `${owner} has the AppArmor profile ${shown(profile['type'])}`,
        want: "'RuntimeDefault' or 'Localhost'",
      };
    }),
    ...annotated(pods),
  ],
);

/** What clusters before 1.30 read, and newer ones take for the field. */
function annotated({ object, template }: Pods): readonly Offence[] {
  return Object.entries(objectAt(template, 'metadata', 'annotations')).flatMap(([key, value]) => {
    if (!key.startsWith(ANNOTATION) || typeof value !== 'string' || isAllowed(value)) return [];
    return {
      at: [...(podTemplatePath(object.kind) ?? []), 'metadata', 'annotations', key],
      message: `Container '${key.slice(ANNOTATION.length)}' has the AppArmor profile '${value}', by an annotation`,
      want: "'runtime/default', or 'localhost/' and the name of a profile",
      fix: 'Remove the annotation, or set it to `runtime/default`.',
    };
  });
}

function isAllowed(profile: string): boolean {
  return profile === '' || profile === 'runtime/default' || profile.startsWith('localhost/');
}
