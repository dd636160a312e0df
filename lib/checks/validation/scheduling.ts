import { check, type Breach } from '../check';
import type { Context } from '../context';
import { examplePodOf } from '../example-objects';
import { podFields, type PodField } from './containers';
import type { Field } from './field';
import { expressionMistakes, labelMistakes, selectorMistakes } from './label-selector';
import { below, outside } from './numbers';
import { DNS_LABEL, empty, LABEL_VALUE, misspelt, QUALIFIED_NAME } from './syntax';

const NODE_OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'];
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/** Wishes about nodes that no scheduler understands. */
export const scheduling = check(
  {
    id: 'validation/scheduling',
    pack: 'baseline',
    severity: 'error',
    title: 'Node selectors, affinities, tolerations and spread constraints are well formed.',
    why: 'The API server refuses the object.',
    fix: 'Write the constraint as the API asks for it.',
    fails: examplePodOf('', 'tolerations: [{ key: gpu, operator: Exists, value: a100 }]'),
    passes: examplePodOf('', 'tolerations: [{ key: gpu, operator: Exists }]'),
  },
  (context) =>
    podFields(context).flatMap((pod) => [
      ...labelMistakes(pod.spec.get('nodeSelector')),
      ...pod.spec.get('tolerations').items.flatMap(tolerationMistakes),
      ...spreadMistakes(context, pod),
      ...nodeMistakes(pod.spec.get('affinity', 'nodeAffinity')),
      ...['podAffinity', 'podAntiAffinity'].flatMap((kind) => affinityMistakes(pod.spec.get('affinity', kind))),
    ]),
);

function tolerationMistakes(toleration: Field): readonly Breach[] {
  const [key, operator, value] = ['key', 'operator', 'value'].map((name) => toleration.get(name));
  if (!key || !operator || !value) return [];
  const effect = toleration.get('effect');
  return [
    ...misspelt(key, QUALIFIED_NAME, 'the key of a taint'),
    ...(!key.isFilled && operator.text !== 'Exists'
      ? [
          operator.breach('The toleration names no taint.', {
            want: "'Exists', which tolerates all taints",
            fix: 'Write the `key` of the taint.',
          }),
        ]
      : []),
    ...(toleration.get('tolerationSeconds').isGiven && effect.text !== 'NoExecute'
      ? [
          effect.breach(`Pods are not evicted by taints of the effect '${effect.text}'.`, {
            want: "'NoExecute', or no `tolerationSeconds`",
          }),
        ]
      : []),
    ...(operator.text === 'Exists' && value.isFilled
      ? [
          operator.breach(`The toleration of any value has the value '${value.text}'.`, {
            want: "'Equal', or no `value`",
          }),
        ]
      : []),
    ...(operator.text === 'Exists' ? [] : misspelt(value, LABEL_VALUE, 'the value of a taint')),
    ...(operator.text === 'Lt' || operator.text === 'Gt'
      ? [operator.breach(`There is no operator '${operator.text}'.`, { want: "'Equal' or 'Exists'" })]
      : []),
  ];
}

function spreadMistakes(context: Context, { spec }: PodField): readonly Breach[] {
  const seen = new Set<string>();
  return spec.get('topologySpreadConstraints').items.flatMap((constraint) => {
    const [key, action] = [constraint.get('topologyKey'), constraint.get('whenUnsatisfiable').text];
    const domains = constraint.get('minDomains');
    const identity = `${key.text} ${action}`;
    const isTwice = seen.has(identity);
    seen.add(identity);
    return [
      ...below(constraint.get('maxSkew'), 1),
      ...empty(key, 'The constraint has an empty `topologyKey`.'),
      ...(isTwice
        ? [
            constraint.breach(`Two constraints spread by '${key.text}' with '${action}'.`, {
              want: 'one',
              fix: 'Merge them.',
            }),
          ]
        : []),
      ...below(domains, 1),
      ...(domains.isGiven && action === 'ScheduleAnyway'
        ? [domains.breach('The number of domains is fixed, and need not hold.', { want: "none, or 'DoNotSchedule'" })]
        : []),
      ...selectorMistakes(constraint.get('labelSelector')),
      ...labelKeyMistakes(constraint, ['matchLabelKeys']),
      ...(context.isAtLeast('1.34') ? [] : keysTwice(constraint)),
    ];
  });
}

