import { examplePod } from '../example-objects';
import { control } from './control';

const containers = 'containers: [{ name: web, image: registry.example/web:1.0.0 }]';

const NAMESPACES = Object.entries({
  hostNetwork: 'the network of its node',
  hostPID: 'the processes of its node',
  hostIPC: 'the shared memory of its node',
});

/** Pods that share namespaces with their node. */
export const hostNamespaces = control(
  'baseline',
  {
    id: 'pod-security/host-namespaces',
    title: 'Pods share no network, processes or shared memory with their node.',
    why: 'Whoever gets into the pod sees, and may reach, everything else on the node.',
    fix: 'Remove the field; containers that need each other share a pod, and pods reach each other through Services.',
    fails: examplePod(`{ hostPID: true, ${containers} }`),
    passes: examplePod(`{ ${containers} }`),
  },
  ({ spec, at }) =>
    NAMESPACES.flatMap(([field, what]) =>
      spec[field] === true
        ? { at: [...at, field], message: `The pod shares ${what} by \`${field}: true\``, want: 'false, or nothing' }
        : [],
    ),
);
