import { placeOf } from '../../manifest/inventory';
import type { Context } from '../context';
import { may, policyRulesOf } from '../policy-rules';

/** The places where a Role allows changing pods: members of a database label the one among them that leads. */
export function placesOfLabelling(context: Context): ReadonlySet<string> {
  const places = new Set<string>();
  for (const role of context.ofKind('Role.rbac.authorization.k8s.io')) {
    const rules = policyRulesOf(role.manifest).filter((rule) => rule !== undefined);
    const changes = ['patch', 'update'].some((verb) => may(rules, { verb, group: '', resource: 'pods' }));
    if (changes) places.add(placeOf({ ...role, kind: 'Pod' }));
  }
  return places;
}
