/** A container for an example, with the fields that the example is about. */
export const exampleContainer = (fields = ''): string =>
  `{ name: web, image: registry.example/web:1.0.0${fields === '' ? '' : `, ${fields}`} }`;

/** A Pod for an example, in the namespace `shop`. */
export const examplePod = (spec: string): string => `
      apiVersion: v1
      kind: Pod
      metadata: { name: web, namespace: shop, labels: { app: web } }
      spec: ${spec}`;

/** A Pod of one container with these fields, and with those of its own. */
export const examplePodOf = (container = '', pod = ''): string =>
  examplePod(`{ ${pod === '' ? '' : `${pod}, `}containers: [${exampleContainer(container)}] }`);
