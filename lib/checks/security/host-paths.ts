import { isList, isObject, objectAt, text, type JsonPath } from '../../manifest/json';
import { check } from '../check';
import { containerTitle } from '../containers';
import type { Context, Pods } from '../context';
import { examplePod } from '../example-objects';

/** A volume that is part of the node's file system. */
interface HostPath {
  readonly pods: Pods;
  readonly volume: string;
  /** As written. */
  readonly given: string;
  /** Without what says nothing: `/var/run`. */
  readonly path: string;
  /** What the node must have there: `Socket`. */
  readonly type: string;
  readonly at: JsonPath;
}

function hostPathsIn(context: Context): readonly HostPath[] {
  const found: HostPath[] = [];
  for (const pods of context.pods) {
    const { volumes } = pods.spec;
    if (!isList(volumes)) continue;
    for (const [index, volume] of volumes.entries()) {
      const { path, type } = objectAt(volume, 'hostPath');
      if (typeof path !== 'string' || path === '' || !isObject(volume)) continue;
      const at = [...pods.at, 'volumes', index, 'hostPath', 'path'];
      const volumeName = text(volume['name'], String(index));
      found.push({ pods, volume: volumeName, given: path, path: normal(path), type: text(type), at });
    }
  }
  return found;
}

function normal(path: string): string {
  return `/${path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')}`;
}

/** A Pod with one volume, for examples. */
const withVolume = (volume: string, mount = 'readOnly: true'): string =>
  examplePod(`
        containers:
          - name: agent
            image: registry.example/agent:1.0.0
            volumeMounts: [{ name: node, mountPath: /node, ${mount} }]
        volumes: [{ name: node, ${volume} }]`);

const SOCKETS =
  /[\\/](?:docker|dockershim|cri-dockerd|containerd|crio|podman|frakti|isulad)\.sock$|[\\/]pipe[\\/](?:docker_engine|containerd-containerd)$/;
const SOCKET_FOLDERS: ReadonlySet<string> = new Set([
  '/run',
  '/run/containerd',
  '/run/crio',
  '/run/podman',
  '/run/k3s',
  '/run/k3s/containerd',
]);

function leadsToSocket({ path }: HostPath): boolean {
  return SOCKETS.test(path) || SOCKET_FOLDERS.has(path.replace(/^\/var\/run(?=\/|$)/, '/run'));
}

/** Pods that can give orders to the node's container runtime. */
export const runtimeSockets = check(
  {
    id: 'security/container-runtime-socket',
    pack: 'baseline',
    severity: 'error',
    title: 'No pod reaches the socket of the container runtime.',
    why: 'Whoever reaches it starts containers past the API server, with every right on the node; mounting it read-only changes nothing.',
    fix: 'Remove the volume. Build images with a tool that needs no daemon, and ask the API server or the kubelet about containers.',
    fails: withVolume('hostPath: { path: /var/run/docker.sock }'),
    passes: withVolume('emptyDir: { sizeLimit: 64Mi }'),
  },
  (context) =>
    hostPathsIn(context)
      .filter(leadsToSocket)
      .map(({ pods, volume, given, path, at }) => ({
        object: pods.object,
        at,
        message: SOCKETS.test(path)
          ? `Volume '${volume}' is ${given}, the socket of the node's container runtime.`
          : `Volume '${volume}' is ${given} of the node, where the socket of its container runtime is.`,
        want: 'no path to the socket',
      })),
);

const WHOLE = new Map([
  ['/', 'everything on it'],
  ['/etc', 'its configuration, with keys and passwords'],
  ['/sys', 'its kernel and devices'],
  ['/dev', 'its disks and memory'],
  ['/lib', 'its programs'],
  ['/lib64', 'its programs'],
  ['/usr', 'its programs'],
  ['/usr/bin', 'its programs'],
  ['/usr/local', 'its programs'],
  ['/usr/local/bin', 'its programs'],
  ['/bin', 'its programs'],
  ['/sbin', 'its programs'],
  ['/var', 'what all pods on it have and log'],
  ['/var/lib', 'what all pods on it have'],
  ['/var/log', 'what all pods on it log'],
  ['/var/lib/kubelet', 'the secrets of all pods on it'],
  ['/home', 'the files of its users'],
]);

