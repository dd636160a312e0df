import { check, type Breach } from '../check';
import type { Context } from '../context';
import { mistakeInSchedule } from './cron-schedule';
import { Field } from './field';
import { negatives } from './numbers';
import { empty } from './syntax';
import { isTimeZone } from './time-zone';

const scheduled = (schedule: string): string => `
      apiVersion: batch/v1
      kind: CronJob
      metadata: { name: report, namespace: shop }
      spec:
        schedule: '${schedule}'
        jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: report, image: registry.example/report:1.0.0 }] } } } }
    `;

/** CronJobs that the API server refuses. */
export const cronJob = check(
  {
    id: 'validation/cron-job',
    pack: 'baseline',
    severity: 'error',
    title: 'The schedule of a CronJob has five fields, and its time zone is one that exists.',
    why: 'The API server refuses the object.',
    fix: 'Write minute, hour, day of the month, month and day of the week, as in `0 3 * * *`.',
    fails: scheduled('0 24 * * *'),
    passes: scheduled('0 0 * * *'),
  },
  (context) => context.ofKind('CronJob.batch').flatMap((object) => mistakesIn(context, new Field(object, ['spec']))),
);

function mistakesIn(context: Context, spec: Field): readonly Breach[] {
  return [
    ...scheduleMistakes(context, spec),
    ...zoneMistakes(spec.get('timeZone')),
    ...negatives(spec, 'startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'),
  ];
}

function scheduleMistakes(context: Context, spec: Field): readonly Breach[] {
  const schedule = spec.get('schedule');
  if (typeof schedule.value !== 'string') return [];
  if (schedule.text === '') return empty(schedule, 'The schedule is empty.');
  const mistake = mistakeInSchedule(schedule.text);
  if (mistake !== undefined)
    return [
      schedule.breach(`'${schedule.text}' is no schedule: ${mistake}.`, {
        want: "five fields, or one of '@hourly', '@daily', '@weekly', '@monthly', '@yearly'",
      }),
    ];
  if (!schedule.text.includes('TZ') || (!context.isAtLeast('1.29') && !spec.get('timeZone').isGiven)) return [];
  return [
    schedule.breach(`The schedule '${schedule.text}' names a time zone.`, {
      want: 'none',
      fix: 'Write it into `timeZone`.',
    }),
  ];
}

function zoneMistakes(zone: Field): readonly Breach[] {
  if (typeof zone.value !== 'string' || isTimeZone(zone.text)) return [];
  return [
    zone.breach(`There is no time zone '${zone.text}'.`, {
      want: "the name of a place, as in 'Europe/Paris', or 'Etc/UTC'",
      fix: 'Write the name as the IANA lists it, or leave `timeZone` out.',
    }),
  ];
}
