import type { Breach } from '../check';
import type { Context } from '../context';
import { containersIn, type PodField } from './containers';
import type { Field } from './field';
import { oldNodeLabel } from './node-labels';
import { LABEL_VALUE } from './syntax';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const SECCOMP = 'seccomp.security.alpha.kubernetes.io/pod';
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const SECCOMP_OF = 'container.seccomp.security.alpha.kubernetes.io/';

/** Annotations that nobody reads, and what is read in their place. */
const ANNOTATIONS: Readonly<Record<string, string>> = {
  'scheduler.alpha.kubernetes.io/critical-pod': 'priorityClassName',
  'security.alpha.kubernetes.io/sysctls': 'sysctls',
  'security.alpha.kubernetes.io/unsafe-sysctls': 'sysctls',
};

/** What the API server warns of in a pod as a whole. */
export function podWarnings(context: Context, pod: PodField): readonly Breach[] {
  const { spec } = pod;
  const grace = spec.get('terminationGracePeriodSeconds');
  return [
    ...spec.get('nodeSelector').fields.flatMap((label) => oldNodeLabel(label, label.key)),
    ...affinityWarnings(spec.get('affinity')),
    ...spec
      .get('topologySpreadConstraints')
      .items.flatMap((constraint) => [
        ...oldNodeLabel(constraint.get('topologyKey'), constraint.get('topologyKey').text),
        ...withoutSelector(constraint),
      ]),
    ...annotationWarnings(context, pod),
    ...twice(spec.get('hostAliases'), 'ip'),
    ...twice(spec.get('imagePullSecrets'), 'name'),
    ...spec
      .get('imagePullSecrets')
      .items.filter((secret) => !secret.get('name').isFilled)
      .map((secret) =>
        secret.get('name').breach('The Secret for pulling images has no name.', { fix: 'Write its name.' }),
      ),
    ...((grace.number ?? 0) < 0
      ? [grace.breach(`The pod has ${grace.number} seconds to end, which becomes 1.`, { want: 'at least 0' })]
      : []),
  ];
}

function affinityWarnings(affinity: Field): readonly Breach[] {
  if (!affinity.isGiven) return [];
  return [
    ...nodeWarnings(affinity.get('nodeAffinity')),
    ...['podAffinity', 'podAntiAffinity'].flatMap((kind) => [
      ...affinity.get(kind, REQUIRED).items.flatMap(withoutSelector),
      ...affinity.get(kind, PREFERRED).items.flatMap((wish) => withoutSelector(wish.get('podAffinityTerm'))),
    ]),
  ];
}

function nodeWarnings(affinity: Field): readonly Breach[] {
  const required = affinity.get(REQUIRED, 'nodeSelectorTerms').items;
  const preferred = affinity.get(PREFERRED).items.map((wish) => wish.get('preference'));
  return [
    ...[...required, ...preferred].flatMap((term) =>
      term
        .get('matchExpressions')
        .items.flatMap((expression) => oldNodeLabel(expression.get('key'), expression.get('key').text)),
    ),
    ...preferred.flatMap((term) =>
      term
        .get('matchExpressions')
        .items.flatMap((expression) => expression.get('values').items)
        .filter(({ text }) => !LABEL_VALUE.is(text))
        .map((value) => value.breach(`No node has a label '${value.text}'.`, { want: LABEL_VALUE.want })),
    ),
  ];
}

function withoutSelector(term: Field): readonly Breach[] {
  const selector = term.get('labelSelector');
  if (selector.isGiven) return [];
  return [
    selector.breach('The term has no `labelSelector`, and so matches no pods.', {
      want: 'the labels of the pods',
      fix: 'Write the labels of the pods, or `{}` for all.',
    }),
  ];
}

function annotationWarnings(context: Context, pod: PodField): readonly Breach[] {
  const annotations = pod.template.get('metadata', 'annotations');
  if (!annotations.isFilled) return [];
  const isSet = pod.spec.get('securityContext', 'seccompProfile').isGiven;
  const containers = containersIn(pod)
    .filter(({ field }) => !field.get('securityContext', 'seccompProfile').isGiven)
    .map(({ field }) => `${SECCOMP_OF}${field.get('name').text}`);
  const armored = containersIn(pod)
    .filter(({ field }) => ![field, pod.spec].some((each) => each.get('securityContext', 'appArmorProfile').isGiven))
    .map(({ field }) => `${APP_ARMOR}${field.get('name').text}`);
  return [
    ...Object.entries(ANNOTATIONS),
    ...[...(isSet ? [] : [SECCOMP]), ...containers].map((key) => [key, 'seccompProfile'] as const),
    ...(context.isAtLeast('1.30') ? armored : []).map((key) => [key, 'appArmorProfile'] as const),
  ]
    .map(([key, field]) => [annotations.get(key), field] as const)
    .filter(([annotation]) => annotation.isGiven)
    .map(([annotation, field]) =>
      annotation.breach(`The annotation '${annotation.key}' is ${standingOf(field)}.`, {
        want: 'none',
        fix: `Write \`${field}\`.`,
      }),
    );
}

/** Those for seccomp were dropped with 1.27; the others may still be read by an older kubelet. */
function standingOf(field: string): string {
  return field === 'seccompProfile' ? 'read by nobody since Kubernetes 1.27' : 'deprecated';
}

function twice(list: Field, key: string): readonly Breach[] {
  const seen = new Set<string>();
  return list.items.flatMap((item) => {
    const field = item.get(key);
    const isTwice = field.text !== '' && seen.has(field.text);
    seen.add(field.text);
    return isTwice ? [field.breach(`'${field.text}' is in \`${list.key}\` twice.`, { fix: 'Merge the two.' })] : [];
  });
}
