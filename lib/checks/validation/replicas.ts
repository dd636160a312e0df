import type { KindName } from '../../manifest/kinds';
import { check, type Breach } from '../check';
import { exampleWorkload } from './examples';
import { Field } from './field';
import { above100, below, countOrPercentage, negatives, noCountOrPercentage } from './numbers';

const KINDS: readonly KindName[] = [
  'Deployment.apps',
  'ReplicaSet.apps',
  'StatefulSet.apps',
  'DaemonSet.apps',
  'ReplicationController',
];

/** Numbers of replicas, and ways to replace them, that no controller can work with. */
export const replicas = check(
  {
    id: 'validation/replicas',
    pack: 'baseline',
    severity: 'error',
    title: 'Replica counts are not negative, and a rolling update can always replace a pod.',
    why: 'The API server refuses the object: an update could neither stop a pod nor start one.',
    fix: 'Let `maxSurge` or `maxUnavailable` be at least 1.',
    fails: exampleWorkload('Deployment', 'strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } }'),
    passes: exampleWorkload('Deployment', 'strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }'),
  },
  (context) =>
    KINDS.flatMap((kind) => context.ofKind(kind).flatMap((object) => mistakesIn(new Field(object, ['spec'])))),
);

function mistakesIn(spec: Field): readonly Breach[] {
  const counts = negatives(spec, 'replicas', 'minReadySeconds');
  switch (spec.object.kind) {
    case 'Deployment.apps':
      return [...counts, ...below(spec.get('revisionHistoryLimit'), 0), ...deploymentMistakes(spec)];
    case 'DaemonSet.apps':
      return [
        ...counts,
        ...below(spec.get('revisionHistoryLimit'), 0),
        ...daemonSetMistakes(spec.get('updateStrategy')),
      ];
    case 'StatefulSet.apps':
      return [
        ...counts,
        ...below(spec.get('ordinals', 'start'), 0),
        ...statefulSetMistakes(spec.get('updateStrategy')),
      ];
    default:
      return counts;
  }
}

function deploymentMistakes(spec: Field): readonly Breach[] {
  const strategy = spec.get('strategy');
  const update = strategy.get('rollingUpdate');
  const [unavailable, surge] = [update.get('maxUnavailable'), update.get('maxSurge')];
  const isRecreated = strategy.get('type').text === 'Recreate';
  return [
    ...(isRecreated && update.isGiven
      ? [
          update.breach("The strategy is 'Recreate', and says how to roll.", {
            want: 'none',
            fix: 'Leave `rollingUpdate` out, or write `type: RollingUpdate`.',
          }),
        ]
      : []),
    ...(isRecreated ? [] : [unavailable, surge].flatMap(noCountOrPercentage)),
    ...(isRecreated ? [] : above100(unavailable)),
    ...(!isRecreated && isZero(unavailable) && isZero(surge) ? [stuck(unavailable)] : []),
    ...deadlineMistakes(spec),
  ];
}

function isZero(field: Field): boolean {
  return countOrPercentage(field.value) === 0;
}

function stuck(unavailable: Field): Breach {
  return unavailable.breach('An update may neither take a pod away nor add one.', {
    want: 'more than 0 for `maxUnavailable` or `maxSurge`',
  });
}

/** Without one it is 600 seconds. */
function deadlineMistakes(spec: Field): readonly Breach[] {
  const deadline = spec.get('progressDeadlineSeconds');
  const ready = spec.get('minReadySeconds').number ?? 0;
  const seconds = deadline.isGiven ? deadline.number : 600;
  if (seconds === undefined || seconds > ready) return [];
  return [
    deadline.breach(`A pod has to be ready for ${ready} seconds, and the update gives up after ${seconds}.`, {
      want: `more than ${Math.max(ready, 0)}`,
      fix: 'Raise `progressDeadlineSeconds`, or lower `minReadySeconds`.',
    }),
  ];
}

function daemonSetMistakes(strategy: Field): readonly Breach[] {
  if (strategy.get('type').text === 'OnDelete') return [];
  const update = strategy.get('rollingUpdate');
  const [unavailable, surge] = [update.get('maxUnavailable'), update.get('maxSurge')];
  // What is left out becomes 1 and 0.
  const takes = unavailable.isGiven ? countOrPercentage(unavailable.value) : 1;
  const adds = surge.isGiven ? countOrPercentage(surge.value) : 0;
  return [
    ...[unavailable, surge].flatMap((field) => [...noCountOrPercentage(field), ...above100(field)]),
    ...(takes === 0 && adds === 0 ? [stuck(unavailable)] : []),
    ...(takes !== undefined && adds !== undefined && takes !== 0 && adds !== 0
      ? [
          surge.breach('An update may both take pods away and add some, on every node.', {
            want: '0 for `maxUnavailable` or `maxSurge`',
            fix: 'Write `maxUnavailable: 0`, or leave `maxSurge` out.',
          }),
        ]
      : []),
  ];
}

function statefulSetMistakes(strategy: Field): readonly Breach[] {
  const update = strategy.get('rollingUpdate');
  if (strategy.get('type').text === 'OnDelete')
    return update.isGiven
      ? [update.breach("The strategy is 'OnDelete', and says how to roll.", { want: 'none', fix: 'Leave it out.' })]
      : [];
  const unavailable = update.get('maxUnavailable');
  return [
    ...below(update.get('partition'), 0),
    ...(unavailable.isGiven ? [...noCountOrPercentage(unavailable), ...above100(unavailable)] : []),
  ];
}
