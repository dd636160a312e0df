import { canonicalText, isList, isObject, objectAt, type Json, type JsonObject } from '../../manifest/json';
import { check, type Breach } from '../check';
import { policiesOf, rulesOf, type Policies, type Policy } from '../network-policies';
import { isInternet, otherPolicies } from './policies';

const POLICY = `
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: web, namespace: shop }`;

/** Pods that may reach others, but not find them. */
export const egressWithoutDns = check(
  {
    id: 'network/egress-without-dns',
    pack: 'restricted',
    severity: 'warning',
    title: 'Pods whose outgoing traffic is limited may still reach DNS.',
    why: 'Every DNS lookup times out, so that the pod does not find what the policy allows.',
    fix: 'Allow UDP and TCP to port 53 of the pods labelled `k8s-app: kube-dns` in the namespace kube-system.',
    fails: `${POLICY}
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
          - { to: [{ namespaceSelector: { matchLabels: { team: shop } } }], ports: [{ port: 5432 }] }
    `,
    passes: `${POLICY}
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
          - { to: [{ namespaceSelector: { matchLabels: { team: shop } } }], ports: [{ port: 5432 }] }
          - { to: [{ namespaceSelector: {} }], ports: [{ protocol: UDP, port: 53 }, { port: 53 }] }
    `,
  },
  (context) => {
    const policies = policiesOf(context);
    const isOtherwise = otherPolicies(context);
    return policies.all.filter(({ object }) => !isOtherwise(object)).flatMap((policy) => withoutDns(policies, policy));
  },
);

function withoutDns(policies: Policies, policy: Policy): readonly Breach[] {
  const rules = policy.directions.includes('egress') ? rulesOf(policy, 'egress') : [];
  if (!rules.some(needsNames) || rules.some(allowsDns)) return [];
  const pods = policies.podsOf(policy);
  const groups = pods.length > 0 ? pods.map((each) => policies.of(each)) : [beside(policies, policy)];
  if (groups.every((group) => group.flatMap((each) => rulesOf(each, 'egress')).some(allowsDns))) return [];
  const hasTcp = rules.some((rule) => portsOf(rule).some((port) => port['port'] === 53));
  return [
    {
      object: policy.object,
      at: ['spec', 'egress'],
      message: hasTcp
        ? 'The policy allows TCP to port 53, but not UDP, by which names are asked for first.'
        : 'The policy allows its pods to reach others, but neither it nor another one allows UDP to port 53.',
      want: 'a rule for UDP to port 53',
    },
  ];
}

/** The policies that the pods of one have which has none in the tree, as far as can be told. */
function beside(policies: Policies, policy: Policy): readonly Policy[] {
  const selector = canonicalText(policy.spec['podSelector'] ?? {});
  const same = policies.all.filter(
    ({ object, spec }) =>
      object.namespace === policy.object.namespace && canonicalText(spec['podSelector'] ?? {}) === selector,
  );
  return [...same, ...policies.forAllBeside(policy.object)];
}

function listAt(rule: JsonObject, key: string): readonly JsonObject[] {
  const list = rule[key];
  return isList(list) ? list.filter(isObject) : [];
}

const portsOf = (rule: JsonObject): readonly JsonObject[] => listAt(rule, 'ports');

/** Whether what a rule allows is found by name: blocks of addresses are not, save the internet. */
function needsNames(rule: JsonObject): boolean {
  const peers = listAt(rule, 'to');
  return peers.length === 0 || peers.some((peer) => !('ipBlock' in peer) || isInternet(peer));
}

/** Whether a rule lets look-ups of names pass, or may do so for all that can be told. */
function allowsDns(rule: JsonObject): boolean {
  const ports = portsOf(rule);
  return ports.length > 0 ? ports.some(isDnsPort) : mayReachDns(listAt(rule, 'to'));
}

// What OpenShift's DNS pods listen on, to which the port of its Service is translated before policies are asked.
const DNS_PORTS = [53, 5353];

function isDnsPort({ protocol, port, endPort }: JsonObject): boolean {
  if (protocol !== 'UDP') return false;
  if (typeof port !== 'number') return true; // all ports, or one by the name that it has in the other pod
  const last = typeof endPort === 'number' ? endPort : port;
  return DNS_PORTS.some((number) => port <= number && number <= last);
}

const DNS_NAMESPACES: readonly (Json | undefined)[] = ['kube-system', 'openshift-dns', undefined];

function mayReachDns(peers: readonly JsonObject[]): boolean {
  if (peers.length === 0) return true;
  return peers.some((peer) => {
    if ('ipBlock' in peer) return true;
    if (!isObject(peer['namespaceSelector'])) return false;
    const labels = objectAt(peer, 'namespaceSelector', 'matchLabels');
    return DNS_NAMESPACES.includes(labels['kubernetes.io/metadata.name']);
  });
}
