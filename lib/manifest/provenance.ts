import type { ApiObject } from 'cdk8s';
import { takeTrace, type Trace } from './source';

const TRACE = Symbol.for('stackwright.trace');

/**
 * Labels that remember where they were asked for. Every API object copies its chart's labels while it is constructed,
 * so the trace travels to the object itself, ours or foreign. It is keyed by a symbol, which no serializer renders.
 */
export function tracedLabels(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.assign({ ...labels }, { [TRACE]: takeTrace() });
}

/** Where an API object was constructed, when its chart hands out traced labels. */
export function traceOfApiObject(object: ApiObject): Trace | undefined {
  // The metadata keeps its labels to itself; the object that it was made from is what shows them.
  const labels: unknown = Reflect.get(object.metadata, 'labels');
  const trace: unknown = typeof labels === 'object' && labels !== null ? Reflect.get(labels, TRACE) : undefined;
  return trace instanceof Error ? trace : undefined;
}
