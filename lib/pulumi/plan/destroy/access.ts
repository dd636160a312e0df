import { objectAt, text } from '../../../manifest/json';
import type { PlannedResource } from '../plan';
import { nameOf, type DestroyRule, type Destruction } from './destruction';
import { shared } from './finding';

const ENTRY = 'aws:eks/accessEntry:AccessEntry';
const ASSOCIATION = 'aws:eks/accessPolicyAssociation:AccessPolicyAssociation';

/** Objects that may be left when whoever deletes them has lost the access to the cluster. */
export const access: DestroyRule = (destruction) =>
  [...destruction.deletedByCluster()].flatMap(([cluster, objects]) => {
    const keys = keysOf(destruction, cluster);
    const [first] = keys;
    if (!first) return [];
    return shared({
      rule: 'destroy/access',
      severity: 'error',
      objects: objects.filter(({ resource }) =>
        keys.every((key) => key.some((part) => !destruction.isBefore(resource, part))),
      ),
      problem: `the access to ${nameOf(cluster)} (${first.map(nameOf).join(', ')}) may be deleted first, and the deletion is then forbidden.`,
      fix: 'Let them, or their provider, depend on the access entry and its policy associations.',
    });
  });

/**
 * What lets somebody who is not a node into the cluster, for each of them. Empty where whoever created the cluster is
 * let in anyway: nobody here knows who deletes it.
 */
function keysOf(destruction: Destruction, cluster: PlannedResource): readonly (readonly PlannedResource[])[] {
  if (objectAt(cluster.inputs, 'accessConfig')['bootstrapClusterCreatorAdminPermissions'] !== false) return [];
  const entries = destruction
    .partsOf(cluster, [ENTRY])
    .filter(({ inputs }) => text(inputs['type'], 'STANDARD') === 'STANDARD');
  const associations = destruction.partsOf(cluster, [ASSOCIATION]);
  return entries.map((entry) => [
    entry,
    ...associations.filter((each) =>
      destruction.isNamed(each, 'principalArn', { resource: entry, name: 'principalArn' }),
    ),
  ]);
}
