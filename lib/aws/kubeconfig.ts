import type { Cluster } from '@pulumi/aws/eks/cluster';
import { all, type Output } from '@pulumi/pulumi';

/**
 * The text of a kubeconfig without credentials: whoever uses it gets them from the `aws` command, with the profile or
 * role of their own environment.
 */
export function kubeconfigOf(cluster: Cluster, name: string, region: string): Output<string> {
  const args = ['eks', 'get-token', '--cluster-name', name, '--region', region, '--output', 'json'];
  const exec = {
    apiVersion: 'client.authentication.k8s.io/v1beta1',
    command: 'aws',
    args,
    interactiveMode: 'Never',
    provideClusterInfo: false,
  };
  return all([cluster.endpoint, cluster.certificateAuthority.data]).apply(([server, authority]) =>
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': name,
      clusters: [{ name, cluster: { server, 'certificate-authority-data': authority } }],
      contexts: [{ name, context: { cluster: name, user: name } }],
      users: [{ name, user: { exec } }],
    }),
  );
}
