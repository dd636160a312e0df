import { exampleContainer, examplePod } from '../example-objects';
import { missing } from './missing';

const podWith = (field: string): string => examplePod(`{ ${field}, containers: [${exampleContainer()}] }`);

/** Classes of priority that pods have. */
export const priorityClasses = missing(
  {
    id: 'link/priority-class',
    pack: 'baseline',
    severity: 'error',
    title: 'The PriorityClass of a pod exists.',
    why: 'The API server refuses pods without their PriorityClass, so that the workload never gets any.',
    fix: 'Make the PriorityClass, correct the name, or declare it as a part of the cluster.',
    fails: podWith('priorityClassName: high'),
    passes: `${podWith('priorityClassName: high')}
      ---
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: { name: high }
      value: 1000`,
  },
  { kinds: ['PriorityClass.scheduling.k8s.io'] },
);

/** Classes of container runtimes that pods run in. */
export const runtimeClasses = missing(
  {
    id: 'link/runtime-class',
    pack: 'baseline',
    severity: 'error',
    title: 'The RuntimeClass of a pod exists.',
    why: 'The API server refuses pods without their RuntimeClass, so that the workload never gets any.',
    fix: 'Make the RuntimeClass, correct the name, or declare it as a part of the cluster.',
    fails: podWith('runtimeClassName: kata'),
    passes: `${podWith('runtimeClassName: kata')}
      ---
      apiVersion: node.k8s.io/v1
      kind: RuntimeClass
      metadata: { name: kata }
      handler: kata`,
  },
  { kinds: ['RuntimeClass.node.k8s.io'] },
);

const ingress = (name: string): string => `
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: web, namespace: shop }
      spec: { ingressClassName: ${name}, defaultBackend: { service: { name: web, port: { number: 80 } } } }`;

/** Classes of Ingress controllers. */
export const ingressClasses = missing(
  {
    id: 'link/ingress-class',
    pack: 'baseline',
    severity: 'warning',
    title: 'The IngressClass of an Ingress exists, or is that of a well-known controller.',
    why: 'No controller serves the Ingress, and no request reaches its Services.',
    fix: 'Make the IngressClass, correct the name, or declare it as a part of the cluster.',
    fails: ingress('ngnix'),
    passes: ingress('nginx'),
  },
  { kinds: ['IngressClass.networking.k8s.io'] },
);
