import type { Identity } from '../../manifest/inventory';
import type { KindName } from '../../manifest/kinds';

/** The namespaces that every cluster has. */
export const CLUSTER_NAMESPACES: ReadonlySet<string> = new Set([
  'default',
  'kube-system',
  'kube-public',
  'kube-node-lease',
]);

/** Names in any namespace. `*` at the end stands for any text. */
const EVERYWHERE: ReadonlyMap<KindName, readonly string[]> = new Map<KindName, readonly string[]>([
  ['Namespace', [...CLUSTER_NAMESPACES]],
  ['ServiceAccount', ['default']],
  // Of the cluster itself, of OpenShift, of Istio.
  ['ConfigMap', ['kube-root-ca.crt', 'openshift-service-ca.crt', 'istio-ca-root-cert']],
  ['PriorityClass.scheduling.k8s.io', ['system-node-critical', 'system-cluster-critical', 'openshift-user-critical']],
  ['ClusterRole.rbac.authorization.k8s.io', ['cluster-admin', 'admin', 'edit', 'view', 'system:*', 'kubeadm:*']],
  ['RuntimeClass.node.k8s.io', ['gvisor', 'nvidia', 'runc']],
  [
    'IngressClass.networking.k8s.io',
    [
      'nginx*',
      'alb',
      'traefik*',
      'haproxy*',
      'gce*',
      'contour*',
      'kong*',
      'istio*',
      'cilium',
      'azure-application-gateway',
      'azure-alb-external',
      'webapprouting.kubernetes.azure.com',
      'openshift-*',
      'public',
      'apisix',
      'ambassador',
      'emissary*',
      'tailscale',
      'cloudflare-tunnel',
      'ngrok',
      'citrix',
      'skipper',
      'f5',
      'voyager',
      'tyk',
      'higress',
      'pomerium',
      'caddy',
      'envoy',
    ],
  ],
  [
    'StorageClass.storage.k8s.io',
    [
      // EKS, GKE, AKS
      'gp2',
      'gp3',
      'standard',
      'standard-rwo',
      'standard-rwx',
      'premium-rwo',
      'premium-rwx',
      'enterprise-rwx',
      'enterprise-multishare-rwx',
      'zonal-rwx',
      'default',
      'managed',
      'managed-premium',
      'managed-csi*',
      'azurefile*',
      'azureblob-*',
      // machines of developers
      'hostpath',
      'local-path',
      'csi-hostpath-sc',
      'microk8s-hostpath',
      // other clouds and systems
      'do-block-storage*',
      'linode-block-storage*',
      'vultr-block-storage*',
      'vultr-vfs-storage*',
      'hcloud-volumes*',
      'csi-cinder-*',
      'scw-*',
      'sbs-*',
      'ibmc-*',
      'oci',
      'oci-*',
      'exoscale-sbs',
      'civo-volume',
      'alicloud-disk-*',
      'thin',
      'thin-csi',
      'ocs-storagecluster-*',
      'longhorn*',
      'rook-ceph-block',
      'rook-cephfs',
      'openebs-*',
      'nfs-client',
    ],
  ],
]);

/** Names in one namespace, `namespace/name`. */
const SOMEWHERE: ReadonlyMap<KindName, readonly string[]> = new Map<KindName, readonly string[]>([
  ['Service', ['default/kubernetes', 'kube-system/kube-dns', 'kube-system/metrics-server']],
  ['ConfigMap', ['kube-system/extension-apiserver-authentication', 'kube-system/coredns', 'kube-system/kube-proxy']],
  [
    'Role.rbac.authorization.k8s.io',
    [
      'kube-system/extension-apiserver-authentication-reader',
      'kube-system/system:*',
      'kube-public/system:*',
      'kube-system/kubeadm:*',
      'kube-public/kubeadm:*',
    ],
  ],
]);

/** Whether clusters have an object without that anybody makes it: all of them, or those that are known to have it. */
export function isWellKnown({ kind, namespace, name }: Omit<Identity, 'stack'>): boolean {
  const place = `${namespace ?? ''}/${name}`;
  return (
    (EVERYWHERE.get(kind) ?? []).some((known) => isCalled(known, name)) ||
    (SOMEWHERE.get(kind) ?? []).some((known) => isCalled(known, place)) ||
    // The controllers of the cluster have accounts there, and so has what platforms install.
    (kind === 'ServiceAccount' && namespace === 'kube-system')
  );
}

function isCalled(known: string, name: string): boolean {
  return known.endsWith('*') ? name.startsWith(known.slice(0, -1)) : name === known;
}
