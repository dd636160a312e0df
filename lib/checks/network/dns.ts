import { groupBy } from '../../manifest/group';
import { placeOf } from '../../manifest/inventory';
import { canonicalText, isList, isObject, objectAt, type Json, type JsonObject } from '../../manifest/json';
import { check, type Breach } from '../check';
import type { Context } from '../context';
import { policiesOf, rulesOf, type Policy } from '../network-policies';
import { once } from '../once';
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
    const isOtherwise = otherPolicies(context);
    return policiesOf(context)
      .all.filter(({ object }) => !isOtherwise(object))
      .flatMap((policy) => withoutDns(context, policy));
  },
);

function withoutDns(context: Context, policy: Policy): readonly Breach[] {
  const rules = policy.directions.includes('egress') ? rulesOf(policy, 'egress') : [];
  if (!rules.some(needsNames) || rules.some(allowsDns)) return [];
  const policies = policiesOf(context);
  const pods = policies.podsOf(policy);
  const mayAsk =
    pods.length > 0
      ? pods.every((each) => policies.of(each).some(isOpenToDns))
      : unseenMayAsk(context).get(selectorOf(policy));
  if (mayAsk) return [];
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

/** The policies with one selector in one place: they are for the same pods. */
const bySelector = once((context: Context) => groupBy(policiesOf(context).all, selectorOf));

function selectorOf({ object, spec }: Policy): string {
  return `${placeOf(object)} ${canonicalText(spec['podSelector'] ?? {})}`;
}

/** Whether pods that are not in the tree may look up names, as far as the policies tell which they have. */
const unseenMayAsk = once((context: Context) => {
  const policies = policiesOf(context);
  return new Map(
    [...bySelector(context)].map(([selector, same]) => {
      const [first] = same;
      const general = first ? policies.forAllBeside(first.object) : [];
      return [selector, [...same, ...general].some(isOpenToDns)] as const;
    }),
  );
});

function isOpenToDns(policy: Policy): boolean {
  return rulesOf(policy, 'egress').some(allowsDns);
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
