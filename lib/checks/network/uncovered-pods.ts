import { placeOf } from '../../manifest/inventory';
import type { KindName } from '../../manifest/kinds';
import { check, type Breach } from '../check';
import type { Context, Pods } from '../context';
import { NETWORK_POLICY, policiesOf } from '../network-policies';

const POD = `
      apiVersion: v1
      kind: Pod
      metadata: { name: web, namespace: shop, labels: { app: web } }
      spec: { containers: [{ name: web, image: registry.example/web:1.0.0 }] }
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: shop, namespace: shop }`;

/** Pods whose traffic nobody narrows. */
export const uncoveredPods = check(
  {
    id: 'network/uncovered-pod',
    pack: 'production',
    severity: 'warning',
    title: 'NetworkPolicies say what may reach every pod, and what it may reach.',
    why: 'Without one for its direction, every pod of the cluster may reach the pod, and the pod may reach everything, the internet included.',
    fix: 'Make a NetworkPolicy for all pods of the namespace, with `podSelector: {}` and both `policyTypes`, and others for what has to be allowed.',
    fails: `${POD}
      spec: { podSelector: {}, policyTypes: [Ingress] }
    `,
    passes: `${POD}
      spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
    `,
  },
  (context) => {
    const isOtherwise = otherPolicies(context);
    const policies = policiesOf(context);
    const breaches: Breach[] = [];
    for (const pods of context.pods) {
      if (pods.spec['hostNetwork'] === true || isOtherwise(pods)) continue;
      const covered = new Set(policies.of(pods).flatMap(({ directions }) => directions));
      const open = (['ingress', 'egress'] as const).filter((direction) => !covered.has(direction));
      if (open.length === 0) continue;
      breaches.push({
        object: pods.object,
        at: [...pods.at.slice(0, -1), 'metadata', 'labels'],
        message: `No NetworkPolicy covers the ${open.join(' and ')} of ${pods.object.kind === 'Pod' ? 'the pod' : 'its pods'}.`,
        want: `a policy for ${open.join(' and ')} that selects ${pods.object.kind === 'Pod' ? 'it' : 'them'}`,
      });
    }
    return breaches;
  },
);

const OF_NAMESPACE: readonly KindName[] = [
  'CiliumNetworkPolicy.cilium.io',
  'NetworkPolicy.crd.projectcalico.org',
  'NetworkPolicy.projectcalico.org',
  'NetworkPolicy.crd.antrea.io',
];

const OF_CLUSTER: readonly KindName[] = [
  'CiliumClusterwideNetworkPolicy.cilium.io',
  'GlobalNetworkPolicy.crd.projectcalico.org',
  'GlobalNetworkPolicy.projectcalico.org',
  'ClusterNetworkPolicy.crd.antrea.io',
  'ClusterNetworkPolicy.policy.networking.k8s.io',
  'AdminNetworkPolicy.policy.networking.k8s.io',
  'BaselineAdminNetworkPolicy.policy.networking.k8s.io',
];

/** Where something else narrows traffic, by rules that are not understood here. */
function otherPolicies(context: Context): (pods: Pods) => boolean {
  const isAnywhere = OF_CLUSTER.some((kind) => context.ofKind(kind).length > 0);
  const places = new Set(OF_NAMESPACE.flatMap((kind) => context.ofKind(kind)).map(placeOf));
  const declared = [...context.inventory.externals, ...(context.platform.externals ?? [])].filter(
    ({ kind }) => kind === NETWORK_POLICY || OF_NAMESPACE.includes(kind) || OF_CLUSTER.includes(kind),
  );
  return ({ object }) =>
    isAnywhere ||
    places.has(placeOf(object)) ||
    declared.some(({ namespace }) => namespace === undefined || namespace === object.namespace);
}
