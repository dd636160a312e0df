import { reachedBy } from '../../manifest/field-pattern';
import { isSet } from '../../manifest/json';
import { containerTitle } from '../containers';
import { examplePodOf } from '../example-objects';
import { shown } from '../words';
import { control } from './control';

/** Ports of the node. */
export const hostPorts = control(
  'baseline',
  {
    id: 'pod-security/host-ports',
    title: 'No container takes a port of its node.',
    why: 'The port bypasses every NetworkPolicy and Service, and only one pod of a node can have it.',
    fix: 'Remove `hostPort`; a Service of the type NodePort or LoadBalancer brings traffic in from outside.',
    fails: examplePodOf('ports: [{ containerPort: 8080, hostPort: 8080 }]'),
    passes: examplePodOf('ports: [{ containerPort: 8080 }]'),
  },
  ({ containers }) =>
    containers.flatMap((each) =>
      reachedBy('ports[].hostPort', each.container).flatMap(([port, path]) =>
        isSet(port) && port !== 0
          ? {
              at: [...each.at, ...path],
              message: `${containerTitle(each)} takes port ${shown(port)} of its node`,
              want: 'nothing',
            }
          : [],
      ),
    ),
);
