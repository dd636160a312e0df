import { isList, isObject, objectAt, type JsonObject, type JsonPath } from '../../manifest/json';
import { check, type Breach } from '../check';
import { containerTitle, isOnWindows } from '../containers';
import type { Context, PodContainer, Pods } from '../context';
import { examplePodOf } from '../example-objects';

interface Port {
  readonly pods: Pods;
  readonly container: PodContainer;
  readonly number: number;
  readonly protocol: unknown;
  readonly at: JsonPath;
}

function portsIn(context: Context): readonly Port[] {
  const found: Port[] = [];
  for (const pods of context.pods)
    for (const container of pods.containers) {
      const { ports } = container.container;
      if (!isList(ports)) continue;
      for (const [index, port] of ports.entries()) {
        const { containerPort: number, protocol } = isObject(port) ? port : {};
        if (typeof number === 'number')
          found.push({ pods, container, number, protocol, at: [...container.at, 'ports', index, 'containerPort'] });
      }
    }
  return found;
}

/** Containers that offer a shell to the network. */
export const sshPorts = check(
  {
    id: 'security/ssh-port',
    pack: 'restricted',
    severity: 'warning',
    title: 'No container listens on port 22.',
    why: 'An SSH server lets people into a container past the API server, its permissions, and its audit log.',
    fix: 'Leave the SSH server out and use `kubectl exec`; let a program that must speak SSH listen on another port.',
    fails: examplePodOf('ports: [{ containerPort: 22 }]'),
    passes: examplePodOf('ports: [{ containerPort: 2222 }]'),
  },
  (context) =>
    portsIn(context).flatMap(({ pods, container, number, protocol, at }): readonly Breach[] =>
      number === 22 && (protocol ?? 'TCP') === 'TCP'
        ? [{ object: pods.object, at, message: `${containerTitle(container)} listens on port 22, which is for SSH.` }]
        : [],
    ),
);

/** Ports that the container may not listen on, everywhere. */
export const privilegedPorts = check(
  {
    id: 'security/privileged-port',
    pack: 'production',
    severity: 'warning',
    title: 'Containers without NET_BIND_SERVICE listen on port 1024 or above.',
    why: 'Whether they may listen on lower ones is left to the node: with CRI-O and containerd 1 the program gets `permission denied`.',
    fix: 'Let it listen on port 1024 or above, which a Service maps to any other, or set the sysctl `net.ipv4.ip_unprivileged_port_start`.',
    fails: examplePodOf('ports: [{ containerPort: 80 }], securityContext: { capabilities: { drop: [ALL] } }'),
    passes: examplePodOf('ports: [{ containerPort: 8080 }], securityContext: { capabilities: { drop: [ALL] } }'),
  },
  (context) =>
    portsIn(context).flatMap(({ pods, container, number, at }): readonly Breach[] =>
      number < 1024 && number > 0 && !isOnWindows(pods) && !mayBind(container.container) && firstOpen(pods) > number
        ? [
            {
              object: pods.object,
              at,
              message: `${containerTitle(container)} listens on port ${number}, but has dropped the capability for ports below 1024.`,
              want: '1024 or above',
            },
          ]
        : [],
    ),
);

/** Whether a container keeps the capability that low ports take: runtimes give it to all that do not drop it. */
function mayBind(container: JsonObject): boolean {
  const { add, drop } = objectAt(container, 'securityContext', 'capabilities');
  const names = (list: unknown): readonly unknown[] => (isList(list) ? list : []);
  const isIn = (list: unknown, ...wanted: readonly string[]): boolean =>
    names(list).some((name) => typeof name === 'string' && wanted.includes(name.toUpperCase().replace(/^CAP_/, '')));
  return isIn(add, 'NET_BIND_SERVICE', 'ALL') || !isIn(drop, 'NET_BIND_SERVICE', 'ALL');
}

/** The first port that anybody in the pod may listen on, as far as it says so. */
function firstOpen({ spec }: Pods): number {
  const { sysctls } = objectAt(spec, 'securityContext');
  const setting = isList(sysctls)
    ? sysctls.filter(isObject).find(({ name }) => name === 'net.ipv4.ip_unprivileged_port_start')
    : undefined;
  return setting ? Number(setting['value']) : 1024;
}
