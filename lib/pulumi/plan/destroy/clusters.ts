import { canonicalText, text } from '../../../manifest/json';
import type { PlannedResource, Urn } from '../plan';

export const CLUSTER = 'aws:eks/cluster:Cluster';
export const NODES = ['aws:eks/nodeGroup:NodeGroup', 'aws:eks/fargateProfile:FargateProfile'] as const;
export const ADDON = 'aws:eks/addon:Addon';
export const PROVIDER = 'pulumi:providers:kubernetes';

interface Parts {
  readonly providers: readonly PlannedResource[];
  readonly clusters: readonly PlannedResource[];
  readonly depends: (dependent: Urn, dependency: Urn) => boolean;
}

/** Which EKS cluster of the plan each Kubernetes provider talks to, as its kubeconfig says, or its dependencies. */
export function clustersByProvider({ providers, clusters, depends }: Parts): ReadonlyMap<Urn, PlannedResource> {
  return new Map(
    providers.flatMap((provider) => {
      const named = clusters.filter((cluster) => isNamed(cluster, provider));
      const needed = clusters.filter(({ urn }) => depends(provider.urn, urn));
      const [cluster, ...others] = named.length > 0 ? named : needed;
      return cluster && others.length === 0 ? [[provider.urn, cluster] as const] : [];
    }),
  );
}

/** Whether a kubeconfig asks for the token of a cluster, or gives its ARN. */
function isNamed(cluster: PlannedResource, provider: PlannedResource): boolean {
  const name = text(cluster.inputs['name']);
  const kubeconfig = text(provider.inputs['kubeconfig']);
  if (name === '' || kubeconfig === '') return false;
  return kubeconfig
    .split(/(?:--cluster-name|:cluster\/)[^A-Za-z0-9]*/)
    .slice(1)
    .some((rest) => /^[-\w]*/.exec(rest)?.[0] === name);
}

/**
 * What tells the cluster that a provider reaches from others: the cluster of the plan, else what the provider is made
 * of. Several providers may reach one cluster.
 */
export function placesByProvider(parts: Parts): ReadonlyMap<Urn, string> {
  const clusters = clustersByProvider(parts);
  return new Map(
    parts.providers.map((provider) => [provider.urn, clusters.get(provider.urn)?.urn ?? placeIn(provider)] as const),
  );
}

function placeIn({ urn, inputs, propertyDependencies }: PlannedResource): string {
  const { kubeconfig, clusterIdentifier, context, cluster } = inputs;
  if (typeof clusterIdentifier === 'string') return clusterIdentifier;
  const parts = [context, cluster].map((part) => text(part));
  if (typeof kubeconfig === 'string') return [kubeconfig, ...parts].join('|');
  const sources = propertyDependencies['kubeconfig'] ?? [];
  return sources.length === 0 ? urn : canonicalText([...sources, ...parts]);
}
