import { parseImage } from '../../manifest/image';
import { titleOf, type InventoryObject } from '../../manifest/inventory';
import { isObject, objectAt, text } from '../../manifest/json';
import { check } from '../check';
import type { Context } from '../context';
import { isHook, isReplaced } from './hooks';

const job = (name: string, spec: string): string =>
  [
    'apiVersion: batch/v1',
    'kind: Job',
    `metadata: { name: ${name}, namespace: shop }`,
    'spec:',
    `  ${spec}`,
    '  template:',
    '    spec: { restartPolicy: Never, containers: [{ name: migrate, image: registry.example/shop:1.4.2 }] }',
  ].join('\n');

const cronJob = (spec: string): string =>
  [
    'apiVersion: batch/v1',
    'kind: CronJob',
    'metadata: { name: report, namespace: shop }',
    'spec:',
    `  ${spec}`,
    '  jobTemplate:',
    '    spec:',
    '      template:',
    '        spec: { restartPolicy: Never, containers: [{ name: report, image: registry.example/shop:1.4.2 }] }',
  ].join('\n');

/** A Job that the next release cannot change. */
export const jobTemplateFixedName = check(
  {
    id: 'reliability/job-template-fixed-name',
    pack: 'production',
    severity: 'warning',
    title: 'The name of a Job changes with what it runs.',
    why: 'The API server refuses to change the template of a Job: the next release, with another image, fails.',
    fix: 'Put the version into the name, or set `ttlSecondsAfterFinished` so that the Job is gone by then.',
    fails: job('migrate', 'backoffLimit: 3'),
    passes: job('migrate-1-4-2', 'backoffLimit: 3'),
  },
  (context) =>
    standaloneJobs(context).flatMap((object) => {
      const { name } = objectAt(object.manifest, 'metadata');
      const isGone = 'ttlSecondsAfterFinished' in objectAt(object.manifest, 'spec');
      if (typeof name !== 'string' || isGone || isReplaced(object) || isOfOneRelease(context, object)) return [];
      return [
        {
          object,
          at: ['metadata', 'name'],
          message: `${titleOf(object)} keeps its name when its image changes, and its template cannot change.`,
          want: 'a name with the version in it',
        },
      ];
    }),
);

/**
 * Jobs that stay for ever. One that is named by its content stays for a reason: were it gone, whoever applies the same
 * objects again would run it again.
 */
export const jobRetention = check(
  {
    id: 'reliability/job-retention',
    pack: 'production',
    severity: 'warning',
    title: 'A Job is removed some time after it finished.',
    why: 'Finished Jobs and their pods stay until somebody removes them, and slow down whoever lists them.',
    fix: 'Set `ttlSecondsAfterFinished`, for instance to 86400; a CronJob removes its Jobs itself.',
    fails: job('migrate-1-4-2', 'backoffLimit: 3'),
    passes: job('migrate-1-4-2', 'ttlSecondsAfterFinished: 86400'),
  },
  (context) =>
    standaloneJobs(context)
      .filter(
        ({ manifest, name }) =>
          (objectAt(manifest, 'spec')['ttlSecondsAfterFinished'] ?? null) === null && !NAMED_BY_CONTENT.test(name),
      )
      .map((object) => ({
        object,
        at: ['spec', 'ttlSecondsAfterFinished'],
        message: `${titleOf(object)} stays after it finished.`,
        want: 'a number of seconds',
      })),
);

/** Ten letters and digits of the alphabet that Kubernetes uses for its own. */
const NAMED_BY_CONTENT = /-[bcdfghjklmnpqrstvwxz2456789]{10}$/;

/** Jobs that start long after their time. */
export const cronJobDeadline = check(
  {
    id: 'reliability/cron-job-deadline',
    pack: 'production',
    severity: 'warning',
    title: 'A CronJob says how late a missed run may start.',
    why: 'Without `startingDeadlineSeconds` a missed run starts as soon as it can, however late.',
    fix: 'Set `startingDeadlineSeconds` to less than the time between two runs.',
    fails: cronJob('schedule: 0 3 * * *'),
    passes: cronJob('schedule: 0 3 * * *\n  startingDeadlineSeconds: 3600'),
  },
  (context) =>
    context
      .ofKind('CronJob.batch')
      .filter(({ manifest }) => (objectAt(manifest, 'spec')['startingDeadlineSeconds'] ?? null) === null)
      .map((object) => ({
        object,
        at: ['spec', 'startingDeadlineSeconds'],
        message: `${titleOf(object)} starts runs that it missed however late it is.`,
        want: 'a number of seconds',
      })),
);

function standaloneJobs(context: Context): readonly InventoryObject[] {
  return context.ofKind('Job.batch').filter((object) => !isHook(object) && !isOwned(object));
}

function isOwned({ manifest }: InventoryObject): boolean {
  return 'ownerReferences' in objectAt(manifest, 'metadata');
}

/** Ten letters and digits of Kubernetes' alphabet, a commit, a number or a version at the end. */
const OF_ONE_RELEASE = /[.-]([bcdfghjklmnpqrstvwxz2456789]{10}|(?=[0-9a-f]*\d)[0-9a-f]{7,64}|[vr]?\d+([.-]\d+)*)$/;

/** Whether a Job has the release in its name, so that the next one is another Job. */
function isOfOneRelease(context: Context, object: InventoryObject): boolean {
  const images = context.podsOf(object)?.containers.flatMap(({ container }) => {
    const image = parseImage(text(container['image']));
    return isObject(container) && image ? [image] : [];
  });
  return (
    OF_ONE_RELEASE.test(object.name) ||
    (images ?? []).some(({ tag, digest }) =>
      [tag, digest?.replace(/^.*:/, '').slice(0, 7)].some(
        (version) => version !== undefined && version !== 'latest' && includesVersion(object.name, version),
      ),
    )
  );
}

function includesVersion(name: string, version: string): boolean {
  const normal = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return `-${normal(name)}-`.includes(`-${normal(version)}`);
}
