import { oneOf } from '../../manifest/finding';
import { isList, objectAt, type Json, type JsonPath } from '../../manifest/json';
import { containerSecurityContexts, isForWindows, type SecurityContext } from '../containers';
import { examplePodOf } from '../example-objects';
import { shown } from '../words';
import { control, type JudgedPods, type Offence } from './control';

/** What container runtimes give anyway. */
const NAMES: readonly string[] = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];

const USUAL: ReadonlySet<Json> = new Set(NAMES);

const BIND = 'NET_BIND_SERVICE';

/** Capabilities beyond those that runtimes give. */
export const capabilitiesBaseline = control(
  'baseline',
  {
    id: 'pod-security/capabilities-baseline',
    title: 'Containers add no capability beyond those that the standard lists, which runtimes give anyway.',
    why: 'Capabilities such as SYS_ADMIN or NET_RAW reach beyond the container: to the node, or to the traffic of others.',
    fix: 'Remove the capability.',
    fails: examplePodOf('securityContext: { capabilities: { drop: [ALL], add: [SYS_ADMIN] } }'),
    passes: examplePodOf('securityContext: { capabilities: { drop: [ALL] } }'),
  },
  (pods) => added(pods, (capability) => !USUAL.has(capability), `none, or ${oneOf(NAMES)}`),
);

/** Capabilities that a container has without need. What the baseline forbids is told by the baseline. */
export const capabilitiesRestricted = control(
  'restricted',
  {
    id: 'pod-security/capabilities-restricted',
    title: 'Containers drop all capabilities, and add NET_BIND_SERVICE at most.',
    why: 'Whoever gets into a container has every capability that it has, needed or not.',
    fix: 'Set `drop: [ALL]`; a program that listens below port 1024 adds NET_BIND_SERVICE.',
    fails: examplePodOf('securityContext: { capabilities: { drop: [ALL], add: [CHOWN] } }'),
    passes: examplePodOf('securityContext: { capabilities: { drop: [ALL] } }'),
  },
  (pods) => {
    const minor = pods.minor('restricted');
    if (minor < 22 || (minor >= 25 && isForWindows(pods))) return [];
    return [
      ...containerSecurityContexts(pods).flatMap((setting) => notDropped(setting)),
      ...added(pods, (capability) => capability !== BIND && USUAL.has(capability), `none, or '${BIND}'`),
    ];
  },
);

function notDropped({ owner, context, at }: SecurityContext): readonly Offence[] {
  const { drop } = objectAt(context, 'capabilities');
  if (isList(drop) && drop.includes('ALL')) return [];
  const dropped = isList(drop) && drop.length > 0 ? `only ${drop.map(shown).join(', ')}` : 'no capability';
  return [{ at: capabilitiesAt(at, 'drop'), message: `${owner} drops ${dropped}`, want: '["ALL"]' }];
}

function added(pods: JudgedPods, isForbidden: (capability: Json) => boolean, want: string): readonly Offence[] {
  return containerSecurityContexts(pods).flatMap(({ owner, context, at }) => {
    const { add } = objectAt(context, 'capabilities');
    const forbidden = isList(add) ? add.filter(isForbidden) : [];
    if (forbidden.length === 0) return [];
    const names = forbidden.map(shown).join(', ');
    const noun = forbidden.length === 1 ? 'the capability' : 'the capabilities';
    return {
      at: capabilitiesAt(at, 'add'),
      message: `${owner} adds ${noun} ${names}`,
      want,
      ...(forbidden.includes('ALL') ? {} : { fix: `Remove ${names} from \`add\`.` }),
    };
  });
}

function capabilitiesAt(at: JsonPath, field: string): JsonPath {
  return [...at, 'capabilities', field];
}
