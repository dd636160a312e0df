import { isList, pointer, type JsonPath } from '../../manifest/json';
import { check, type Breach } from '../check';
import { containerTitle, effectiveField, isOnWindows, securityContexts } from '../containers';
import type { Context, PodContainer, Pods } from '../context';
import { examplePod, examplePodOf } from '../example-objects';

/** What is found in each container, once for each place. */
function inContainers(
  context: Context,
  find: (pods: Pods, container: PodContainer) => readonly Omit<Breach, 'object'>[],
): readonly Breach[] {
  const breaches: Breach[] = [];
  for (const pods of context.pods) {
    if (isOnWindows(pods)) continue;
    const found = pods.containers.flatMap((container) => find(pods, container));
    const byPlace = new Map(found.reverse().map((breach) => [pointer(breach.at ?? []), breach]));
    breaches.push(...[...byPlace.values()].reverse().map((breach) => ({ ...breach, object: pods.object })));
  }
  return breaches;
}

/** Containers that must not run as root, and must run as root. */
export const rootUsers = check(
  {
    id: 'security/root-user',
    pack: 'baseline',
    severity: 'error',
    title: 'No container with `runAsNonRoot` sets the user 0.',
    why: 'The node refuses to start it: the pod stays in `CreateContainerConfigError`.',
    fix: 'Set `runAsUser` to another user, or `runAsNonRoot: false` where it must be root.',
    fails: examplePodOf('securityContext: { runAsNonRoot: true, runAsUser: 0 }'),
    passes: examplePodOf('securityContext: { runAsNonRoot: true, runAsUser: 65532 }'),
  },
  (context) =>
    inContainers(context, (pods, container) => {
      const user = effectiveField(pods, container, 'runAsUser');
      if (user.value !== 0 || effectiveField(pods, container, 'runAsNonRoot').value !== true) return [];
      return [
        {
          at: user.at,
          message: `${containerTitle(container)} runs as the user 0, which is root, but has \`runAsNonRoot: true\`.`,
          want: 'any number above 0',
        },
      ];
    }),
);

const LOWEST = 10_000;
const IDENTITIES = [
  ['runAsUser', 'user'],
  ['runAsGroup', 'group'],
] as const;

/** Containers whose user may be somebody on the node. */
export const lowUserIds = check(
  {
    id: 'security/low-user-id',
    pack: 'production',
    severity: 'warning',
    title: `Containers run with user and group ids of ${LOWEST} or more.`,
    why: 'A process that breaks out owns the files of whoever has the same id on the node, where ids are low.',
    fix: 'Set `runAsUser` and `runAsGroup` to ids that no node uses, for instance 65532.',
    fails: examplePodOf('securityContext: { runAsUser: 1000, runAsGroup: 1000 }'),
    passes: examplePodOf('securityContext: { runAsUser: 65532, runAsGroup: 65532 }'),
  },
  (context) =>
    inContainers(context, (pods, container) => {
      const low = IDENTITIES.flatMap(([field, noun]) => {
        const { value, at } = effectiveField(pods, container, field);
        if (value === undefined) return [{ at, as: `a ${noun} that only its image knows` }];
        return typeof value === 'number' && value < LOWEST ? [{ at, as: `the ${noun} ${value}` }] : [];
      });
      const [first] = low;
      if (!first) return [];
      const message = `${containerTitle(container)} runs as ${low.map(({ as }) => as).join(' and ')}.`;
      return [{ at: first.at, message, want: `${LOWEST} or above for both` }];
    }),
);

/** Groups that own the files of root. */
export const rootGroups = check(
  {
    id: 'security/root-group',
    pack: 'restricted',
    severity: 'warning',
    title: 'No pod or container sets the group 0.',
    why: 'The group of root may read, and often write, what belongs to root: in the image, in volumes, on the node.',
    fix: 'Use another group, for instance 65532, and give it the files that the program needs.',
    fails: examplePod(`
        securityContext: { fsGroup: 0 }
        containers: [{ name: web, image: registry.example/web:1.0.0 }]`),
    passes: examplePod(`
        securityContext: { fsGroup: 65532 }
        containers: [{ name: web, image: registry.example/web:1.0.0 }]`),
  },
  (context) => {
    const breaches: Breach[] = [];
    for (const pods of context.pods) breaches.push(...rootGroupsOf(pods));
    return breaches;
  },
);

function rootGroupsOf(pods: Pods): readonly Breach[] {
  return securityContexts(pods).flatMap(({ owner, context, at }) => {
    const more = context['supplementalGroups'];
    const paths: JsonPath[] = ['runAsGroup', 'fsGroup']
      .filter((field) => context[field] === 0 && isEffective(pods, [...at, field]))
      .map((field) => [field]);
    if (isList(more) && more.includes(0)) paths.push(['supplementalGroups', more.indexOf(0)]);
    return paths.map((path) => ({
      object: pods.object,
      at: [...at, ...path],
      message: `${owner} has the group 0, which is that of root, by \`${path[0]}\`.`,
      want: 'any number above 0',
    }));
  });
}

/** Whether a field of a securityContext holds for any container: all may have their own in its place. */
function isEffective(pods: Pods, at: JsonPath): boolean {
  const field = String(at.at(-1));
  if (field === 'fsGroup' || pods.containers.length === 0) return true;
  return pods.containers.some((each) => pointer(effectiveField(pods, each, field).at) === pointer(at));
}
