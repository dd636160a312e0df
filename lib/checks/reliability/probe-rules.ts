import { nearest } from '../../manifest/finding';
import { isObject, objectAt, type Json, type JsonPath } from '../../manifest/json';
import { check, type Breach } from '../check';
import type { PodContainer, Pods } from '../context';
import { sentence } from '../words';
import { workload } from './examples';
import { numberOf, patienceOf, portNames, probeOf, protocolsOf, questionOf } from './probes';
import { titled } from './requests';

const PORT = 'ports: [{ name: http, containerPort: 8080 }]';
const asks = (field: string, port: string, more = ''): string =>
  `${field}: { httpGet: { path: /healthz, port: ${port} }${more} }`;

/** A liveness probe that restarts what should only have a pause. */
export const livenessEqualsReadiness = check(
  {
    id: 'reliability/liveness-equals-readiness',
    pack: 'restricted',
    severity: 'warning',
    title: 'A liveness probe has more patience than a readiness probe that asks the same.',
    why: 'Under load both fail at once: pods that should get fewer requests are restarted, and the rest gets more.',
    fix: 'Ask something else for liveness, or raise its `failureThreshold`.',
    fails: workload({ container: `${PORT}, ${asks('livenessProbe', 'http')}, ${asks('readinessProbe', 'http')}` }),
    passes: workload({
      container: `${PORT}, ${asks('livenessProbe', 'http', ', failureThreshold: 12')}, ${asks('readinessProbe', 'http')}`,
    }),
  },
  (context) =>
    [...context.pods].flatMap((made) =>
      made.containers.flatMap((container) => {
        const liveness = probeOf(container, 'livenessProbe');
        const readiness = probeOf(container, 'readinessProbe');
        if (!liveness || !readiness) return [];
        if (questionOf(liveness, container.container) !== questionOf(readiness, container.container)) return [];
        const [live, ready] = [patienceOf(liveness), patienceOf(readiness)];
        if (live === undefined || ready === undefined || live > ready) return [];
        return [
          {
            object: made.object,
            at: [...container.at, 'livenessProbe'],
            message: `${sentence(titled(container, made))} is restarted after ${live} s by what makes it unready after ${ready} s.`,
            want: `more than ${ready} s (failureThreshold times periodSeconds)`,
          },
        ];
      }),
    ),
);

/** Where a container may be asked by the node, and through which field. */
const ASKED: readonly JsonPath[] = [
  ...['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe) => [
    [probe, 'httpGet'],
    [probe, 'tcpSocket'],
    [probe, 'grpc'],
  ]),
  ['lifecycle', 'postStart', 'httpGet'],
  ['lifecycle', 'preStop', 'httpGet'],
];

/** A probe of a port that nobody declares. */
export const probePort = check(
  {
    id: 'reliability/probe-port',
    pack: 'baseline',
    severity: 'error',
    title: 'Probes use a port that the container declares.',
    why: 'A name that the container does not declare leads nowhere: the probe always fails.',
    fix: 'Add the port to `ports` of the container, or use one that it declares.',
    fails: workload({ container: `${PORT}, ${asks('livenessProbe', 'web')}` }),
    passes: workload({ container: `${PORT}, ${asks('livenessProbe', 'http')}` }),
  },
  (context) => [...context.pods].flatMap((made) => made.containers.flatMap((container) => wrongPorts(made, container))),
);

/** Each port once, by whatever many probes it is asked. */
function wrongPorts(made: Pods, container: PodContainer): readonly Breach[] {
  const told = new Set<Json>();
  return ASKED.flatMap((field) => {
    const { port = null } = objectAt(container.container, ...field);
    const wrong = told.has(port) ? [] : wrongPort(made, container, field);
    if (wrong.length > 0) told.add(port);
    return wrong;
  });
}

function wrongPort(made: Pods, container: PodContainer, field: JsonPath): readonly Breach[] {
  const { port, host } = objectAt(container.container, ...field);
  if (port === undefined) return [];
  const at = [...container.at, ...field, 'port'];
  const asked = { made, container, at, asker: String(field[field.length - 2]) };
  const own = portNames(container.container);
  if (typeof port === 'string' && !/^\d+$/.test(port) && !own.includes(port)) return [unknownName(asked, port, own)];
  // Containers of a pod share its network, and what has a host of its own is elsewhere.
  const number = numberOf(port, container.container);
  if (typeof number !== 'number' || isObject(host) || typeof host === 'string') return [];
  const protocols = protocolsOf(number, made.containers);
  if (protocols.length === 0) return [undeclared(asked, number)];
  const isOther = protocols.every((protocol) => protocol === 'UDP' || protocol === 'SCTP');
  return isOther ? [otherProtocol(asked, number, protocols)] : [];
}

/** A port that something asks, and where. */
interface Asked {
  readonly made: Pods;
  readonly container: PodContainer;
  readonly at: JsonPath;
  readonly asker: string;
}

function unknownName({ made, container, at, asker }: Asked, port: string, names: readonly string[]): Breach {
  const meant = nearest(port, names);
  return {
    object: made.object,
    at,
    message: `${sentence(titled(container, made))} declares no port '${port}', which its ${asker} names.`,
    want: names.length === 0 ? 'a port that it declares' : names.join(', '),
    ...(meant === undefined ? {} : { fix: `Did you mean '${meant}'?` }),
  };
}

function undeclared({ made, container, at, asker }: Asked, port: number): Breach {
  return {
    object: made.object,
    at,
    message: `${sentence(titled(container, made))} declares no port ${port}, which its ${asker} uses.`,
    want: 'a port that it declares',
    fix: 'Add it to `ports` of the container: the probe works without, but people and other rules go by what is declared.',
    pack: 'restricted',
    severity: 'warning',
  };
}

/** The process may listen to TCP all the same: nobody is kept from a port by what is declared. */
function otherProtocol({ made, container, at, asker }: Asked, port: number, protocols: readonly string[]): Breach {
  return {
    object: made.object,
    at,
    message: `${sentence(titled(container, made))} declares the port ${port} for ${[...new Set(protocols)].join(' and ')} only, and its ${asker} asks by TCP.`,
    want: 'a port that it declares for TCP',
    fix: 'Ask a port of TCP, or ask with `exec`; where the process listens to both, declare the port for TCP too.',
    pack: 'restricted',
    severity: 'warning',
  };
}
