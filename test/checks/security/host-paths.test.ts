import { runtimeSockets, sensitiveHostPaths, writableHostPaths } from '../../../lib/checks/security/host-paths';
import type { JsonObject } from '../../../lib/manifest/json';
import { pod } from '../../manifest/inventory-of';
import { judged } from '../judged';

const withPath = (path: string, fields: JsonObject = {}, containers: readonly JsonObject[] = []): JsonObject =>
  pod('agent', { containers, volumes: [{ name: 'node', hostPath: { path, ...fields } }] });

test.each([
  '/var/run/docker.sock',
  '/run/docker.sock',
  '/run/containerd/containerd.sock',
  '/run/k3s/containerd/containerd.sock',
  '/var/run/crio/crio.sock',
  '/var/run/cri-dockerd.sock',
  '/run/user/1000/podman/podman.sock',
  '//var//run/docker.sock',
  '/var/run/docker.sock/',
  '/var/run',
  '/var/run/',
  '/run',
  '/run/containerd',
])('%s leads to the container runtime', (path) => {
  expect(judged(runtimeSockets, withPath(path))).toMatchObject([
    { severity: 'error', pointer: '/spec/volumes/0/hostPath/path' },
  ]);
});

test.each(['/run/cilium', '/var/run/netns', '/var/run/docker', '/opt/docker.sock.d', '/run/xtables.lock', ''])(
  '%j does not lead to the container runtime',
  (path) => {
    expect(judged(runtimeSockets, withPath(path))).toEqual([]);
  },
);

test.each([
  '/',
  '//',
  '/etc',
  '/etc/',
  '/./etc',
  '/etc/kubernetes',
  '/etc/kubernetes/pki/ca.key',
  '/etc/shadow',
  '/proc',
  '/proc/1',
  '/sys',
  '/dev',
  '/dev/sda1',
  '/dev/nvme0n1',
  '/boot/efi',
  '/root/.ssh',
  '/var/log',
  '/var/lib/kubelet',
  '/var/lib/kubelet/pods',
  '/var/lib/docker/containers',
  '/var/lib/etcd',
])('%s decides over the node', (path) => {
  expect(judged(sensitiveHostPaths, withPath(path))).toMatchObject([
    { severity: 'error', pointer: '/spec/volumes/0/hostPath/path' },
  ]);
});

test.each([
  '/etc/localtime',
  '/etc/ssl/certs',
  '/etc/os-release',
  '/etc/kubernetes2',
  '/dev/kvm',
  '/dev/net/tun',
  '/lib/modules',
  '/sys/fs/bpf',
  '/var/log/pods',
  '/var/lib/kubelet/plugins/csi.example',
  '/var/lib/kubelet/device-plugins',
  '/procs',
  '/data',
])('%s does not decide over the node', (path) => {
  expect(judged(sensitiveHostPaths, withPath(path))).toEqual([]);
});

describe('security/writable-host-path', () => {
  const mounts = (readOnly?: boolean): readonly JsonObject[] => [
    {
      name: 'a',
      volumeMounts: [{ name: 'node', mountPath: '/node', ...(readOnly === undefined ? {} : { readOnly }) }],
    },
  ];

  test.each([undefined, false])('fails when readOnly is %j', (readOnly) => {
    expect(judged(writableHostPaths, withPath('/data', {}, mounts(readOnly)))).toMatchObject([
      {
        severity: 'warning',
        message: "Container 'a' can write to /data of the node, at /node.",
        pointer: '/spec/containers/0/volumeMounts/0/readOnly',
      },
    ]);
  });

  test('a mount that is read-only is fine', () => {
    expect(judged(writableHostPaths, withPath('/data', {}, mounts(true)))).toEqual([]);
  });

  test('a volume that nothing mounts is fine', () => {
    expect(
      judged(writableHostPaths, withPath('/data', {}, [{ name: 'a', volumeMounts: [{ name: 'x' }, null] }])),
    ).toEqual([]);
  });

  test.each([
    ['/dev/kvm', { type: 'CharDevice' }],
    ['/run/agent.sock', { type: 'Socket' }],
    ['/var/run/docker.sock', {}],
  ])('being read-only would change nothing for %s %j', (path, fields) => {
    expect(judged(writableHostPaths, withPath(path, fields, mounts()))).toEqual([]);
  });
});

test.each([{ volumes: 'x' }, { volumes: [null, 'x', { hostPath: 'x' }, { hostPath: { path: 5 } }] }])(
  'odd volumes, as in %j, are fine',
  (spec) => {
    for (const check of [runtimeSockets, sensitiveHostPaths, writableHostPaths])
      expect(judged(check, pod('agent', spec))).toEqual([]);
  },
);
