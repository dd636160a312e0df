import { placeOf, type InventoryObject } from '../../manifest/inventory';
import { objectAt, type Json } from '../../manifest/json';
import type { KindName } from '../../manifest/kinds';
import type { Context } from '../context';
import { NETWORK_POLICY } from '../network-policies';

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

/** Where something else narrows or allows traffic, by rules that are not understood here. */
export function otherPolicies(context: Context): (object: InventoryObject) => boolean {
  const isAnywhere = OF_CLUSTER.some((kind) => context.ofKind(kind).length > 0);
  const places = new Set(OF_NAMESPACE.flatMap((kind) => context.ofKind(kind)).map(placeOf));
  const declared = [...context.inventory.externals, ...(context.platform.externals ?? [])].filter(
    ({ kind }) => kind === NETWORK_POLICY || OF_NAMESPACE.includes(kind) || OF_CLUSTER.includes(kind),
  );
  return (object) =>
    isAnywhere ||
    places.has(placeOf(object)) ||
    declared.some(({ namespace }) => namespace === undefined || namespace === object.namespace);
}

/** Whether a peer of a rule is the internet: a block of all addresses, perhaps without those of networks of one's own. */
export function isInternet(peer: Json): boolean {
  const { cidr } = objectAt(peer, 'ipBlock');
  return cidr === '0.0.0.0/0' || cidr === '::/0';
}
