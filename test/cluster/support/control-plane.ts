import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiServer } from './api-server';
import type { Assets, SimulationAssets } from './assets';
import { Component } from './component';
import { apiServerFlags, apiServerUrl, controllerManagerFlags, etcdFlags, kubeconfigFile } from './component-flags';
import { kwokFlags, schedulerFlags, serviceAccountKeyFile, tokenFile } from './component-flags';
import type { ControlPlaneLayout } from './component-flags';
import type { ClusterConnection } from './connection';
import { reportsWatchProgress } from './etcd-version';
import { holdPort } from './held-port';
import { provisionedFolders, removeProvisioned } from './provisioned-folders';
import { SimulatedNodes } from './simulated-nodes';
import type { SimulatedNodeOptions } from './simulated-nodes';
import { waitFor } from './wait';
import type { Observation } from './wait';
import { Watchdog } from './watchdog';

export interface ControlPlaneOptions {
  readonly assets: Assets;
  readonly nodes?: SimulatedNodeOptions;
  /** For each of the two steps: until the API server is ready, and until the simulated nodes accept pods. */
  readonly deadlineMilliseconds?: number;
}

/** A running control plane of its own, on loopback, its data in a temporary folder. */
export interface ControlPlane extends ClusterConnection {
  /** Ends all processes and removes the folder; fails when a process had ended before by itself. */
  stop(): Promise<void>;
}

export async function startControlPlane(options: ControlPlaneOptions): Promise<ControlPlane> {
  const controlPlane = new LocalControlPlane(await newLayout(), options);
  try {
    await controlPlane.start();
  } catch (error) {
    await controlPlane.abandon();
    throw error;
  }
  return { ...controlPlane.connection, stop: () => controlPlane.stop() };
}

class LocalControlPlane {
  readonly connection: ClusterConnection;
  readonly #layout: ControlPlaneLayout;
  readonly #options: ControlPlaneOptions;
  readonly #apiServer: ApiServer;
  readonly #watchdog: Watchdog;
  readonly #components: Component[] = [];

  constructor(layout: ControlPlaneLayout, options: ControlPlaneOptions) {
    const token = randomBytes(16).toString('hex');
    const server = apiServerUrl(layout);
    const simulatesNodes = options.assets.simulation !== undefined;
    this.#layout = layout;
    this.#options = options;
    this.connection = { server, token, kubeconfig: kubeconfigFile(layout), simulatesNodes };
    this.#apiServer = new ApiServer(server, token);
    this.#watchdog = new Watchdog(layout.folder);
  }

  async start(): Promise<void> {
    const { assets, nodes } = this.#options;
    this.#writeCredentials();
    this.#run('etcd', assets.etcd, etcdFlags(this.#layout));
    const surroundings = {
      hasControllerManager: assets.simulation !== undefined,
      reportsWatchProgress: reportsWatchProgress(assets.etcd),
    };
    this.#run('kube-apiserver', assets.kubeApiserver, apiServerFlags(this.#layout, surroundings));
    await this.#waitFor('the API server to be ready', () => this.#apiServerObstacle());
    if (assets.simulation) await this.#simulate(assets.simulation, new SimulatedNodes(nodes));
  }

  async stop(): Promise<void> {
    const endings = this.#describeEndings();
    // An API server that does not answer any more is told of by the endings; the rest has to go all the same.
    const folders = await provisionedFolders(this.#apiServer).catch(() => []);
    await this.abandon();
    await removeProvisioned(folders);
    if (endings !== undefined) throw new Error(endings);
  }

  async abandon(): Promise<void> {
    await Promise.all(this.#components.map((component) => component.kill()));
    await rm(this.#layout.folder, { recursive: true, force: true });
    await this.#watchdog.dismiss();
  }

  async #simulate(assets: SimulationAssets, nodes: SimulatedNodes): Promise<void> {
    this.#run('kube-controller-manager', assets.kubeControllerManager, controllerManagerFlags(this.#layout));
    this.#run('kube-scheduler', assets.kubeScheduler, schedulerFlags(this.#layout));
    this.#run('kwok', assets.kwok, kwokFlags(this.#layout, assets.stages));
    await nodes.create(this.#apiServer);
    await this.#waitFor('the simulated nodes to accept pods', () => nodes.obstacle(this.#apiServer));
  }

  #writeCredentials(): void {
    const { server, token, kubeconfig } = this.connection;
    const secret = { mode: 0o600 };
    const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    writeFileSync(tokenFile(this.#layout), `${token},admin,admin,system:masters\n`, secret);
    writeFileSync(serviceAccountKeyFile(this.#layout), key.export({ type: 'pkcs8', format: 'pem' }), secret);
    writeFileSync(kubeconfig, JSON.stringify(kubeconfigContent(server, token)), secret);
  }

  #run(name: string, command: string, flags: readonly string[]): void {
    const component = new Component(name, command, flags, join(this.#layout.folder, `${name}.log`));
    this.#components.push(component);
    if (component.pid !== undefined) this.#watchdog.watch(component.pid);
  }

  async #waitFor(description: string, obstacle: () => Promise<string | undefined>): Promise<void> {
    const timing = { timeoutMilliseconds: this.#options.deadlineMilliseconds ?? 60_000, intervalMilliseconds: 100 };
    const probe = async (): Promise<Observation<true>> => {
      const endings = this.#describeEndings();
      if (endings !== undefined) throw new Error(endings);
      const waitingFor = await obstacle();
      return waitingFor === undefined ? { value: true } : { waitingFor };
    };
    const logs = (): string => this.#components.map(({ lastLines }) => lastLines).join('\n\n');
    await waitFor(description, probe, timing).catch((error: unknown) => {
      if (this.#describeEndings() !== undefined) throw error;
      throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${logs()}`, { cause: error });
    });
  }

  async #apiServerObstacle(): Promise<string | undefined> {
    try {
      const { status, text } = await this.#apiServer.get('/readyz');
      return status === 200 ? undefined : `status ${status}: ${text}`;
    } catch (error) {
      return String(error);
    }
  }

  #describeEndings(): string | undefined {
    const ended = this.#components.filter(({ ending }) => ending !== undefined);
    if (ended.length === 0) return undefined;
    return ended.map(({ name, ending, lastLines }) => `${name} ${ending}. ${lastLines}`).join('\n\n');
  }
}

async function newLayout(): Promise<ControlPlaneLayout> {
  const held = await Promise.all([holdPort(), holdPort(), holdPort(), holdPort(), holdPort()]);
  const [etcdClient, etcdPeer, apiServer, controllerManager, scheduler] = held;
  await Promise.all(held.map((port) => port.release()));
  return {
    folder: mkdtempSync(join(tmpdir(), 'stackwright-control-plane-')),
    etcdClientPort: etcdClient.port,
    etcdPeerPort: etcdPeer.port,
    apiServerPort: apiServer.port,
    controllerManagerPort: controllerManager.port,
    schedulerPort: scheduler.port,
  };
}

function kubeconfigContent(server: string, token: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'test', user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
    'current-context': 'test',
  };
}
