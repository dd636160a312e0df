import type { ApiServer } from './api-server';
import { at } from './fields';

export interface SimulatedNodeOptions {
  /** One node is made in each zone. */
  readonly zones?: readonly string[];
  readonly cpu?: string;
  readonly memory?: string;
}

/** Nodes that exist on paper only, and the default StorageClass whose claims the controller manager provisions. */
export class SimulatedNodes {
  readonly #zones: readonly string[];
  readonly #cpu: string;
  readonly #memory: string;

  constructor(options: SimulatedNodeOptions = {}) {
    this.#zones = options.zones ?? ['eu-1a', 'eu-1b', 'eu-1c'];
    // Room for what all tests leave behind.
    this.#cpu = options.cpu ?? '256';
    this.#memory = options.memory ?? '1Ti';
  }

  async create(apiServer: ApiServer): Promise<void> {
    const nodes = this.#zones.map((zone, index) => this.#node(`node-${index}`, zone));
    await Promise.all([
      ...nodes.map((node) => apiServer.create('/api/v1/nodes', node)),
      apiServer.create('/apis/storage.k8s.io/v1/storageclasses', defaultStorageClass),
    ]);
  }

  /** What keeps pods off the nodes, or undefined once they accept them. */
  async obstacle(apiServer: ApiServer): Promise<string | undefined> {
    const nodes: unknown = JSON.parse((await apiServer.get('/api/v1/nodes')).text);
    const obstacles = at.list(nodes, 'items').flatMap((node) => {
      const name = at.string(node, 'metadata', 'name');
      const taints = at.list(node, 'spec', 'taints').map((taint) => at.string(taint, 'key'));
      if (taints.length > 0) return [`${name} has the taints ${taints.join(', ')}`];
      return at.condition(node, 'Ready') === 'True' ? [] : [`${name} is not ready`];
    });
    return obstacles.length > 0 ? obstacles.join('; ') : undefined;
  }

  #node(name: string, zone: string): object {
    const resources = { cpu: this.#cpu, memory: this.#memory, pods: '2000', 'ephemeral-storage': '10Ti' };
    const labels = {
      'kubernetes.io/hostname': name,
      'kubernetes.io/os': 'linux',
      'kubernetes.io/arch': 'amd64',
      'topology.kubernetes.io/zone': zone,
      'topology.kubernetes.io/region': zone.replace(/[a-z]$/, ''),
    };
    const status = { allocatable: resources, capacity: resources };
    return { apiVersion: 'v1', kind: 'Node', metadata: { name, labels }, status };
  }
}

const defaultStorageClass = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  provisioner: 'kubernetes.io/host-path',
};
