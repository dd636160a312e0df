import { isList, isObject, objectAt, text } from '../../manifest/json';
import { check, type Breach } from '../check';
import type { Context, PodContainer, Pods } from '../context';
import { sentence } from '../words';
import { workload } from './examples';
import { has, podHas, titled, type Place, type Resource, type Wanted } from './requests';

const BOTH: readonly Resource[] = ['cpu', 'memory'];

/** Containers of which the scheduler does not know what they need. */
export const requestsMissing = check(
  {
    id: 'reliability/requests-missing',
    pack: 'restricted',
    severity: 'error',
    title: 'Containers request CPU and memory.',
    why: 'Without requests the scheduler fills nodes until their pods starve, and these are the first to be evicted.',
    fix: 'Set `resources.requests.cpu` and `resources.requests.memory` to what the container uses in a usual hour.',
    fails: workload({ container: 'resources: { limits: { memory: 64Mi } }' }),
    passes: workload({ container: 'resources: { requests: { cpu: 100m }, limits: { memory: 64Mi } }' }),
  },
  (context) =>
    [...context.pods].flatMap((made) =>
      containersOf(made).flatMap((container) => {
        const missing = BOTH.filter((resource) => isMissing(context, { made, container }, ['requests', resource]));
        if (missing.length === 0) return [];
        return [
          {
            object: made.object,
            at: [...container.at, 'resources', 'requests', ...(missing.length === 1 ? missing : [])],
            message: `${sentence(titled(container, made))} requests no ${missing.join(' and no ')}.`,
            want: `requests of ${missing.join(' and ')}`,
          },
        ];
      }),
    ),
);

/** Containers that may take all memory of their node. There is no such rule for cpu: a limit of cpu only slows down. */
export const memoryLimitMissing = check(
  {
    id: 'reliability/memory-limit-missing',
    pack: 'restricted',
    severity: 'error',
    title: 'Containers have a memory limit.',
    why: 'One that leaks takes the memory of its neighbours, and the kernel kills any of them. CPU needs no limit: where it is scarce, each container gets a share by its request, and a limit slows it down while CPU is idle.',
    fix: 'Set `resources.limits.memory`.',
    fails: workload({ container: 'resources: { requests: { cpu: 100m, memory: 64Mi } }' }),
    passes: workload({
      container: 'resources: { requests: { cpu: 100m, memory: 64Mi }, limits: { memory: 64Mi } }',
    }),
  },
  (context) =>
    [...context.pods].flatMap((made) =>
      containersOf(made)
        .filter((container) => isMissing(context, { made, container }, ['limits', 'memory']))
        .map((container) => ({
          object: made.object,
          at: [...container.at, 'resources', 'limits', 'memory'],
          message: `${sentence(titled(container, made))} has no memory limit.`,
          want: 'an amount such as 256Mi',
        })),
    ),
);

/** Containers that may fill the disk of their node. */
export const ephemeralStorage = check(
  {
    id: 'reliability/ephemeral-storage',
    pack: 'production',
    severity: 'warning',
    title: 'Containers that write to the disk of their node have a limit for it.',
    why: 'Once the disk is full, the node evicts pods, and not always the one that filled it.',
    fix: 'Set `resources.limits.ephemeral-storage`, or `readOnlyRootFilesystem: true` and a `sizeLimit` on each emptyDir.',
    fails: workload({ container: 'resources: { requests: { ephemeral-storage: 1Gi } }' }),
    passes: workload({ container: 'resources: { limits: { ephemeral-storage: 1Gi } }' }),
  },
  (context) =>
    [...context.pods].flatMap((made) =>
      containersOf(made)
        .filter((container) => isMissing(context, { made, container }, ['limits', 'ephemeral-storage']))
        .filter((container) => !isBounded(made, container))
        .map((container): Breach => ({
          object: made.object,
          at: [...container.at, 'resources', 'limits', 'ephemeral-storage'],
          message: `${sentence(titled(container, made))} has no limit for ephemeral-storage.`,
          want: 'an amount such as 1Gi',
        })),
    ),
);

/** Those that may have resources; an ephemeral container may not. */
function containersOf({ containers }: Pods): readonly PodContainer[] {
  return containers.filter(({ list }) => list !== 'ephemeralContainers');
}

function isMissing(context: Context, place: Place, wanted: Wanted): boolean {
  return !podHas(context, place.made, wanted) && !has(context, place, wanted);
}

/** Whether nothing that the container writes to grows without end. */
function isBounded({ spec }: Pods, { container }: PodContainer): boolean {
  if (objectAt(container, 'securityContext')['readOnlyRootFilesystem'] !== true) return false;
  const mounts = isList(container['volumeMounts']) ? container['volumeMounts'] : [];
  const mounted = new Set(mounts.map((mount) => text(objectAt(mount)['name'])));
  const volumes = isList(spec['volumes']) ? spec['volumes'] : [];
  return volumes.every((volume) => {
    if (!isObject(volume) || !mounted.has(text(volume['name'])) || !('emptyDir' in volume)) return true;
    const { sizeLimit, medium } = objectAt(volume, 'emptyDir');
    return (sizeLimit !== undefined && sizeLimit !== null) || medium === 'Memory';
  });
}