const TREES = new Map([
  ['/boot', 'what it boots'],
  ['/proc', 'its processes, with their environment'],
  ['/root', 'the files of its root user'],
  ['/etc/kubernetes', 'the keys of its Kubernetes'],
  ['/etc/rancher', 'the keys of its Kubernetes'],
  ['/etc/ssh', 'the keys of its SSH server'],
  ['/etc/shadow', 'the passwords of its users'],
  ['/etc/passwd', 'its users'],
  ['/etc/sudoers', 'who is root on it'],
  ['/etc/sudoers.d', 'who is root on it'],
  ['/etc/cron.d', 'what it runs as root'],
  ['/etc/systemd', 'what it runs as root'],
  ['/var/lib/kubelet/pods', 'the secrets of all pods on it'],
  ['/var/lib/kubelet/pki', 'the keys of its kubelet'],
  ['/var/lib/docker', 'the files of all containers on it'],
  ['/var/lib/containerd', 'the files of all containers on it'],
  ['/var/lib/containers', 'the files of all containers on it'],
  ['/var/lib/etcd', 'all objects of the cluster, Secrets included'],
  ['/var/lib/rancher', 'the keys of its Kubernetes'],
  ['/dev/mem', 'its memory'],
]);

/** What of the node somebody with a path has; undefined for paths that are not known to matter. */
function treasureAt(path: string): string | undefined {
  const whole = WHOLE.get(path);
  if (whole !== undefined) return whole;
  if (/^\/dev\/(?:sd|hd|vd|xvd|nvme|dm-|mapper\/)/.test(path)) return 'a disk of it';
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const treasure = TREES.get(path.slice(0, end));
    if (treasure !== undefined) return treasure;
  }
  return undefined;
}

/** Pods that see what decides over the node. */
export const sensitiveHostPaths = check(
  {
    id: 'security/sensitive-host-path',
    pack: 'restricted',
    severity: 'error',
    title: 'No pod sees the directories that decide over its node.',
    why: 'They hold keys, passwords, and what runs as root: who gets into the pod gets the node, and often the cluster, even where they are read-only.',
    fix: 'Mount only the file that is needed, or use an API that offers what the pod looks for.',
    fails: withVolume('hostPath: { path: /etc }'),
    passes: withVolume('hostPath: { path: /etc/os-release }'),
  },
  (context) =>
    hostPathsIn(context).flatMap(({ pods, volume, given, path, at }) => {
      const treasure = treasureAt(path);
      return treasure === undefined
        ? []
        : {
            object: pods.object,
            at,
            message: `Volume '${volume}' is ${given} of the node: ${treasure}.`,
            want: 'a path that holds only what the pod needs',
          };
    }),
);

const DEVICES: ReadonlySet<string> = new Set(['Socket', 'CharDevice', 'BlockDevice']);

/** Pods that can change files of the node. */
export const writableHostPaths = check(
  {
    id: 'security/writable-host-path',
    pack: 'restricted',
    severity: 'warning',
    title: 'Containers mount directories of the node read-only.',
    why: 'What a container writes there stays on the node for whoever comes after it, and may be run or read by the node.',
    fix: 'Set `readOnly: true` on the mount, or keep the data in a PersistentVolumeClaim.',
    fails: withVolume('hostPath: { path: /opt/plugins }', 'readOnly: false'),
    passes: withVolume('hostPath: { path: /opt/plugins }', 'readOnly: true'),
  },
  (context) => {
    const paths = hostPathsIn(context).filter((path) => !DEVICES.has(path.type) && !leadsToSocket(path));
    return paths.flatMap(({ pods, volume, given }) =>
      pods.containers.flatMap((each) => {
        const mounts = each.container['volumeMounts'];
        if (!isList(mounts)) return [];
        return mounts.flatMap((mount, index) =>
          isObject(mount) && mount['name'] === volume && mount['readOnly'] !== true
            ? {
                object: pods.object,
                at: [...each.at, 'volumeMounts', index, 'readOnly'],
                message: `${containerTitle(each)} can write to ${given} of the node, at ${text(mount['mountPath'], 'its mount')}.`,
                want: 'readOnly: true',
              }
            : [],
        );
      }),
    );
  },
);
