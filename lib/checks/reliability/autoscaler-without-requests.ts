import { titleOf, type InventoryObject } from '../../manifest/inventory';
import { isList, isObject, objectAt, text, type JsonObject, type JsonPath } from '../../manifest/json';
import { check, type Breach } from '../check';
import type { Context } from '../context';
import { autoscaler, stream, workload } from './examples';
import { has, podHas, titled, type Resource } from './requests';

/** An autoscaler that scales by a share of requests that are not there. */
export const autoscalerWithoutRequests = check(
  {
    id: 'reliability/autoscaler-without-requests',
    pack: 'baseline',
    severity: 'error',
    title: 'Containers request what their autoscaler takes a percentage of.',
    why: 'Utilization is a percentage of the request: where one container has none, the autoscaler never scales.',
    fix: 'Set the request, or scale by an `AverageValue`.',
    fails: stream(
      workload({ container: 'resources: { requests: { memory: 64Mi }, limits: { memory: 64Mi } }' }),
      autoscaler('web', 2, 9),
    ),
    passes: stream(
      workload({ container: 'resources: { requests: { cpu: 100m, memory: 64Mi }, limits: { memory: 64Mi } }' }),
      autoscaler('web', 2, 9),
    ),
  },
  (context) =>
    context
      .ofKind('HorizontalPodAutoscaler.autoscaling')
      .flatMap((object) =>
        context
          .referencesFrom(object)
          .flatMap(({ at, to }) => (to && at[1] === 'scaleTargetRef' ? breachesOf(context, object, to) : [])),
      ),
);

/** That an autoscaler looks at how much of its request something uses. */
interface Metric {
  readonly at: JsonPath;
  readonly resource: Resource;
  /** The only container that it looks at. */
  readonly container?: string;
}

function breachesOf(context: Context, scaler: InventoryObject, target: InventoryObject): readonly Breach[] {
  const made = context.podsOf(target);
  if (!made) return [];
  return metricsOf(scaler).flatMap(({ at, resource, container: only }) => {
    const wanted = ['requests', resource] as const;
    if (only === undefined && podHas(context, made, wanted)) return [];
    return made.containers
      .filter(({ isLasting, container }) => isLasting && (only === undefined || container['name'] === only))
      .filter((container) => !has(context, { made, container }, wanted))
      .map((container) => ({
        object: target,
        at: [...container.at, 'resources', 'requests', resource],
        message: `${titleOf(scaler)} scales by ${resource} (/${at.join('/')}), which the ${titled(container, made)} does not request.`,
        want: `a request of ${resource} in each container that it looks at`,
      }));
  });
}

function metricsOf({ manifest }: InventoryObject): readonly Metric[] {
  const spec = objectAt(manifest, 'spec');
  const { metrics } = spec;
  // Without metrics, the API server takes a share of the cpu.
  if (!isList(metrics) || metrics.length === 0) {
    const field = 'targetCPUUtilizationPercentage' in spec ? ['targetCPUUtilizationPercentage'] : [];
    return [{ at: ['spec', ...field], resource: 'cpu' }];
  }
  return metrics.flatMap((metric, index) => (isObject(metric) ? metricOf(metric, ['spec', 'metrics', index]) : []));
}

function metricOf(metric: JsonObject, at: JsonPath): readonly Metric[] {
  const source = metric['type'] === 'ContainerResource' ? 'containerResource' : 'resource';
  if (metric['type'] !== 'Resource' && metric['type'] !== 'ContainerResource') return [];
  const { name, target, container } = objectAt(metric, source);
  if ((name !== 'cpu' && name !== 'memory') || objectAt(target)['type'] !== 'Utilization') return [];
  const only = source === 'containerResource' ? { container: text(container) } : {};
  return [{ at: [...at, source, 'name'], resource: name, ...only }];
}
