import { titleOf } from '../../manifest/inventory';
import { objectAt } from '../../manifest/json';
import { check } from '../check';
import { count, shown } from './counts';
import { autoscaler, REQUESTS, stream, workload } from './examples';
import { autoscalersOf, REPLICAS } from './replicas';

/** A number of replicas that each release sets, and an autoscaler changes. */
export const autoscalerAndReplicas = check(
  {
    id: 'reliability/autoscaler-and-replicas',
    pack: 'restricted',
    severity: 'error',
    title: 'What an autoscaler scales has no `replicas` of its own.',
    why: 'Each time the object is applied, the number falls back to the one in it, however high the load is.',
    fix: 'Remove `replicas`: the autoscaler keeps the number.',
    fails: stream(workload({ spec: 'replicas: 3', container: REQUESTS }), autoscaler('web', 3, 9)),
    passes: stream(workload({ container: REQUESTS }), autoscaler('web', 3, 9)),
  },
  (context) =>
    context.objects.flatMap((object) => {
      const replicas = objectAt(object.manifest, 'spec')['replicas'] ?? null;
      const [scaler] = replicas === null ? [] : autoscalersOf(context, object);
      if (!scaler) return [];
      const message = `${titleOf(object)} has ${shown(replicas)} replicas, whose number ${titleOf(scaler)} changes.`;
      return [{ object, at: REPLICAS, message, want: 'no replicas' }];
    }),
);

/** Two autoscalers that undo what the other does. */
export const autoscalerConflict = check(
  {
    id: 'reliability/autoscaler-conflict',
    pack: 'restricted',
    severity: 'error',
    title: 'At most one autoscaler scales an object.',
    why: 'Two that scale the same pods are ambiguous, and neither of them scales.',
    fix: 'Keep one of them, with the metrics of both.',
    fails: stream(workload({ container: REQUESTS }), autoscaler('web', 3, 9), autoscaler('shop', 3, 9)),
    passes: stream(workload({ container: REQUESTS }), autoscaler('web', 3, 9)),
  },
  (context) =>
    context.objects.flatMap((object) => {
      const [first, ...others] = autoscalersOf(context, object);
      if (!first) return [];
      return others
        .filter((other) => titleOf(other) !== titleOf(first))
        .map((other) => ({
          object: other,
          at: ['spec', 'scaleTargetRef'],
          message: `${titleOf(other)} scales ${titleOf(object)}, which ${titleOf(first)} scales too.`,
          want: 'one autoscaler for it',
        }));
    }),
);

/** An autoscaler without room, or that may go down to one pod. */
export const autoscalerRange = check(
  {
    id: 'reliability/autoscaler-range',
    pack: 'production',
    severity: 'warning',
    title: 'An autoscaler keeps at least two pods, and has room to add some.',
    why: 'With one pod, each drain of its node is an outage; with equal bounds, nothing is ever scaled.',
    fix: 'Set `minReplicas` to 2 or more, and `maxReplicas` to more than that.',
    fails: stream(workload({ container: REQUESTS }), autoscaler('web', 2, 2)),
    passes: stream(workload({ container: REQUESTS }), autoscaler('web', 2, 9)),
  },
  (context) =>
    context.ofKind('HorizontalPodAutoscaler.autoscaling').flatMap((object) => {
      const spec = objectAt(object.manifest, 'spec');
      const min = count(spec['minReplicas'], 1);
      const max = count(spec['maxReplicas']);
      const title = titleOf(object);
      if (min !== undefined && min < 2) {
        const message = `${title} goes down to ${min} ${min === 1 ? 'pod' : 'pods'}.`;
        return [{ object, at: ['spec', 'minReplicas'], message, want: '2 or more' }];
      }
      if (min === undefined || min !== max) return [];
      const message = `${title} has ${min} as its minReplicas and its maxReplicas, so that it never scales.`;
      return [{ object, at: ['spec', 'maxReplicas'], message, want: `more than ${min}` }];
    }),
);
