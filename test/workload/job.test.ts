import { Duration } from 'cdk8s';
import { Job, type JobProps } from 'stackwright';
import { objectAt } from '../../lib/manifest/json';
import { at, expectMistake, image, only, podSpec, podTemplate, rendered, resources, textAt } from '../support/rendered';

const job = (props: Partial<JobProps> = {}) =>
  only(
    rendered((stack) => new Job(stack, 'import', { image, resources, ...props })),
    'Job',
  );
const nameOf = (props: Partial<JobProps> = {}) => textAt(job(props), 'metadata', 'name');

describe('a job', () => {
  it('starts containers that fail again in their pod unless it is told otherwise', () => {
    expect(podSpec(job())).toMatchObject({ restartPolicy: 'OnFailure' });
  });

  it('leaves to Kubernetes what is not given', () => {
    expect(Object.keys(objectAt(job(), 'spec'))).toEqual(['template']);
  });

  it('goes about its work as it is told to', () => {
    const podFailurePolicy = { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } }] };
    const spec = job({
      restartPolicy: 'Never',
      backoffLimit: 2,
      activeDeadline: Duration.hours(1),
      completions: 3,
      parallelism: 2,
      completionMode: 'Indexed',
      ttlAfterFinished: Duration.days(1),
      podFailurePolicy: {
        rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [42] }, onPodConditions: [] }],
      },
    })['spec'];
    expect(spec).toMatchObject({
      activeDeadlineSeconds: 3600,
      backoffLimit: 2,
      completionMode: 'Indexed',
      completions: 3,
      parallelism: 2,
      podFailurePolicy,
      template: { spec: { restartPolicy: 'Never' } },
      ttlSecondsAfterFinished: 86400,
    });
  });

  it('has a name that ends in a hash of what it runs', () => {
    expect(nameOf()).toMatch(/^import-[a-z0-9]{10}$/);
  });

  it('is the same job when it runs the same', () => {
    expect(nameOf({ labels: { release: '2' } })).toBe(nameOf());
  });

  it('is another job when it runs another image', () => {
    expect(nameOf({ image: 'registry.example/app:1.0.1' })).not.toBe(nameOf());
  });

  it('has pods that carry its labels, and not the hash', () => {
    expect(at(podTemplate(job()), 'metadata', 'labels')).toMatchObject({ 'app.kubernetes.io/name': 'import' });
  });

  const long = 'a'.repeat(53);

  it('takes a name that has room for the hash', () => {
    expect(nameOf({ name: long.slice(1) })).toHaveLength(63);
  });

  it('fails when its name has no room for the hash', () => {
    expectMistake((stack) => new Job(stack, 'import', { image, resources, name: long }), {
      rule: 'name/illegal',
      path: 'shop/import',
      message: `'${long}' is too long for a Job, whose name ends in a hash.`,
      want: 'at most 52 characters',
      fix: 'Pass a shorter name.',
      line: "new Job(stack, 'import'",
    });
  });

  it('fails when its name is too long with and without the hash', () => {
    const name = 'a'.repeat(64);
    expectMistake((stack) => new Job(stack, 'import', { image, resources, name }), {
      rule: 'name/illegal',
      path: 'shop/import',
      message: `'${name}' cannot name a Job.`,
      want: "at most 63 lower-case letters, digits, '-' and '.', with a letter or digit at both ends of each part",
      fix: `Pass another name, for instance '${name.slice(1)}'.`,
      line: "new Job(stack, 'import'",
    });
  });

  it('fails when failures have a meaning and containers are started again all the same', () => {
    const podFailurePolicy = { rules: [] };
    expectMistake((stack) => new Job(stack, 'import', { image, resources, podFailurePolicy }), {
      rule: 'job/failure-policy',
      path: 'shop/import',
      message: 'A podFailurePolicy is given, but containers that fail are started again in their pod.',
      want: "a podFailurePolicy with restartPolicy 'Never'",
      fix: "Pass `restartPolicy: 'Never'`.",
      line: "new Job(stack, 'import'",
    });
  });

  it('fails when its completions are numbered and nobody says how many', () => {
    expectMistake((stack) => new Job(stack, 'import', { image, resources, completionMode: 'Indexed' }), {
      rule: 'job/without-completions',
      path: 'shop/import',
      message: 'The completionMode is Indexed, but completions is not given.',
      want: "the number of completions, with completionMode 'Indexed'",
      fix: 'Pass `completions`.',
      line: "new Job(stack, 'import'",
    });
  });
});
