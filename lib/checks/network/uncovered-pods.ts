import { check, type Breach } from '../check';
import { policiesOf } from '../network-policies';
import { otherPolicies } from './policies';

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
      if (pods.spec['hostNetwork'] === true || isOtherwise(pods.object)) continue;
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
