import { canonicalText, isList, isObject, objectAt, text, type Json, type JsonObject } from '../../manifest/json';
import type { PodContainer } from '../context';
import { count } from './counts';

const HANDLERS = ['httpGet', 'tcpSocket', 'grpc', 'exec'] as const;

/** A probe that asks something; an empty one is none. */
export function probeOf({ container }: PodContainer, field: string): JsonObject | undefined {
  const probe = container[field];
  return isObject(probe) && HANDLERS.some((handler) => isObject(probe[handler])) ? probe : undefined;
}

/** What a probe asks, as text that is equal for two which ask the same. */
export function questionOf(probe: JsonObject, container: JsonObject): string {
  const asked = HANDLERS.flatMap((handler): Json[] => {
    const question = probe[handler];
    if (!isObject(question)) return [];
    if (handler === 'exec') return [handler, question];
    const defaults: JsonObject = handler === 'httpGet' ? { path: '/', scheme: 'HTTP' } : {};
    const port = numberOf(question['port'], container) ?? null;
    return [handler, { ...defaults, ...question, port }];
  });
  return canonicalText(asked);
}

/** The number of a port that may be given by its name in the container. */
export function numberOf(port: Json | undefined, container: JsonObject): Json | undefined {
  if (typeof port !== 'string') return port;
  return portsOf(container).find(({ name }) => name === port)?.['containerPort'] ?? port;
}

export function portsOf(container: JsonObject): readonly JsonObject[] {
  return isList(container['ports']) ? container['ports'].filter(isObject) : [];
}

/** How many seconds a probe may fail before it has a consequence; undefined where that is not said in numbers. */
export function patienceOf(probe: JsonObject): number | undefined {
  const period = count(probe['periodSeconds'], 10);
  const failures = count(probe['failureThreshold'], 3);
  return period === undefined || failures === undefined ? undefined : period * failures;
}

/** The protocols for which containers of a pod, who all share its network, declare a port; none: nobody does. */
export function protocolsOf(port: number, containers: readonly PodContainer[]): readonly string[] {
  return containers.flatMap(({ container }) =>
    portsOf(container)
      .filter(({ containerPort }) => containerPort === port)
      .map(protocolOf),
  );
}

/** The names of the ports of a container. */
export function portNames(container: JsonObject): readonly string[] {
  return portsOf(container)
    .map(({ name }) => text(name))
    .filter((name) => name !== '');
}

/** The protocol of a port. */
export function protocolOf(port: JsonObject): string {
  return text(objectAt(port)['protocol'], 'TCP');
}
