import { titleOf } from '../../manifest/inventory';
import { check, type Breach } from '../check';
import { fitting, written } from './amounts';
import { budgetsIn, type Budget } from './consumers';
import { EXAMPLE_QUOTA } from './example';
import { podUsage } from './quotas';
import type { Workload } from './workloads';

const example = (maximum: number): string => `${EXAMPLE_QUOTA}
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: { name: web, namespace: shop }
      spec:
        selector: { matchLabels: { app: web } }
        serviceName: web
        template:
          metadata: { labels: { app: web } }
          spec:
            containers: [{ name: web, image: registry.example/web:1.0.0, resources: { requests: { cpu: 400m } } }]
      ---
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: { name: web, namespace: shop }
      spec:
        scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: web }
        maxReplicas: ${maximum}
        metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 80 } } }]
    `;

/** Autoscalers that may ask for more pods than a quota has room for. */
export const quotaAutoscalerCapped = check(
  {
    id: 'quota/autoscaler-capped',
    pack: 'restricted',
    severity: 'warning',
    title: 'The ResourceQuotas have room for the maximum of every autoscaler.',
    why: 'Under load, the API server refuses the last pods, and only events say so.',
    fix: 'Raise the quota, or lower the maximum to what fits.',
    fails: example(10),
    passes: example(2),
  },
  (context) =>
    budgetsIn(context).flatMap((budget) => budget.lasting.flatMap(({ workload }) => breachOf(budget, workload))),
);

function breachOf({ quota, room }: Budget, workload: Workload | undefined): readonly Breach[] {
  const scaler = workload?.scaler;
  if (!workload || !scaler) return [];
  const usage = podUsage(workload.resources);
  const fit = fitting(usage, room);
  const isFull = [...usage.keys()].some((resource) => (room.get(resource) ?? 0n) < 0n);
  if (!fit || isFull) return [];
  const reached = workload.count + Number(fit.count);
  if (reached >= scaler.maximum) return [];
  const each = written(fit.scarcest, usage.get(fit.scarcest) ?? 0n);
  return [
    {
      object: scaler.object,
      at: scaler.at,
      message:
        `${titleOf(scaler.object)} scales ${titleOf(workload.object)} to ${reached} of ${scaler.maximum} pods: ` +
        `each needs ${each} of ${fit.scarcest}, and ${quota.title} has no room for more.`,
      want: `at most ${reached}`,
      fix: `Raise \`${fit.scarcest}\` of ${quota.title}, or lower \`${scaler.at.at(-1)}\` to ${reached}.`,
    },
  ];
}
