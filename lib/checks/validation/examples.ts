/** A workload of a kind with these fields in its spec, and those in that of its pods. */
export function exampleWorkload(kind: string, spec: string, pod = ''): string {
  return `
      apiVersion: apps/v1
      kind: ${kind}
      metadata: { name: web, namespace: shop }
      spec:
        selector: { matchLabels: { app: web } }
        ${spec === '' ? '{}' : spec}
        template:
          metadata: { labels: { app: web } }
          spec: { ${rest(pod)}containers: [{ name: web, image: registry.example/web:1.0.0 }] }
    `.replace(/\n *\{\}\n/, '\n');
}

/** An object of a kind with these fields. */
export function exampleObject(apiVersion: string, kind: string, fields: string): string {
  return `
      apiVersion: ${apiVersion}
      kind: ${kind}
      metadata: { name: web, namespace: shop }
      ${fields}
    `;
}

/** A Job with these fields in its spec, and those in that of its pods. */
export function exampleJob(spec: string, pod = 'restartPolicy: Never'): string {
  return `
      apiVersion: batch/v1
      kind: Job
      metadata: { name: import, namespace: shop }
      spec:
        ${spec === '' ? 'backoffLimit: 2' : spec}
        template: { spec: { ${rest(pod)}containers: [{ name: import, image: registry.example/import:1.0.0 }] } }
    `;
}

function rest(fields: string): string {
  return fields === '' ? '' : `${fields}, `;
}
