import { titleOf } from '../../manifest/inventory';
import { objectAt } from '../../manifest/json';
import { check, type Breach } from '../check';
import type { Context } from '../context';
import { allowanceOf, budgetsIn, type Budget } from './budgets';
import { pods, shown } from './counts';
import { budget, stream, workload } from './examples';
import { replicasOf } from './replicas';

/** A budget that never allows an eviction: whoever drains a node waits for ever. */
export const disruptionBudgetBlocksDrain = check(
  {
    id: 'reliability/disruption-budget-blocks-drain',
    pack: 'restricted',
    severity: 'error',
    title: 'A PodDisruptionBudget allows at least one eviction when all its pods are ready.',
    why: 'A node with such a pod cannot be drained: upgrades and scale-downs of the cluster wait for ever.',
    fix: 'Set `maxUnavailable: 1`, and keep at least two replicas.',
    fails: stream(workload({ spec: 'replicas: 2' }), budget('web', 'minAvailable: 2')),
    passes: stream(workload({ spec: 'replicas: 2' }), budget('web', 'maxUnavailable: 1')),
  },
  (context) => budgetsIn(context).flatMap((each) => breachesOf(context, each)),
);

function breachesOf(context: Context, each: Budget): readonly Breach[] {
  const allowance = allowanceOf(context, each);
  if (!allowance) return [];
  const { object, covered } = each;
  const isOfNodes = covered.length > 0 && covered.every(({ kind }) => kind === 'DaemonSet.apps');
  const common = { object, at: fieldOf(each), ...(isOfNodes ? { severity: 'warning' as const } : {}) };
  if ('unscaled' in allowance) {
    const [first] = allowance.unscaled;
    if (!first) return [];
    // Pods of a Job end: what they block, they block for a while.
    const isPassing = allowance.unscaled.every(({ kind }) => kind === 'Job.batch' || kind === 'CronJob.batch');
    return [
      {
        ...common,
        ...(isPassing ? { severity: 'warning' as const } : {}),
        message: `${titleOf(object)} covers the pods of ${titleOf(first)}, which has no scale to take ${policyOf(each)} of, so that it allows no eviction.`,
        want: 'pods of Deployments, StatefulSets, ReplicaSets or ReplicationControllers only, or `minAvailable` as a number',
        fix: `Narrow the selector so that it leaves out ${titleOf(first)}, or set \`minAvailable\` to a number.`,
      },
    ];
  }
  if (allowance.evictions > 0 || allowance.pods === 0) return [];
  return [{ ...common, message: messageOf(context, each, allowance.pods), want: 'at least one eviction' }];
}

function messageOf(context: Context, each: Budget, covered: number | undefined): string {
  const policy = policyOf(each);
  const title = titleOf(each.object);
  if (policy === '') return `${title} has neither minAvailable nor maxUnavailable, so that it allows no eviction.`;
  if (covered === undefined) return `${title} allows no eviction: ${policy}.`;
  const autoscaler = each.covered.map((object) => replicasOf(context, object)?.autoscaler).find((found) => found);
  const while_ = autoscaler ? ` while ${titleOf(autoscaler)} keeps as few as it may` : '';
  return `${title} allows no eviction: ${policy} of ${pods(covered)}${while_}.`;
}

function fieldOf({ object }: Budget): readonly string[] {
  const spec = objectAt(object.manifest, 'spec');
  return ['spec', ...['maxUnavailable', 'minAvailable'].filter((field) => field in spec).slice(0, 1)];
}

function policyOf(each: Budget): string {
  const [, field] = fieldOf(each);
  return field === undefined ? '' : `${field} ${shown(objectAt(each.object.manifest, 'spec')[field])}`;
}
