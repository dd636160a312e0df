import { Cron, Duration } from 'cdk8s';
import { CronJob, type CronJobProps } from 'stackwright';
import { at, expectMistake, image, only, podSpec, podTemplate, rendered, resources } from '../support/rendered';

const schedule = Cron.schedule({ minute: '0', hour: '3' });
const cronJob = (props: Partial<CronJobProps> = {}) =>
  only(
    rendered((stack) => new CronJob(stack, 'backup', { image, resources, schedule, ...props })),
    'CronJob',
  );

describe('a cron job', () => {
  it('runs by its schedule, one run at a time unless it is told otherwise', () => {
    expect(cronJob()['spec']).toMatchObject({ schedule: '0 3 * * *', concurrencyPolicy: 'Forbid' });
  });

  it('runs as it is told to', () => {
    const spec = cronJob({
      timeZone: 'Europe/Berlin',
      concurrencyPolicy: 'Replace',
      startingDeadline: Duration.minutes(5),
      suspend: true,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 2,
    })['spec'];
    expect(spec).toMatchObject({
      timeZone: 'Europe/Berlin',
      concurrencyPolicy: 'Replace',
      startingDeadlineSeconds: 300,
      suspend: true,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 2,
    });
  });

  it('makes jobs that go about their work as it is told to', () => {
    const object = cronJob({ backoffLimit: 1, activeDeadline: Duration.minutes(1), restartPolicy: 'Never' });
    expect(at(object, 'spec', 'jobTemplate', 'spec')).toMatchObject({ backoffLimit: 1, activeDeadlineSeconds: 60 });
    expect(podSpec(object)).toMatchObject({ restartPolicy: 'Never' });
  });

  it('labels its jobs and their pods', () => {
    const labels = { 'app.kubernetes.io/name': 'backup' };
    expect(at(cronJob(), 'spec', 'jobTemplate', 'metadata', 'labels')).toMatchObject(labels);
    expect(at(podTemplate(cronJob()), 'metadata', 'labels')).toMatchObject(labels);
  });

  it('keeps its name when it runs another image, because its template can change', () => {
    expect(at(cronJob({ image: 'registry.example/app:2.0.0' }), 'metadata', 'name')).toBe('backup');
  });

  it('fails when its name leaves no room for those of its jobs', () => {
    const name = 'b'.repeat(53);
    expectMistake((stack) => new CronJob(stack, 'backup', { image, resources, schedule, name }), {
      rule: 'name/illegal',
      path: 'shop/backup',
      message: `'${name}' cannot name a CronJob.`,
      want: "at most 52 lower-case letters, digits, '-' and '.', with a letter or digit at both ends of each part",
      fix: `Pass another name, for instance '${name.slice(1)}'.`,
      line: "new CronJob(stack, 'backup'",
    });
  });
});
