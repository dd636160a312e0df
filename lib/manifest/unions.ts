import type { JsonObject, JsonPath } from './json';

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'];
const HANDLED = new Set(['livenessProbe', 'readinessProbe', 'startupProbe', 'postStart', 'preStop']);

/**
 * What a change leaves of the fields that it finds. Of some fields an object can have only one: the value of a variable
 * or where it comes from, one handler of a probe, one source of a volume; setting one takes the others away, as
 * `retainKeys` does in Kubernetes.
 */
export function withoutRivals(target: JsonObject, change: JsonObject, path: JsonPath): JsonObject {
  const rivals = rivalsIn(target, path).filter((field) => !Object.hasOwn(change, field));
  const isChosen = rivalsIn({ ...target, ...change }, path).some((field) => Object.hasOwn(change, field));
  if (isStrategy(path) && change['type'] !== undefined && change['type'] !== 'RollingUpdate') {
    return without(target, ['rollingUpdate']);
  }
  return isChosen ? without(target, rivals) : target;
}

function rivalsIn(object: JsonObject, path: JsonPath): readonly string[] {
  if (path.at(-2) === 'env') return ['value', 'valueFrom'];
  if (path.at(-2) === 'volumes') return Object.keys(object).filter((field) => field !== 'name');
  return HANDLED.has(String(path.at(-1))) ? HANDLERS : [];
}

function isStrategy(path: JsonPath): boolean {
  return path.at(-1) === 'strategy' || path.at(-1) === 'updateStrategy';
}

function without(object: JsonObject, fields: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([field]) => !fields.includes(field)));
}
