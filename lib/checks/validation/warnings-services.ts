import type { Breach } from '../check';
import type { Context } from '../context';
import { Field } from './field';

const HINTS = 'service.kubernetes.io/topology-aware-hints';
const MODE = 'service.kubernetes.io/topology-mode';

/** What the API server warns of in Services. */
export function serviceWarnings(context: Context): readonly Breach[] {
  return context.ofKind('Service').flatMap((object) => {
    const hints = new Field(object, ['metadata', 'annotations', HINTS]);
    const spec = new Field(object, ['spec']);
    const type = spec.get('type').text || 'ClusterIP';
    return [
      ...(hints.isGiven
        ? [hints.breach(`The annotation '${HINTS}' is deprecated.`, { want: MODE, fix: `Write '${MODE}'.` })]
        : []),
      ...ignored(context, spec, type).map((field) =>
        field.breach(
          `The Service is ${type === 'ExternalName' ? 'an alias' : 'no alias, or headless'}, and \`${field.key}\` is ignored.`,
          {
            want: 'none',
            fix: `Leave \`${field.key}\` out.`,
          },
        ),
      ),
      ...deprecated(context, spec, type),
    ];
  });
}

/** What has no effect in a Service of the type. */
function ignored(context: Context, spec: Field, type: string): readonly Field[] {
  // Versions before 1.34 say nothing of headless ones.
  const isHeadless = context.isAtLeast('1.34') && type === 'ClusterIP' && spec.get('clusterIP').text === 'None';
  const affinity = spec.get('sessionAffinity');
  return [
    ...(isHeadless ? [spec.get('loadBalancerIP'), spec.get('externalIPs')] : []),
    ...(isHeadless && affinity.text === 'ClientIP' ? [affinity] : []),
    ...(type === 'ExternalName' ? [spec.get('externalIPs')] : [spec.get('externalName')]),
  ].filter(({ isFilled }) => isFilled);
}

function deprecated(context: Context, spec: Field, type: string): readonly Breach[] {
  const addresses = spec.get('externalIPs');
  const distribution = spec.get('trafficDistribution');
  const isIgnored = type === 'ExternalName' || (type === 'ClusterIP' && spec.get('clusterIP').text === 'None');
  return [
    ...(context.isAtLeast('1.36') && addresses.isFilled && !isIgnored
      ? [
          addresses.breach('External addresses of a Service are deprecated.', {
            want: 'none',
            fix: 'Use a load balancer.',
          }),
        ]
      : []),
    ...(context.isAtLeast('1.35') && distribution.text === 'PreferClose'
      ? [
          distribution.breach("'PreferClose' is deprecated.", {
            want: "'PreferSameZone'",
            fix: "Write 'PreferSameZone'.",
          }),
        ]
      : []),
  ];
}
