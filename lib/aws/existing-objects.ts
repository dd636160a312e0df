import type { ExistingObject } from '../pulumi/kinds/existing-objects';

const NAMESPACE = 'kube-system';

function inKubeSystem(kind: string, ...names: readonly string[]): readonly ExistingObject[] {
  return names.map((name) => ({ kind, name, namespace: NAMESPACE }));
}

/** What is in a cluster before anybody deploys to it: what EKS and its add-ons make. */
export const EKS_OBJECTS: readonly ExistingObject[] = [
  { kind: 'StorageClass', name: 'gp2' },
  { kind: 'StorageClass', name: 'ebs-csi-default-sc' },
  ...inKubeSystem('DaemonSet', 'aws-node', 'ebs-csi-node', 'eks-pod-identity-agent', 'kube-proxy'),
  ...inKubeSystem('Deployment', 'coredns', 'ebs-csi-controller'),
  ...inKubeSystem('ConfigMap', 'amazon-vpc-cni', 'coredns', 'kube-proxy', 'kube-proxy-config'),
  ...inKubeSystem('Service', 'kube-dns'),
];
