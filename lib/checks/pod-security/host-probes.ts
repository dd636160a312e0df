import { reachedBy } from '../../manifest/field-pattern';
import { isSet } from '../../manifest/json';
import { containerTitle } from '../containers';
import { examplePodOf } from '../example-objects';
import { shown } from '../words';
import { control } from './control';

const HOSTS = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle.postStart', 'lifecycle.preStop'].flatMap(
  (handler) => [`${handler}.httpGet.host`, `${handler}.tcpSocket.host`],
);

const example = (target: string): string =>
  examplePodOf(`ports: [{ containerPort: 8080 }], readinessProbe: { httpGet: { path: /ready, ${target} } }`);

/** Probes and lifecycle handlers that the kubelet sends to another host. */
export const hostProbes = control(
  'baseline',
  {
    id: 'pod-security/host-probes',
    title: 'Probes and lifecycle handlers ask the pod itself.',
    why: 'The kubelet sends the request to any `host`, from the network of its node: even to what no pod may reach.',
    fix: 'Remove `host`; a virtual host goes into `httpHeaders`, as `Host`.',
    fails: example('port: 8080, host: 169.254.169.254'),
    passes: example('port: 8080'),
  },
  ({ containers, minor }) =>
    minor('baseline') < 34
      ? []
      : containers.flatMap((each) =>
          HOSTS.flatMap((pattern) => reachedBy(pattern, each.container)).flatMap(([host, path]) =>
            isSet(host) && host !== ''
              ? {
                  at: [...each.at, ...path],
                  message: `${containerTitle(each)} has its node ask the host ${shown(host)}, by \`${path.slice(0, -2).join('.')}\``,
                  want: 'nothing, which is the pod itself',
                }
              : [],
          ),
        ),
);
