import { readFileSync } from 'node:fs';
import { output, ProviderResource, RunError, type Input, type Resource, type ResourceOptions } from '@pulumi/pulumi';
import { currentRun } from '../run';
import type { Cluster } from './cluster';

/** The providers of one cluster. */
export interface Providers {
  readonly main: ProviderResource;
  /**
   * For configuration that is named by its content, and stays when a release is gone: it takes over what is there, so
   * that a release can come back. Undefined where somebody else made the provider.
   */
  readonly configuration?: ProviderResource;
}

export interface ProviderOptions {
  /** Whether objects that are there already are taken over, where nobody else owns their fields. @default false */
  readonly adopt?: boolean;
  readonly parent?: Resource | undefined;
}

/** A cluster that something is deployed to. */
export interface KnownCluster {
  readonly cluster: Cluster;
  readonly adopt: boolean;
  readonly providers: Providers;
}

/** The providers of a cluster; the same ones for the same cluster, however many parts are deployed to it. */
export function providersOf(cluster: Cluster, { adopt = false, parent }: ProviderOptions = {}): Providers {
  const { clusters } = currentRun();
  const known = clusters.get(cluster.name);
  if (known) return known.providers;
  const providers = {
    main: provider(cluster.name, { cluster, parent, adopts: adopt }),
    configuration: provider(`${cluster.name}-configuration`, { cluster, parent, adopts: true }),
  };
  clusters.set(cluster.name, { cluster, adopt, providers });
  return providers;
}

/** Whether two descriptions of a cluster lead to the same one, in the same way. */
export function isSameCluster(one: Cluster, other: Cluster): boolean {
  const waits = other.dependsOn ?? [];
  return (
    one.name === other.name &&
    one.kubeconfig === other.kubeconfig &&
    one.resource === other.resource &&
    (one.dependsOn ?? []).length === waits.length &&
    waits.every((resource) => one.dependsOn?.includes(resource))
  );
}

interface Settings {
  readonly cluster: Cluster;
  readonly parent: Resource | undefined;
  readonly adopts: boolean;
}

function provider(name: string, { cluster, parent, adopts }: Settings): ProviderResource {
  const inputs: Record<string, Input<string>> = {
    kubeconfig: output(cluster.kubeconfig).apply((text) => given(text, cluster.name)),
    // Only another one replaces the provider, and with it all objects.
    clusterIdentifier: cluster.name,
    // Else every change of their data would delete them for a moment.
    enableConfigMapMutable: 'true',
    enableSecretMutable: 'true',
    enableServerSideApply: 'true',
    upsertExistingObjects: String(adopts),
  };
  const dependsOn = [...(cluster.dependsOn ?? [])];
  return new KubernetesProvider(name, inputs, { ...pluginVersion(), dependsOn, ...(parent ? { parent } : {}) });
}

/** With an empty kubeconfig the provider takes whatever cluster the machine is set to. */
function given(kubeconfig: string, name: string): string {
  if (kubeconfig.trim() !== '') return kubeconfig;
  throw new RunError(`The kubeconfig of the cluster '${name}' is empty. Pass the text of one.`);
}

/** As the class of the typed SDK, which takes a tenth of a second to load. */
class KubernetesProvider extends ProviderResource {
  constructor(name: string, inputs: Readonly<Record<string, Input<string>>>, options: ResourceOptions) {
    super('kubernetes', name, inputs, options);
  }
}

/** The version of the provider's plugin: that of the installed SDK, as its own classes have it. */
export function pluginVersion(): { readonly version?: string } {
  try {
    const manifest: unknown = JSON.parse(readFileSync(require.resolve('@pulumi/kubernetes/package.json'), 'utf8'));
    const version: unknown = typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, 'version') : '';
    return typeof version === 'string' && version !== '' ? { version } : {};
  } catch {
    return {}; // the engine takes the newest plugin that it has
  }
}
