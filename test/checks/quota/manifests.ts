import type { Json, JsonObject } from '../../../lib/manifest/json';
import { core } from '../../manifest/inventory-of';

export const image = 'registry.example/web:1.0.0';

/** A container with requests and limits. */
export function container(resources: JsonObject = {}, name = 'web'): JsonObject {
  return { name, image, resources };
}

/** An object of a group other than the core, in the namespace `shop`. */
export function other(apiVersion: string, kind: string, name: string, spec: JsonObject): JsonObject {
  return { apiVersion, kind, metadata: { name, namespace: 'shop' }, spec };
}

/** A workload of `apps/v1` with one container. */
export function workload(kind: string, name: string, spec: JsonObject, resources: JsonObject = {}): JsonObject {
  const labels = { app: name };
  const template = { metadata: { labels }, spec: { containers: [container(resources, name)] } };
  return other('apps/v1', kind, name, { selector: { matchLabels: labels }, template, ...spec });
}

export function deployment(name: string, spec: JsonObject, resources: JsonObject = {}): JsonObject {
  return workload('Deployment', name, spec, resources);
}

export function quota(hard: JsonObject, spec: JsonObject = {}): JsonObject {
  return core('ResourceQuota', 'team', { spec: { hard, ...spec } });
}

export function limitRange(limits: readonly Json[], name = 'limits'): JsonObject {
  return core('LimitRange', name, { spec: { limits } });
}

export function autoscaler(kind: string, name: string, spec: JsonObject): JsonObject {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind, name };
  return other('autoscaling/v2', 'HorizontalPodAutoscaler', name, { scaleTargetRef, ...spec });
}

export const cpu = (request: string): JsonObject => ({ requests: { cpu: request } });
