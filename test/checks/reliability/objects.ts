import type { JsonObject } from 'stackwright';

/** How a workload of a test differs from one that says nothing. */
export interface WorkloadFields {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: JsonObject;
  readonly spec?: JsonObject;
  /** Fields of the pods' spec. */
  readonly pod?: JsonObject;
  /** Fields of its only container. */
  readonly container?: JsonObject;
}

/** A workload in the namespace `shop`, whose pods have the label `app: <name>`. */
export function workload({ kind = 'Deployment', name = 'web', namespace = 'shop', ...fields }: WorkloadFields = {}) {
  const labels = fields.labels ?? { app: name };
  const containers = [{ name, image: 'registry.example/app:1.0.0', ...fields.container }];
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace },
    spec: {
      selector: { matchLabels: labels },
      ...fields.spec,
      template: { metadata: { labels }, spec: { containers, ...fields.pod } },
    },
  };
}

/** A Job or CronJob of that name. */
export function job(name: string, spec: JsonObject = {}, metadata: JsonObject = {}): JsonObject {
  const containers = [{ name: 'job', image: 'registry.example/app:1.4.2' }];
  const template = { metadata: { labels: { app: 'web' } }, spec: { restartPolicy: 'Never', containers } };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, namespace: 'shop', ...metadata },
    spec: { template, ...spec },
  };
}

export function budget(name: string, spec: JsonObject, selector: JsonObject = { matchLabels: { app: 'web' } }) {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace: 'shop' },
    spec: { selector, ...spec },
  };
}

export function autoscaler(name: string, spec: JsonObject, target: JsonObject = { kind: 'Deployment', name: 'web' }) {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, namespace: 'shop' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', ...target }, ...spec },
  };
}

export function service(spec: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }], ...spec },
  };
}

/** What keeps pods with the label `app: web` apart. */
export function apart(topologyKey: string, fields: JsonObject = {}): JsonObject {
  const term = { topologyKey, labelSelector: { matchLabels: { app: 'web' } }, ...fields };
  return { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } };
}
