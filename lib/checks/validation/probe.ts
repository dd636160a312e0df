import { check, type Breach } from '../check';
import type { Context } from '../context';
import { examplePodOf } from '../example-objects';
import { sentence } from '../words';
import { containerFields, type ContainerField } from './containers';
import { guarded } from './environment';
import type { Field } from './field';
import { below, negatives, noPort, noPortOrName } from './numbers';
import { HEADER, missing } from './syntax';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const HOOKS = ['postStart', 'preStop'];
const PROBE_HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const HOOK_HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'sleep'];
const WORDS: Readonly<Record<string, string>> = {
  livenessProbe: 'liveness probe',
  readinessProbe: 'readiness probe',
  startupProbe: 'startup probe',
};

const probed = (probe: string): string => examplePodOf(`livenessProbe: { ${probe} }`);

/** Probes and hooks that no container can have. */
export const probe = check(
  {
    id: 'validation/probe',
    pack: 'baseline',
    severity: 'error',
    title: 'A probe or hook does one thing, with numbers that make sense for it.',
    why: 'The API server refuses the object.',
    fix: 'Keep one of `exec`, `httpGet`, `tcpSocket` and `grpc`.',
    fails: probed('httpGet: { path: /, port: 80 }, successThreshold: 2'),
    passes: probed('httpGet: { path: /, port: 80 }, successThreshold: 1'),
  },
  (context) => containerFields(context).flatMap((container) => mistakesIn(context, container)),
);

function mistakesIn(context: Context, container: ContainerField): readonly Breach[] {
  const { field, isLasting } = container;
  const lifecycle = field.get('lifecycle');
  const given = [...PROBES.map((name) => field.get(name)), lifecycle].filter(({ isGiven }) => isGiven);
  if (!isLasting) return given.map((each) => misplaced(each, container));
  return [
    ...PROBES.flatMap((name) => guarded(field.get(name), (probe) => probeMistakes(probe, container))),
    ...HOOKS.flatMap((name) =>
      guarded(lifecycle.get(name), (hook) => [
        ...handlerMistakes(hook, HOOK_HANDLERS, `The hook \`${name}\` of ${container.title}`),
        ...sleepMistakes(context, hook, container),
      ]),
    ),
  ];
}

function misplaced(field: Field, { title, list }: ContainerField): Breach {
  const what = WORDS[field.key] ?? 'hook';
  const fix =
    list === 'initContainers'
      ? 'Leave it out; or write `restartPolicy: Always` if the container runs beside the others.'
      : 'Leave it out.';
  return field.breach(`${sentence(title)} has a ${what}, and runs to its end.`, { want: 'none', fix });
}

function probeMistakes(probe: Field, { title }: ContainerField): readonly Breach[] {
  const successes = probe.get('successThreshold');
  const what = WORDS[probe.key] ?? probe.key;
  const isReadiness = probe.key === 'readinessProbe';
  const grace = probe.get('terminationGracePeriodSeconds');
  return [
    ...handlerMistakes(probe, PROBE_HANDLERS, `The ${what} of ${title}`),
    ...negatives(probe, 'initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'failureThreshold'),
    ...(isReadiness ? below(successes, 0) : moreSuccesses(successes, what)),
    ...(isReadiness && grace.isGiven
      ? [grace.breach(`The ${what} of ${title} stops no container, and has a grace period.`, { fix: 'Leave it out.' })]
      : below(grace, 1)),
  ];
}

function moreSuccesses(successes: Field, what: string): readonly Breach[] {
  const { number } = successes;
  if (number === undefined || number === 1 || number === 0) return [];
  return [
    successes.breach(`The ${what} wants ${number} successes.`, {
      want: '1',
      fix: 'Leave `successThreshold` out: only a readiness probe may want several.',
    }),
  ];
}

function handlerMistakes(probe: Field, names: readonly string[], what: string): readonly Breach[] {
  const handlers = names.map((name) => probe.get(name)).filter(({ isGiven }) => isGiven);
  if (handlers.length === 0)
    return [probe.breach(`${what} does nothing.`, { want: names.join(', '), fix: `Add one of ${names.join(', ')}.` })];
  return [
    ...handlers.slice(1).map((handler) =>
      handler.breach(`${what} does ${handlers.length} things: ${handlers.map(({ key }) => key).join(', ')}.`, {
        want: 'one',
        fix: 'Keep one of them.',
      }),
    ),
    ...handlers.slice(0, 1).flatMap((handler) => actionMistakes(handler, what)),
  ];
}

function actionMistakes(action: Field, what: string): readonly Breach[] {
  switch (action.key) {
    case 'exec':
      return missing(action.get('command'), `${what} runs no command.`, { fix: 'Write the `command`.' });
    case 'httpGet':
      return [
        ...noPortOrName(action.get('port')),
        ...action.get('httpHeaders').items.flatMap((header) => headerMistakes(header)),
      ];
    case 'tcpSocket':
      return noPortOrName(action.get('port'));
    case 'grpc':
      return noPort(action.get('port'));
    default:
      return [];
  }
}

function headerMistakes(header: Field): readonly Breach[] {
  const name = header.get('name');
  if (typeof name.value !== 'string' || HEADER.is(name.text)) return [];
  return [name.breach(`'${name.text}' cannot be the name of a header.`, { want: HEADER.want })];
}

function sleepMistakes(context: Context, hook: Field, { pod }: ContainerField): readonly Breach[] {
  const seconds = hook.get('sleep', 'seconds');
  const { number } = seconds;
  const grace = pod.spec.get('terminationGracePeriodSeconds').number ?? 30;
  const minimum = context.isAtLeast('1.33') ? 0 : 1;
  if (number === undefined || (number >= minimum && number <= grace)) return [];
  return [
    seconds.breach(`The container sleeps ${number} seconds; the pod ends after ${grace}.`, {
      want: `${minimum} to ${grace}`,
      fix: 'Sleep less, or raise `terminationGracePeriodSeconds`.',
    }),
  ];
}
