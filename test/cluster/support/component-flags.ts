import { join } from 'node:path';

/** Folder and ports that the components of one control plane agree on. */
export interface ControlPlaneLayout {
  readonly folder: string;
  readonly etcdClientPort: number;
  readonly etcdPeerPort: number;
  readonly apiServerPort: number;
  readonly controllerManagerPort: number;
  readonly schedulerPort: number;
}

export const tokenFile = (layout: ControlPlaneLayout): string => join(layout.folder, 'tokens.csv');
export const serviceAccountKeyFile = (layout: ControlPlaneLayout): string => join(layout.folder, 'service-account.key');
export const kubeconfigFile = (layout: ControlPlaneLayout): string => join(layout.folder, 'kubeconfig.json');
export const apiServerUrl = (layout: ControlPlaneLayout): string => `https://127.0.0.1:${layout.apiServerPort}`;

const certificateFolder = (layout: ControlPlaneLayout): string => join(layout.folder, 'certificates');
const etcdClientUrl = (layout: ControlPlaneLayout): string => `http://127.0.0.1:${layout.etcdClientPort}`;

export function etcdFlags(layout: ControlPlaneLayout): string[] {
  const peerUrl = `http://127.0.0.1:${layout.etcdPeerPort}`;
  return [
    `--data-dir=${join(layout.folder, 'etcd')}`,
    `--listen-client-urls=${etcdClientUrl(layout)}`,
    `--advertise-client-urls=${etcdClientUrl(layout)}`,
    `--listen-peer-urls=${peerUrl}`,
    `--initial-advertise-peer-urls=${peerUrl}`,
    `--initial-cluster=default=${peerUrl}`,
    '--unsafe-no-fsync',
  ];
}

export interface ApiServerSurroundings {
  readonly hasControllerManager: boolean;
  /** Of the etcd behind it. */
  readonly reportsWatchProgress: boolean;
}

export function apiServerFlags(layout: ControlPlaneLayout, surroundings: ApiServerSurroundings): string[] {
  const flags = [
    `--etcd-servers=${etcdClientUrl(layout)}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${layout.apiServerPort}`,
    `--cert-dir=${certificateFolder(layout)}`,
    `--token-auth-file=${tokenFile(layout)}`,
    '--authorization-mode=RBAC',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${serviceAccountKeyFile(layout)}`,
    `--service-account-signing-key-file=${serviceAccountKeyFile(layout)}`,
    '--service-cluster-ip-range=10.96.0.0/16',
    '--endpoint-reconciler-type=none',
    '--allow-privileged=true',
  ];
  // Nobody makes the default ServiceAccount of a namespace then, and every pod would be refused for lack of it.
  if (!surroundings.hasControllerManager) flags.push('--disable-admission-plugins=ServiceAccount');
  // Every watch from resource version 0 would end with an error, so that kwok saw changes many seconds late.
  if (!surroundings.reportsWatchProgress) flags.push('--feature-gates=WatchList=false');
  return flags;
}

export function controllerManagerFlags(layout: ControlPlaneLayout): string[] {
  return [
    ...simulationFlags(layout, layout.controllerManagerPort),
    `--service-account-private-key-file=${serviceAccountKeyFile(layout)}`,
    '--use-service-account-credentials',
    '--enable-hostpath-provisioner',
    // On a busy machine the simulated nodes report late, and their pods would no longer be ready.
    '--node-monitor-grace-period=1h',
    '--kube-api-qps=200',
    '--kube-api-burst=400',
  ];
}

export function schedulerFlags(layout: ControlPlaneLayout): string[] {
  return simulationFlags(layout, layout.schedulerPort);
}

export function kwokFlags(layout: ControlPlaneLayout, stages: string): string[] {
  return [`--kubeconfig=${kubeconfigFile(layout)}`, '--manage-all-nodes', `--config=${stages}`];
}

function simulationFlags(layout: ControlPlaneLayout, port: number): string[] {
  return [
    `--kubeconfig=${kubeconfigFile(layout)}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${port}`,
    `--cert-dir=${certificateFolder(layout)}`,
    '--leader-elect=false',
  ];
}
