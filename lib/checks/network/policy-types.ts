import { isList, type Json } from '../../manifest/json';
import { check } from '../check';
import { policiesOf, type Direction } from '../network-policies';
import { sentence } from '../words';

const DIRECTIONS: readonly Direction[] = ['ingress', 'egress'];

const policy = (types: string): string => `
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: shop, namespace: shop }
      spec:
        podSelector: {}
        policyTypes: ${types}
        ingress: [{ from: [{ podSelector: {} }] }]
        egress: [{ to: [{ podSelector: {} }] }, { ports: [{ port: 53, protocol: UDP }, { port: 53 }] }]
    `;

/** Rules for traffic that a policy is not for. */
export const policyTypes = check(
  {
    id: 'network/policy-types',
    pack: 'baseline',
    severity: 'warning',
    title: 'The types of a NetworkPolicy name each direction that it has rules for.',
    why: 'The rules for a direction that is no type of the policy are ignored: that traffic stays as open as it is.',
    fix: 'Add the direction to `policyTypes`, or leave out the rules for it.',
    fails: policy('[Ingress]'),
    passes: policy('[Ingress, Egress]'),
  },
  (context) =>
    policiesOf(context).all.flatMap(({ object, spec, directions }) => {
      const [type] = directions;
      // Empty lists have no effect either, but are what many write for "nothing here".
      const ignored = DIRECTIONS.find((each) => !directions.includes(each) && isFilled(spec[each]));
      if (type === undefined || ignored === undefined) return [];
      return {
        object,
        at: ['spec', 'policyTypes'],
        message: `The policy is of the type ${sentence(type)} only, and its rules for ${ignored} are ignored.`,
        want: 'Ingress, Egress',
      };
    }),
);

function isFilled(rules: Json | undefined): boolean {
  return isList(rules) && rules.length > 0;
}
