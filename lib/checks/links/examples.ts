/** An object of the core group for an example, in the namespace `shop`. */
export const exampleObject = (kind: string, name: string, fields = ''): string => `
      ---
      apiVersion: v1
      kind: ${kind}
      metadata: { name: ${name}, namespace: shop }${fields === '' ? '' : `\n      ${fields}`}`;

/** A container's port, and how it says that it serves. */
export const EXAMPLE_PORT =
  'ports: [{ name: http, containerPort: 8080 }], readinessProbe: { httpGet: { path: /ready, port: http } }';

/** A Deployment for an example, in the namespace `shop`, with a container that is called like it. */
export const exampleDeployment = (name: string, container = ''): string => `
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: ${name}, namespace: shop }
      spec:
        selector: { matchLabels: { app: ${name} } }
        template:
          metadata: { labels: { app: ${name} } }
          spec: { containers: [{ name: ${name}, image: registry.example/${name}:1.0.0${container === '' ? '' : `, ${container}`} }] }`;
