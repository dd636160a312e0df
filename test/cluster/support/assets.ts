import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/** The binaries that make pods of simulated nodes run: envtest does not need them, so they may be absent. */
export interface SimulationAssets {
  readonly kubeControllerManager: string;
  readonly kubeScheduler: string;
  readonly kwok: string;
  /** Tells kwok what becomes of nodes and pods. */
  readonly stages: string;
}

/** The binaries of a control plane, as found in the folder that KUBEBUILDER_ASSETS names. */
export interface Assets {
  readonly folder: string;
  readonly etcd: string;
  readonly kubeApiserver: string;
  readonly simulation?: SimulationAssets;
}

const required = ['etcd', 'kube-apiserver'];
const stagesFile = 'stages.yaml';
const simulating = ['kube-controller-manager', 'kube-scheduler', 'kwok', stagesFile];

export function findAssets(environment: NodeJS.ProcessEnv = process.env): Assets | undefined {
  const folder = environment['KUBEBUILDER_ASSETS'];
  if (!folder || missingFrom(folder, required).length > 0) return undefined;
  const assets = { folder, etcd: join(folder, 'etcd'), kubeApiserver: join(folder, 'kube-apiserver') };
  return missingFrom(folder, simulating).length > 0 ? assets : { ...assets, simulation: simulationAssets(folder) };
}

/** What to tell a person whose cluster tests are skipped, in part or in whole; undefined when all is there. */
export function missingAssetsNotice(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const folder = environment['KUBEBUILDER_ASSETS'];
  const missing = folder ? missingFrom(folder, [...required, ...simulating]) : [];
  if (folder && missing.length === 0) return undefined;
  const all = !folder || required.some((name) => missing.includes(name));
  return framed([
    all ? 'ALL CLUSTER TESTS ARE SKIPPED' : 'CLUSTER TESTS THAT NEED SIMULATED NODES ARE SKIPPED',
    folder ? `KUBEBUILDER_ASSETS=${folder} lacks ${missing.join(', ')}.` : 'KUBEBUILDER_ASSETS is not set.',
    '',
    ...(all ? envtestAdvice : []),
    ...simulationAdvice,
  ]);
}

const envtestAdvice = [
  'They run against a real API server. Get etcd and kube-apiserver from controller-runtime:',
  '',
  '  export KUBEBUILDER_ASSETS=$(setup-envtest use -p path)',
  '  export KUBEBUILDER_ASSETS=$(go run sigs.k8s.io/controller-runtime/tools/setup-envtest@latest use -p path)',
  '',
];

const simulationAdvice = [
  'For the tests on simulated nodes, put kube-controller-manager and kube-scheduler of the same Kubernetes release',
  '(https://kubernetes.io/releases/download/) into that folder, and from a release of kwok',
  '(https://github.com/kubernetes-sigs/kwok/releases) its binary as kwok and its stage-fast.yaml as stages.yaml.',
];

function simulationAssets(folder: string): SimulationAssets {
  return {
    kubeControllerManager: join(folder, 'kube-controller-manager'),
    kubeScheduler: join(folder, 'kube-scheduler'),
    kwok: join(folder, 'kwok'),
    stages: join(folder, stagesFile),
  };
}

function missingFrom(folder: string, names: readonly string[]): string[] {
  return names.filter((name) => !isUsable(join(folder, name)));
}

function isUsable(path: string): boolean {
  try {
    accessSync(path, path.endsWith('.yaml') ? constants.R_OK : constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function framed(lines: readonly string[]): string {
  const rule = '*'.repeat(Math.max(...lines.map((line) => line.length)) + 4);
  return ['', rule, ...lines.map((line) => `  ${line}`), rule, ''].join('\n');
}
