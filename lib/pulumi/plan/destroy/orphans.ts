import { groupBy } from '../../../manifest/group';
import type { PlanFinding } from '../plan';
import { PROVIDER } from './clusters';
import { nameOf, type DestroyRule, type Destruction } from './destruction';
import { cleanUpOf, effectsIn, hasClaimTemplates, type Effect } from './effects';
import { shared } from './finding';

/** What is outside a cluster because of its objects, and that nobody takes away before the cluster goes. */
export const orphans: DestroyRule = (destruction) => {
  const left = effectsIn(destruction).flatMap((effect) => {
    const why = whyLeft(destruction, effect);
    return why ? [{ ...effect, ...why }] : [];
  });
  const groups = groupBy(left, ({ leaves, problem, isCertain }) => [leaves, problem, isCertain].join('|'));
  return [...groups.values()].flatMap((group) =>
    group.slice(0, 1).flatMap(({ leaves, problem, fix, isCertain }) =>
      shared({
        rule: 'destroy/orphan',
        severity: isCertain ? 'error' : 'warning',
        objects: group.map(({ object }) => object),
        problem: `${problem}, so that it may leave ${leaves} behind.`,
        fix,
      }),
    ),
  );
};

interface Reason {
  readonly problem: string;
  readonly fix: string;
}

function whyLeft(destruction: Destruction, { object }: Effect): Reason | undefined {
  const end = cleanUpOf(destruction, object);
  const cluster = destruction.clusterOf(object);
  const goes = cluster !== undefined && destruction.endOf(cluster) !== undefined;
  if (end?.orderly === true) return undefined;
  if (hasClaimTemplates(object)) {
    return goes || end
      ? {
          problem: 'its claims are no part of the program, and are not deleted before the cluster is',
          fix: 'Put its Namespace into the program and have it really deleted (neither `deletedWith` nor `retainOnDelete`), or set `persistentVolumeClaimRetentionPolicy.whenDeleted: Delete`.',
        }
      : undefined;
  }
  if (end) {
    const target = destruction.at(object.resource.deletedWith);
    const name = target ? nameOf(target) : 'its cluster';
    return {
      problem: `the engine skips the deletion because of \`deletedWith\` ${name}, which does not clean up after it`,
      fix: 'Leave `deletedWith` out, or name the Namespace of the object there, if that is really deleted.',
    };
  }
  return goes
    ? {
        problem: '`retainOnDelete` leaves it in a cluster that is deleted',
        fix: 'Leave `retainOnDelete` out, or keep the cluster too.',
      }
    : undefined;
}

/** Providers whose cluster may be gone before the objects that they delete. */
export const providers: DestroyRule = (destruction) => {
  const findings: PlanFinding[] = [];
  for (const [cluster, objects] of destruction.deletedByCluster()) {
    const used = new Set(objects.map(({ resource }) => resource.provider));
    for (const provider of destruction.of(PROVIDER)) {
      if (!used.has(provider.urn) || destruction.isBefore(provider, cluster)) continue;
      findings.push({
        rule: 'destroy/provider',
        severity: 'error',
        urn: provider.urn,
        message: `The provider '${provider.name}' reaches ${nameOf(cluster)} and does not depend on it: the cluster may be deleted while its objects are still to be deleted, which then fails.`,
        fix: 'Make the kubeconfig of outputs of the cluster, or give the provider `dependsOn: [cluster]`.',
      });
    }
  }
  return findings;
};
