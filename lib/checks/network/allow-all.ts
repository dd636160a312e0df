import { isList, isObject, objectAt, type Json } from '../../manifest/json';
import { check } from '../check';
import { policiesOf, selectsAll } from '../network-policies';
import { isInternet } from './policies';

const policy = (ingress: string): string => `
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: shop, namespace: shop }
      spec: { podSelector: {}, policyTypes: [Ingress], ingress: ${ingress} }
    `;

/** Policies that take back what all others forbid. */
export const allowAll = check(
  {
    id: 'network/allow-all',
    pack: 'restricted',
    severity: 'warning',
    title: 'No NetworkPolicy lets everybody reach every pod of a namespace.',
    why: 'Policies add up: what one allows, no other can forbid, so that no other policy has an effect on that traffic.',
    fix: 'Say who may come in, with labels or addresses in `from`, or to which port, with `ports`; or select the pods that are for everybody.',
    fails: policy('[{}]'),
    passes: policy('[{ from: [{ podSelector: {} }] }]'),
  },
  (context) =>
    policiesOf(context).all.flatMap(({ object, spec, directions, isForAll }) => {
      const { ingress } = spec;
      if (!isForAll || !directions.includes('ingress') || !isList(ingress)) return [];
      const breaches = ingress.flatMap((rule, index) => {
        const who = isObject(rule) && isAbsent(rule['ports']) ? letIn(rule['from']) : undefined;
        if (who === undefined) return [];
        const message = `The policy lets ${who} reach all ports of all pods of its namespace.`;
        return {
          object,
          at: ['spec', 'ingress', index],
          message,
          want: 'a rule with labels or addresses in `from`, or with `ports`',
        };
      });
      return breaches.slice(0, 1);
    }),
);

/** Who of the whole world, or the whole cluster, comes in. A port that is open to all of them may be meant so. */
function letIn(from: Json | undefined): string | undefined {
  const peers = isList(from) ? from : [];
  if (isAbsent(from) || peers.some((peer) => isInternet(peer) && isAbsent(objectAt(peer, 'ipBlock')['except'])))
    return 'everybody';
  return peers.some(isCluster) ? 'every pod of the cluster' : undefined;
}

/** Whether a peer is every pod of every namespace. */
function isCluster(peer: Json): boolean {
  const { namespaceSelector } = objectAt(peer);
  return isObject(namespaceSelector) && selectsAll(namespaceSelector) && selectsAll(objectAt(peer, 'podSelector'));
}

/** An empty list means the same as none: everybody, or every port. */
function isAbsent(value: Json | undefined): boolean {
  return value === undefined || value === null || (isList(value) && value.length === 0);
}
