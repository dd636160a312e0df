import { check, type Breach } from '../check';
import type { Context } from '../context';
import { exampleJob } from './examples';
import { Field } from './field';
import { failurePolicyMistakes, successPolicyMistakes } from './job-policies';
import { negatives } from './numbers';
import { DNS_LABEL } from './syntax';

/** Jobs that the API server refuses. */
export const job = check(
  {
    id: 'validation/job',
    pack: 'baseline',
    severity: 'error',
    title: 'The counts and policies of a Job do not contradict each other.',
    why: 'The API server refuses the object.',
    fix: 'Write how many completions there are, or leave the completion mode out.',
    fails: exampleJob('completionMode: Indexed\n        parallelism: 2'),
    passes: exampleJob('completionMode: Indexed\n        parallelism: 2\n        completions: 6'),
  },
  (context) => [
    ...context.ofKind('Job.batch').flatMap((object) => {
      const spec = new Field(object, ['spec']);
      return [...mistakesIn(context, spec), ...hostnameMistakes(spec)];
    }),
    ...context
      .ofKind('CronJob.batch')
      .flatMap((object) => mistakesIn(context, new Field(object, ['spec', 'jobTemplate', 'spec']))),
  ],
);

function mistakesIn(context: Context, spec: Field): readonly Breach[] {
  const isIndexed = spec.get('completionMode').text === 'Indexed';
  return [
    ...negatives(
      spec,
      'parallelism',
      'completions',
      'activeDeadlineSeconds',
      'backoffLimit',
      'ttlSecondsAfterFinished',
      'backoffLimitPerIndex',
      'maxFailedIndexes',
    ),
    ...(isIndexed ? indexedMistakes(spec) : unindexedMistakes(spec)),
    ...failedIndexMistakes(spec),
    ...managerMistakes(spec.get('managedBy')),
    ...failurePolicyMistakes(spec),
    ...(isIndexed ? successPolicyMistakes(spec) : []),
    ...replacementMistakes(context, spec),
  ];
}

/** Neither given, both are 1; those of a CronJob's template are what they are. */
function completionsOf(spec: Field): number | undefined {
  const completions = spec.get('completions');
  if (spec.object.kind === 'CronJob.batch') return completions.number;
  return completions.isGiven || spec.get('parallelism').isGiven ? completions.number : 1;
}

function indexedMistakes(spec: Field): readonly Breach[] {
  const completions = spec.get('completions');
  const parallelism = spec.get('parallelism').number ?? 1;
  const failed = spec.get('maxFailedIndexes');
  const count = completionsOf(spec);
  const isLarge = (count ?? 0) > 100_000 && spec.get('backoffLimitPerIndex').isGiven;
  const most = isLarge ? 10_000 : 100_000;
  return [
    ...(count === undefined && !completions.isGiven
      ? [
          completions.breach('The Job counts its pods, and does not say how many there are.', {
            want: 'the number of completions',
            fix: 'Write `completions`.',
          }),
        ]
      : []),
    ...(parallelism > most
      ? [spec.get('parallelism').breach(`${parallelism} pods run at once.`, { want: `at most ${most}` })]
      : []),
    ...(failed.number !== undefined && failed.number > Math.min(most, count ?? most)
      ? [failed.breach(`${failed.number} indexes may fail.`, { want: `at most ${Math.min(most, count ?? most)}` })]
      : []),
    ...(isLarge && !failed.isGiven ? [failed.breach('The Job does not say how many indexes may fail.')] : []),
  ];
}

function unindexedMistakes(spec: Field): readonly Breach[] {
  return ['backoffLimitPerIndex', 'maxFailedIndexes', 'successPolicy']
    .map((name) => spec.get(name))
    .filter(({ isGiven }) => isGiven)
    .map((field) =>
      field.breach(`The Job does not count its pods, and has \`${field.key}\`.`, {
        want: 'none, or `completionMode: Indexed`',
        fix: `Write \`completionMode: Indexed\`, or leave \`${field.key}\` out.`,
      }),
    );
}

function failedIndexMistakes(spec: Field): readonly Breach[] {
  const limit = spec.get('backoffLimitPerIndex');
  if (!spec.get('maxFailedIndexes').isGiven || limit.isGiven) return [];
  return [limit.breach('Indexes may fail, and nothing says after how many attempts.', { fix: 'Write how many.' })];
}

function managerMistakes(manager: Field): readonly Breach[] {
  const { text } = manager;
  if (typeof manager.value !== 'string') return [];
  if (
    text.length <= 63 &&
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[-a-zA-Z0-9/_.:~&=%]+$/.test(text)
  )
    return [];
  return [
    manager.breach(`'${text}' cannot be the manager of a Job.`, { want: "a domain and a path: 'example.com/jobs'" }),
  ];
}

function replacementMistakes(context: Context, spec: Field): readonly Breach[] {
  const policy = spec.get('podReplacementPolicy');
  if (!context.isAtLeast('1.29') || policy.text !== 'TerminatingOrFailed' || !spec.get('podFailurePolicy').isGiven)
    return [];
  return [
    policy.breach('Pods are replaced while they end, and the `podFailurePolicy` waits for their end.', {
      want: "'Failed'",
      fix: 'Leave `podReplacementPolicy` out.',
    }),
  ];
}

/** The pods of an indexed Job are called after it, and so are their hosts. */
function hostnameMistakes(spec: Field): readonly Breach[] {
  const count = completionsOf(spec);
  if (spec.get('completionMode').text !== 'Indexed' || count === undefined || count <= 0) return [];
  const name = new Field(spec.object, ['metadata', 'name']);
  const host = `${name.text}-${count - 1}`;
  if (name.text === '' || DNS_LABEL.is(host)) return [];
  return [
    name.breach(`The last pod of the Job would be called '${host}'.`, {
      want: DNS_LABEL.want,
      fix: 'Shorten the name.',
    }),
  ];
}
