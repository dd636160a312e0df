import { titleOf, type InventoryObject } from '../../manifest/inventory';
import { isList, objectAt, text, type JsonPath } from '../../manifest/json';
import { check, type Breach } from '../check';
import type { PodContainer, Pods } from '../context';
import { sentence } from '../words';
import { count } from './counts';
import { workload } from './examples';
import { patienceOf, probeOf } from './probes';
import { titled } from './requests';

/** Deadlines that come before what they are for. */
export const deadline = check(
  {
    id: 'reliability/deadline',
    pack: 'restricted',
    severity: 'error',
    title: 'Each deadline is later than what has to happen before it.',
    why: 'A rollout is reported as failed, or a container killed, before it could have done what it is given time for.',
    fix: 'Raise the deadline, or shorten what comes before it.',
    fails: workload({ spec: 'progressDeadlineSeconds: 60\n  minReadySeconds: 60' }),
    passes: workload({ spec: 'progressDeadlineSeconds: 60\n  minReadySeconds: 10' }),
  },
  (context) => [
    ...context.ofKind('Deployment.apps').flatMap((object) => {
      const made = context.podsOf(object);
      return made ? [...ofAvailability(made), ...made.containers.flatMap((each) => ofStart(made, each))] : [];
    }),
    ...[...context.pods].flatMap((made) => made.containers.flatMap((container) => ofEnd(made, container))),
    ...context.ofKind('CronJob.batch').flatMap(ofRun),
  ],
);

/** How often the controller looks at each CronJob, in seconds. */
const ROUND = 10;

/** A run that is late by less than it takes to be looked at counts as missed. */
function ofRun(object: InventoryObject): readonly Breach[] {
  const allowed = count(objectAt(object.manifest, 'spec')['startingDeadlineSeconds']);
  if (allowed === undefined || allowed < 0 || allowed >= ROUND) return [];
  return [
    {
      object,
      at: ['spec', 'startingDeadlineSeconds'],
      message: `${titleOf(object)} skips a run that does not start within ${allowed} s, but CronJobs may be looked at only every ${ROUND} s.`,
      want: `at least ${ROUND}`,
      fix: `Set \`startingDeadlineSeconds\` to at least ${ROUND}, better to some minutes.`,
      severity: 'warning',
    },
  ];
}

/** How long a Deployment may make no progress; what is given says the field. */
function progressDeadline({ object }: Pods): number {
  return count(objectAt(object.manifest, 'spec')['progressDeadlineSeconds'], 600) ?? Infinity;
}

/** The API server refuses a Deployment of which a pod could not be available in time. */
function ofAvailability(made: Pods): readonly Breach[] {
  const { object } = made;
  const spec = objectAt(object.manifest, 'spec');
  const until = progressDeadline(made);
  const minReady = count(spec['minReadySeconds'], 0) ?? 0;
  if (until > minReady) return [];
  const field = 'progressDeadlineSeconds' in spec ? 'progressDeadlineSeconds' : 'minReadySeconds';
  return [
    {
      object,
      at: ['spec', field],
      message: `A pod of ${titleOf(object)} has to be ready for ${minReady} s, but the rollout has to make progress within ${until} s.`,
      want: 'a progressDeadlineSeconds above minReadySeconds',
      pack: 'baseline',
    },
  ];
}

function ofStart(made: Pods, container: PodContainer): readonly Breach[] {
  if (!container.isLasting) return [];
  const until = progressDeadline(made);
  const who = sentence(titled(container, made));
  for (const field of ['readinessProbe', 'startupProbe']) {
    const delay = count(probeOf(container, field)?.['initialDelaySeconds'], 0) ?? 0;
    if (delay >= until)
      return [
        {
          object: made.object,
          at: [...container.at, field, 'initialDelaySeconds'],
          message: `${who} cannot be ready before ${delay} s, but the rollout has to make progress within ${until} s.`,
          want: `less than ${until}`,
        },
      ];
  }
  const startup = probeOf(container, 'startupProbe');
  const allowed = startup && (patienceOf(startup) ?? 0) + (count(startup['initialDelaySeconds'], 0) ?? 0);
  if (allowed === undefined || allowed <= until) return [];
  return [
    {
      object: made.object,
      at: [...container.at, 'startupProbe'],
      message: `${who} may take ${allowed} s to start, but the rollout has to make progress within ${until} s.`,
      want: `${until} s at most, or a longer progressDeadlineSeconds`,
      severity: 'warning',
    },
  ];
}

/** A container is killed when its time is over, whatever its hook still does; only then it would have been told. */
function ofEnd(made: Pods, container: PodContainer): readonly Breach[] {
  const grace = count(made.spec['terminationGracePeriodSeconds'], 30);
  const pause = pauseOf(container);
  if (grace === undefined || !pause?.seconds || pause.seconds < grace) return [];
  return [
    {
      object: made.object,
      at: [...container.at, ...pause.at],
      message: `${sentence(titled(container, made))} sleeps ${pause.seconds} s before it is told to end, and is killed after ${grace} s.`,
      want: `less than ${grace} s, or a longer terminationGracePeriodSeconds`,
      ...(pause.isChecked && pause.seconds > grace ? { pack: 'baseline' as const } : {}),
    },
  ];
}

interface Pause {
  readonly seconds: number;
  readonly at: JsonPath;
  /** Whether the API server itself compares it. */
  readonly isChecked: boolean;
}

function pauseOf({ container }: PodContainer): Pause | undefined {
  const hook = objectAt(container, 'lifecycle', 'preStop');
  const asked = count(objectAt(hook, 'sleep')['seconds']);
  if (asked !== undefined) return { seconds: asked, at: ['lifecycle', 'preStop', 'sleep', 'seconds'], isChecked: true };
  const { command } = objectAt(hook, 'exec');
  const words = isList(command) ? command.map((word) => (typeof word === 'number' ? String(word) : text(word))) : [];
  const [first = '', second = '', third = ''] = words;
  const script = /(^|\/)(ba|da|a)?sh$/.test(first) && /^-[a-z]*c$/.test(second) ? third : words.join(' ');
  const seconds = /^\s*(?:\/\S*\/)?sleep\s+(\d+)s?(?![\w.])/.exec(script)?.[1];
  return seconds === undefined
    ? undefined
    : { seconds: Number(seconds), at: ['lifecycle', 'preStop', 'exec', 'command'], isChecked: false };
}
