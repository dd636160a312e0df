/** How the examples of this topic differ. */
interface Example {
  readonly kind?: string;
  readonly name?: string;
  /** Fields of the spec, in flow style without braces. */
  readonly spec?: string;
  /** Fields of the pods' spec. */
  readonly pod?: string;
  /** Fields of the container. */
  readonly container?: string;
}

/** A workload for the examples of this topic: as little as they need. */
export function workload({ kind = 'Deployment', name = 'web', spec, pod, container }: Example = {}): string {
  const lines = [
    'apiVersion: apps/v1',
    `kind: ${kind}`,
    `metadata: { name: ${name}, namespace: shop }`,
    'spec:',
    ...(spec === undefined ? [] : [`  ${spec}`]),
    `  selector: { matchLabels: { app: ${name} } }`,
    '  template:',
    `    metadata: { labels: { app: ${name} } }`,
    '    spec:',
    ...(pod === undefined ? [] : [`      ${pod}`]),
    `      containers: [{ name: ${name}, image: registry.example/${name}:1.0.0${container === undefined ? '' : `, ${container}`} }]`,
  ];
  return lines.join('\n');
}

/** A PodDisruptionBudget for the examples of this topic. */
export function budget(name: string, policy: string, label = 'web'): string {
  return [
    'apiVersion: policy/v1',
    'kind: PodDisruptionBudget',
    `metadata: { name: ${name}, namespace: shop }`,
    `spec: { ${policy}, selector: { matchLabels: { app: ${label} } } }`,
  ].join('\n');
}

/** An autoscaler of the Deployment `web`, by the cpu that it uses. */
export function autoscaler(name: string, min: number, max: number): string {
  return [
    'apiVersion: autoscaling/v2',
    'kind: HorizontalPodAutoscaler',
    `metadata: { name: ${name}, namespace: shop }`,
    'spec:',
    '  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }',
    `  minReplicas: ${min}`,
    `  maxReplicas: ${max}`,
    '  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]',
  ].join('\n');
}

export const REQUESTS = 'resources: { requests: { cpu: 100m, memory: 64Mi } }';

/** A Service that is open to requests from outside. */
export const OPEN_SERVICE = [
  'apiVersion: v1',
  'kind: Service',
  'metadata: { name: web, namespace: shop }',
  'spec: { type: LoadBalancer, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }',
].join('\n');

/** Several objects as one stream. */
export function stream(...objects: readonly string[]): string {
  return objects.join('\n---\n');
}
