import { titleOf, type InventoryObject } from '../../manifest/inventory';
import { isList, isObject, objectAt, text } from '../../manifest/json';
import { check, type Breach } from '../check';
import type { Context, Pods } from '../context';
import { pods } from './counts';
import { workload } from './examples';
import { limitsOf, matchesOwn, ownTerms, places, ZONE } from './placement';
import { replicasOf } from './replicas';

const APART = `affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: ${ZONE}, labelSelector: { matchLabels: { app: web } } }] } }`;
const SPREAD = `topologySpreadConstraints: [{ topologyKey: ${ZONE}, maxSkew: 1, whenUnsatisfiable: ScheduleAnyway, labelSelector: { matchLabels: { app: web } } }]`;

/** More replicas than there are places for. */
export const spreadTooWide = check(
  {
    id: 'reliability/spread-too-wide',
    pack: 'baseline',
    severity: 'error',
    title: 'The rules that keep pods apart leave a place for every replica.',
    why: 'The scheduler leaves the others pending for ever, and a rollout never ends.',
    fix: 'Ask for fewer replicas, or spread them with `topologySpreadConstraints` and `whenUnsatisfiable: ScheduleAnyway`.',
    fails: workload({ spec: 'replicas: 5', pod: APART }),
    passes: workload({ spec: 'replicas: 5', pod: SPREAD }),
    platform: { zones: 3 },
  },
  (context) => keepers(context).flatMap((object) => tooWide(context, context.podsOf(object))),
);

function tooWide(context: Context, made: Pods | undefined): readonly Breach[] {
  const replicas = made && replicasOf(context, made.object);
  if (!replicas) return [];
  return limitsOf(context, made).flatMap((limit) => {
    const { room, isAssumed, at, what } = limit;
    if (room === undefined || replicas.max <= room) return [];
    // What an autoscaler may add one day is no failure yet.
    const isCertain = !isAssumed && replicas.min > room;
    const most = replicas.max === replicas.min ? '' : 'up to ';
    return [
      {
        object: made.object,
        at,
        message: `${titleOf(made.object)} makes ${most}${pods(replicas.max)}, but ${what} has room for ${room} (${places({ ...limit, room })}${isAssumed ? ' assumed' : ''}).`,
        want: `${room} replicas at most`,
        ...(isCertain ? {} : { severity: 'warning' as const }),
      },
    ];
  });
}

/** Replicas that may all be in one place. */
export const spreadMissing = check(
  {
    id: 'reliability/spread-missing',
    pack: 'production',
    severity: 'warning',
    title: 'Replicas are spread over nodes and zones.',
    why: 'Otherwise all of them may be on one node, or in one zone, and fail with it.',
    fix: 'Add `topologySpreadConstraints` by zone and by host name, with the labels of these pods.',
    fails: workload({ spec: 'replicas: 2' }),
    passes: workload({ spec: 'replicas: 2', pod: SPREAD }),
  },
  (context) =>
    keepers(context).flatMap((object) => {
      const made = context.podsOf(object);
      const replicas = replicasOf(context, object);
      if (!made || !replicas || replicas.min < 2 || isSpread(made)) return [];
      return [
        {
          object,
          at: [...made.at, 'topologySpreadConstraints'],
          message: `Nothing keeps the ${pods(replicas.min)} of ${titleOf(object)} apart${hasRules(made) ? ': its rules match other pods' : ''}.`,
          want: 'topologySpreadConstraints or podAntiAffinity that match these pods',
        },
      ];
    }),
);

/** Constraints that hold for no pods at all. */
export const spreadUnselected = check(
  {
    id: 'reliability/spread-without-selector',
    pack: 'restricted',
    severity: 'warning',
    title: 'A spread constraint says which pods it counts.',
    why: 'Without a `labelSelector` it counts none, and the scheduler puts the pods anywhere, as if it were not there.',
    fix: 'Add a `labelSelector` with the labels of these pods.',
    fails: workload({ pod: SPREAD.replace(/, labelSelector: .*(?= \}\])/, '') }),
    passes: workload({ pod: SPREAD }),
  },
  (context) =>
    [...context.pods].flatMap(({ object, spec, at }) => {
      const constraints = spec['topologySpreadConstraints'];
      if (!isList(constraints)) return [];
      return constraints.flatMap((constraint, index) => {
        if (!isObject(constraint) || isObject(constraint['labelSelector'])) return [];
        return [
          {
            object,
            at: [...at, 'topologySpreadConstraints', index, 'labelSelector'],
            message: `The constraint of ${titleOf(object)} by '${text(constraint['topologyKey'])}' has no labelSelector, so that it counts no pods.`,
            want: 'the labels of these pods',
          },
        ];
      });
    }),
);

const KEEPERS = ['Deployment.apps', 'StatefulSet.apps', 'DeploymentConfig.apps.openshift.io'];

function keepers(context: Context): readonly InventoryObject[] {
  return KEEPERS.flatMap((kind) => context.ofKind(kind));
}

function isSpread(made: Pods): boolean {
  const preferred = objectAt(made.spec, 'affinity', 'podAntiAffinity')[
    'preferredDuringSchedulingIgnoredDuringExecution'
  ];
  const constraints = made.spec['topologySpreadConstraints'];
  return (
    ownTerms(made, 'podAntiAffinity').length > 0 ||
    (isList(preferred) && preferred.some((term) => matchesOwn(objectAt(term, 'podAffinityTerm'), made))) ||
    (isList(constraints) && constraints.some((constraint) => isObject(constraint) && matchesOwn(constraint, made)))
  );
}

function hasRules({ spec }: Pods): boolean {
  return 'topologySpreadConstraints' in spec || 'podAntiAffinity' in objectAt(spec, 'affinity');
}
