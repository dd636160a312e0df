import { entryOf } from '../../manifest/json';
import type { Breach } from '../check';
import type { Field } from './field';
import { amountIn, below } from './numbers';
import { DNS_LABEL, empty, misspelt, PATH_SEGMENT } from './syntax';

/** Each type of metric: the field that says more of it, and the targets that it may have, of which one is needed. */
const TYPES: Readonly<Record<string, { field: string; targets: readonly string[]; isOne?: boolean }>> = {
  Object: { field: 'object', targets: ['value', 'averageValue'] },
  Pods: { field: 'pods', targets: ['averageValue'] },
  Resource: { field: 'resource', targets: ['averageUtilization', 'averageValue'], isOne: true },
  ContainerResource: { field: 'containerResource', targets: ['averageUtilization', 'averageValue'], isOne: true },
  External: { field: 'external', targets: ['value', 'averageValue'], isOne: true },
};

/** What the API server refuses in the metrics of an autoscaler. */
export function scaleMetrics(metrics: Field): readonly Breach[] {
  return metrics.items.flatMap((metric) => {
    const type = metric.get('type').text;
    const known = entryOf(TYPES, type);
    if (known === undefined) return [];
    const source = metric.get(known.field);
    return [
      ...(source.isGiven
        ? sourceMistakes(source, known)
        : [
            source.breach(`The metric of type '${type}' has no \`${known.field}\`.`, {
              fix: `Say more of it below \`${known.field}\`.`,
            }),
          ]),
      ...otherSources(metric, known.field),
    ];
  });
}

function otherSources(metric: Field, expected: string): readonly Breach[] {
  return Object.values(TYPES)
    .map(({ field }) => metric.get(field))
    .filter(({ key, isGiven }) => isGiven && key !== expected)
    .map((source) =>
      source.breach(`The metric of type '${metric.get('type').text}' has \`${source.key}\`.`, {
        want: `\`${expected}\` alone`,
        fix: 'Leave it out.',
      }),
    );
}

function sourceMistakes(
  source: Field,
  { targets, isOne }: { targets: readonly string[]; isOne?: boolean },
): readonly Breach[] {
  const target = source.get('target');
  const given = targets.filter((name) => target.get(name).isGiven);
  const [first = ''] = targets;
  return [
    ...(given.length === 0
      ? [
          target.get(first).breach('The metric has no target.', {
            want: targets.map((name) => `\`${name}\``).join(' or '),
            fix: `Write \`${first}\` into its target.`,
          }),
        ]
      : []),
    ...(isOne && given.length === 2
      ? [
          target.breach(`The metric has several targets: ${given.join(', ')}.`, {
            want: 'one',
            fix: 'Keep one of them.',
          }),
        ]
      : []),
    ...['value', 'averageValue'].flatMap((name) => noPositive(target.get(name))),
    ...below(target.get('averageUtilization'), 1),
    ...nameMistakes(source),
  ];
}

function nameMistakes(source: Field): readonly Breach[] {
  const name = source.get('metric', 'name');
  const container = source.get('container');
  return [
    ...empty(name, 'The metric has no name.'),
    ...misspelt(name, PATH_SEGMENT, 'the name of a metric'),
    ...empty(source.get('name'), 'The resource has no name.'),
    ...empty(container, 'The container has no name.'),
    ...misspelt(container, DNS_LABEL, 'the name of a container'),
    ...['kind', 'name'].flatMap((field) =>
      empty(source.get('describedObject', field), `The object has an empty ${field}.`),
    ),
  ];
}

function noPositive(field: Field): readonly Breach[] {
  const amount = amountIn(field.value);
  if (amount === undefined || amount > 0) return [];
  return [
    field.breach(`The target of the metric is ${amount}.`, { want: 'more than 0', fix: 'Write a positive amount.' }),
  ];
}
