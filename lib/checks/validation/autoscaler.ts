import { check, type Breach } from '../check';
import type { Context } from '../context';
import { scaleMetrics } from './autoscaler-metrics';
import { exampleObject } from './examples';
import { Field } from './field';
import { amountIn, below, outside } from './numbers';
import { empty, misspelt, PATH_SEGMENT } from './syntax';

const scaled = (replicas: string): string =>
  exampleObject(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    `spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, ${replicas} }`,
  );

/** Autoscalers that the API server refuses. */
export const autoscaler = check(
  {
    id: 'validation/autoscaler',
    pack: 'baseline',
    severity: 'error',
    title: 'The maximum of an autoscaler is not below its minimum, and each of its metrics has a target.',
    why: 'The API server refuses the object.',
    fix: 'Raise `maxReplicas`, or lower `minReplicas`.',
    fails: scaled('minReplicas: 5, maxReplicas: 3'),
    passes: scaled('minReplicas: 3, maxReplicas: 5'),
  },
  (context) =>
    context
      .ofKind('HorizontalPodAutoscaler.autoscaling')
      .flatMap((object) => mistakesIn(context, new Field(object, ['spec']))),
);

function mistakesIn(context: Context, spec: Field): readonly Breach[] {
  return [
    ...replicaMistakes(context, spec),
    ...targetMistakes(context, spec.get('scaleTargetRef')),
    ...below(spec.get('targetCPUUtilizationPercentage'), 1),
    ...scaleMetrics(spec.get('metrics')),
    ...['scaleUp', 'scaleDown'].flatMap((direction) => ruleMistakes(spec.get('behavior', direction))),
  ];
}

function replicaMistakes(context: Context, spec: Field): readonly Breach[] {
  const [minimum, maximum] = [spec.get('minReplicas'), spec.get('maxReplicas')];
  const isLess = minimum.number !== undefined && maximum.number !== undefined && maximum.number < minimum.number;
  return [
    ...below(maximum, 1),
    ...(isLess
      ? [
          maximum.breach(`The autoscaler keeps at least ${minimum.number} replicas, and at most ${maximum.number}.`, {
            want: `at least ${minimum.number}`,
          }),
        ]
      : []),
    ...(context.isAtLeast('1.37') ? zeroMistakes(spec) : below(minimum, 1)),
  ];
}

/** Since 1.37 there may be none, where something else than the pods tells that some are needed. */
function zeroMistakes(spec: Field): readonly Breach[] {
  const minimum = spec.get('minReplicas');
  const types = spec.get('metrics').items.map((metric) => metric.get('type').text);
  if (minimum.number !== 0 || types.includes('Object') || types.includes('External')) return below(minimum, 0);
  return [
    minimum.breach('The autoscaler may remove all replicas, and has no metric that tells when some are needed.', {
      want: "at least 1, or a metric of the type 'Object' or 'External'",
      fix: 'Write `minReplicas: 1`.',
    }),
  ];
}

function targetMistakes(context: Context, target: Field): readonly Breach[] {
  const version = target.get('apiVersion');
  // The only kind without a group that can be scaled.
  const hasGroup = /^[^/]+\/[^/]+$/.test(version.text) || target.get('kind').text === 'ReplicationController';
  return [
    ...['kind', 'name'].flatMap((name) => [
      ...empty(target.get(name), `The target has an empty ${name}.`),
      ...misspelt(target.get(name), PATH_SEGMENT, `the ${name} of a target`),
    ]),
    ...(context.isAtLeast('1.34') && target.isGiven && !hasGroup
      ? [
          version.breach(
            version.isFilled
              ? `The target's version '${version.text}' has no group.`
              : 'The target has no `apiVersion`.',
            { want: "group and version, as in 'apps/v1'", fix: 'Write `apiVersion: apps/v1`.' },
          ),
        ]
      : []),
  ];
}

function ruleMistakes(rules: Field): readonly Breach[] {
  const tolerance = rules.get('tolerance');
  const policies = rules.get('policies');
  return [
    ...outside(rules.get('stabilizationWindowSeconds'), 0, 3600),
    ...(Array.isArray(policies.value) && policies.value.length === 0
      ? [policies.breach('The list of policies is empty.', { want: 'at least one, or no list', fix: 'Leave it out.' })]
      : []),
    ...policies.items.flatMap((policy) => [
      ...below(policy.get('value'), 1),
      ...outside(policy.get('periodSeconds'), 1, 1800),
    ]),
    ...((amountIn(tolerance.value) ?? 0) < 0 ? [tolerance.breach('The tolerance is negative.')] : []),
  ];
}
