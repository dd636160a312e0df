import { isList, isObject, objectAt, type Json } from '../../manifest/json';
import { check } from '../check';
import { policiesOf } from '../network-policies';
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
    why: 'Policies add up: what one allows, no other can forbid, so that no other policy for incoming traffic has an effect.',
    fix: 'Say who may come in, with `from`, or to which port, with `ports`; or select the pods that are for everybody.',
    fails: policy('[{}]'),
    passes: policy('[{ from: [{ podSelector: {} }] }]'),
  },
  (context) =>
    policiesOf(context).all.flatMap(({ object, spec, directions, isForAll }) => {
      const { ingress } = spec;
      if (!isForAll || !directions.includes('ingress') || !isList(ingress)) return [];
      const index = ingress.findIndex((rule) => isObject(rule) && isEverybody(rule['from']) && isAbsent(rule['ports']));
      return index < 0
        ? []
        : {
            object,
            at: ['spec', 'ingress', index],
            message: 'The policy lets everybody reach all ports of all pods of its namespace.',
            want: 'a rule with `from` or `ports`',
          };
    }),
);

function isEverybody(from: Json | undefined): boolean {
  return (
    isAbsent(from) ||
    (isList(from) && from.some((peer) => isInternet(peer) && isAbsent(objectAt(peer, 'ipBlock')['except'])))
  );
}

/** An empty list means the same as none: everybody, or every port. */
function isAbsent(value: Json | undefined): boolean {
  return value === undefined || value === null || (isList(value) && value.length === 0);
}