/** Keys whose values come from the pod: they add to a selector. */
function labelKeyMistakes(term: Field, lists: readonly string[]): readonly Breach[] {
  return lists.flatMap((name) => {
    const list = term.get(name);
    if (!list.isFilled) return [];
    if (!term.get('labelSelector').isGiven)
      return [list.breach(`There are \`${name}\`, and no \`labelSelector\` that they add to.`)];
    return list.items.flatMap((key) => misspelt(key, QUALIFIED_NAME, 'the key of a label'));
  });
}

/** Versions before 1.34 want each key in one of the two. */
function keysTwice(term: Field): readonly Breach[] {
  const selector = term.get('labelSelector');
  const known = new Set([
    ...selector.get('matchLabels').fields.map(({ key }) => key),
    ...selector.get('matchExpressions').items.map((expression) => expression.get('key').text),
  ]);
  return term
    .get('matchLabelKeys')
    .items.filter(({ text }) => known.has(text))
    .map((key) =>
      key.breach(`The label '${key.text}' is in the selector already.`, { fix: 'Leave it out of one of the two.' }),
    );
}

function nodeMistakes(affinity: Field): readonly Breach[] {
  const required = affinity.get(REQUIRED);
  const terms = required.get('nodeSelectorTerms');
  return [
    ...(Array.isArray(terms.value) && terms.value.length === 0
      ? [terms.breach('The required affinity has no terms.', { want: 'at least one', fix: 'Leave the affinity out.' })]
      : []),
    ...terms.items.flatMap((term) => termMistakes(term, true)),
    ...affinity
      .get(PREFERRED)
      .items.flatMap((wish) => [
        ...outside(wish.get('weight'), 1, 100),
        ...termMistakes(wish.get('preference'), false),
      ]),
  ];
}

/** What the API server refuses in a term that selects nodes; the values of a wish are only warned of. */
export function termMistakes(term: Field, isRequired: boolean): readonly Breach[] {
  return [
    ...term
      .get('matchExpressions')
      .items.flatMap((expression) => [
        ...expressionMistakes(expression, NODE_OPERATORS),
        ...(isRequired
          ? expression.get('values').items.flatMap((value) => misspelt(value, LABEL_VALUE, 'the value of a label'))
          : []),
      ]),
    ...term.get('matchFields').items.flatMap(nodeFieldMistakes),
  ];
}

function nodeFieldMistakes(expression: Field): readonly Breach[] {
  const [key, operator, values] = ['key', 'operator', 'values'].map((name) => expression.get(name));
  if (!key || !operator || !values) return [];
  return [
    ...(typeof key.value === 'string' && key.text !== 'metadata.name'
      ? [key.breach(`Nodes are not selected by the field '${key.text}'.`, { want: "'metadata.name'" })]
      : []),
    ...(typeof operator.value === 'string' && operator.text !== 'In' && operator.text !== 'NotIn'
      ? [operator.breach(`There is no operator '${operator.text}' for fields.`, { want: "'In' or 'NotIn'" })]
      : values.items.length === 1
        ? []
        : [values.breach(`There are ${values.items.length} values.`, { want: 'one' })]),
  ];
}

function affinityMistakes(affinity: Field): readonly Breach[] {
  return [
    ...affinity.get(REQUIRED).items.flatMap(podTermMistakes),
    ...affinity
      .get(PREFERRED)
      .items.flatMap((wish) => [
        ...outside(wish.get('weight'), 1, 100),
        ...podTermMistakes(wish.get('podAffinityTerm')),
      ]),
  ];
}

function podTermMistakes(term: Field): readonly Breach[] {
  const key = term.get('topologyKey');
  return [
    ...empty(key, 'The term has an empty `topologyKey`.', {
      want: "the label of nodes, as in 'kubernetes.io/hostname'",
    }),
    ...misspelt(key, QUALIFIED_NAME, 'the key of a label'),
    ...selectorMistakes(term.get('labelSelector')),
    ...selectorMistakes(term.get('namespaceSelector')),
    ...term.get('namespaces').items.flatMap((name) => misspelt(name, DNS_LABEL, 'the name of a Namespace')),
    ...labelKeyMistakes(term, ['matchLabelKeys', 'mismatchLabelKeys']),
  ];
}
