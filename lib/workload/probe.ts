import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { ProbeManifest } from '../manifest/api-types';
import { report } from '../manifest/finding';
import { findPort, type DeclaredPort, type Ports } from '../network/port';
import { seconds } from './duration';

/** Runs a command in the container; success is the exit code 0. */
export interface ExecAction {
  readonly exec: { readonly command: readonly string[] };
}

/** Sends a GET request; success is a status from 200 to 399. */
export interface HttpGetAction {
  readonly httpGet: HttpGetOptions & {
    readonly path: string;
    readonly port: string | number | undefined;
  };
}

export interface HttpGetOptions {
  /** @default 'HTTP' */
  readonly scheme?: 'HTTP' | 'HTTPS';
  /** Headers of the request, `Host` among them. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Opens a connection; success is that somebody answers. */
export interface TcpSocketAction {
  readonly tcpSocket: { readonly port: string | number | undefined };
}

/** Asks the gRPC health service (https://github.com/grpc/grpc/blob/master/doc/health-checking.md). */
export interface GrpcAction {
  readonly grpc: { readonly port: string | number | undefined; readonly service?: string };
}

export interface ProbeTiming {
  /** Time before the first probe. @default 0 s */
  readonly initialDelay?: Duration;
  /** Time between two probes. @default 10 s */
  readonly period?: Duration;
  /** Time after which a probe has failed. @default 1 s */
  readonly timeout?: Duration;
  /** Failures in a row until something happens, 1 or more. @default 3 */
  readonly failureThreshold?: number;
  /** Successes in a row until all is well; 1 for liveness and startup. @default 1 */
  readonly successThreshold?: number;
}

/**
 * How a container is probed: an action, and when. Ports are names or numbers of declared ports.
 *
 * @example
 * { ...httpGet('/healthz', 'http'), period: Duration.seconds(5) }
 */
export type Probe = (ExecAction | HttpGetAction | TcpSocketAction | GrpcAction) & ProbeTiming;

export function exec(...command: readonly [program: string, ...args: string[]]): ExecAction {
  return { exec: { command } };
}

/** @param port - name or number; may be left out when the container has one port */
export function httpGet(path: string, port?: string | number, options: HttpGetOptions = {}): HttpGetAction {
  return { httpGet: { ...options, path, port } };
}

/** @param port - name or number; may be left out when the container has one port */
export function tcpSocket(port?: string | number): TcpSocketAction {
  return { tcpSocket: { port } };
}

/**
 * @param port - name or number; may be left out when the container has one port
 * @param service - the service whose health is asked for; default: the server's
 */
export function grpc(port?: string | number, service?: string): GrpcAction {
  return { grpc: service === undefined ? { port } : { port, service } };
}

/** What serves is ready once its first TCP port answers; undefined where it has none. */
export function defaultReadiness(ports: Ports): Probe | undefined {
  const isTcp = (port: Ports[string]) => typeof port === 'number' || (port.protocol ?? 'TCP') === 'TCP';
  const [first] = Object.entries(ports).find(([, port]) => isTcp(port)) ?? [];
  return first === undefined ? undefined : tcpSocket(first);
}

export type ProbeRole = 'startup' | 'liveness' | 'readiness';

/** The probe as the API takes it. */
export function probeManifest(
  scope: IConstruct,
  probe: Probe,
  { role, ports }: { readonly role: ProbeRole; readonly ports: readonly DeclaredPort[] },
): ProbeManifest {
  const user = `The ${role} probe`;
  const { failureThreshold, successThreshold } = probe;
  judgeTiming(scope, user, probe);
  if (role !== 'readiness' && successThreshold !== undefined && successThreshold !== 1) {
    report(scope, {
      rule: 'probe/success-threshold',
      message: `${user} has the successThreshold ${successThreshold}.`,
      want: '1 for liveness and startup probes',
      fix: 'Leave it out.',
    });
  }
  return {
    ...actionManifest(scope, probe, { user, ports }),
    initialDelaySeconds: seconds(scope, `The initialDelay of the ${role} probe`, probe.initialDelay),
    periodSeconds: seconds(scope, `The period of the ${role} probe`, probe.period),
    timeoutSeconds: seconds(scope, `The timeout of the ${role} probe`, probe.timeout),
    failureThreshold,
    successThreshold,
  };
}

/** To the API server, 0 is not given: what stands there would be its default. */
function judgeTiming(scope: IConstruct, user: string, probe: ProbeTiming): void {
  const timing = {
    period: probe.period?.toMilliseconds(),
    timeout: probe.timeout?.toMilliseconds(),
    failureThreshold: probe.failureThreshold,
    successThreshold: probe.successThreshold,
  };
  for (const [name, value] of Object.entries(timing)) {
    if (value === undefined || (Number.isInteger(value) && value >= 1)) continue;
    report(scope, {
      rule: 'probe/illegal-timing',
      message: `${user} has the ${name} ${value}.`,
      want: name.endsWith('Threshold') ? 'a whole number, 1 or more' : 'whole seconds, 1 or more',
      fix: 'Raise it, or leave it out.',
    });
  }
}

/** What a probe and a lifecycle hook have in common. */
export function actionManifest(
  scope: IConstruct,
  action: ExecAction | HttpGetAction | TcpSocketAction | GrpcAction,
  { user, ports }: { readonly user: string; readonly ports: readonly DeclaredPort[] },
): Pick<ProbeManifest, 'exec' | 'httpGet' | 'tcpSocket' | 'grpc'> {
  if ('exec' in action) return { exec: action.exec };
  if ('httpGet' in action) {
    const { path, port, scheme, headers } = action.httpGet;
    const httpHeaders = headers && Object.entries(headers).map(([name, value]) => ({ name, value }));
    return { httpGet: { path, port: findPort(scope, ports, { port, user })?.name ?? 0, scheme, httpHeaders } };
  }
  if ('tcpSocket' in action) {
    return { tcpSocket: { port: findPort(scope, ports, { ...action.tcpSocket, user })?.name ?? 0 } };
  }
  const { port, service } = action.grpc;
  // The API takes no names here.
  return { grpc: { port: findPort(scope, ports, { port, user })?.containerPort ?? 0, service } };
}
