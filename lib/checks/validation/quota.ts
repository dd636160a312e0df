import { nearest } from '../../manifest/finding';
import { check, type Breach } from '../check';
import { exampleObject } from './examples';
import { Field } from './field';
import { limitMistakes } from './limit-range';
import { amountIn } from './numbers';
import { QUALIFIED_NAME } from './syntax';

const AMOUNTS = ['cpu', 'memory', 'ephemeral-storage'];
const COUNTS = [
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'persistentvolumeclaims',
  'configmaps',
  'services.nodeports',
  'services.loadbalancers',
];
const RESOURCES = [
  ...AMOUNTS,
  ...AMOUNTS.flatMap((name) => [`requests.${name}`, `limits.${name}`]),
  'requests.storage',
  ...COUNTS,
];
const OF_PODS = new Set(['pods', 'cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory']);
const SCOPES = [
  'Terminating',
  'NotTerminating',
  'BestEffort',
  'NotBestEffort',
  'PriorityClass',
  'CrossNamespacePodAffinity',
  'VolumeAttributesClass',
];

const limited = (limits: string): string => exampleObject('v1', 'ResourceQuota', `spec: { hard: { ${limits} } }`);

/** Quotas and ranges of limits that the API server refuses. */
export const quota = check(
  {
    id: 'validation/quota',
    pack: 'baseline',
    severity: 'error',
    title: 'A ResourceQuota limits what can be counted, and a LimitRange has limits that can all be kept.',
    why: 'The API server refuses the object.',
    fix: 'Write a resource that quotas know, or lower the smaller of the two limits.',
    fails: limited("limits.memroy: '4Gi'"),
    passes: limited("limits.memory: '4Gi'"),
  },
  (context) => [
    ...context.ofKind('ResourceQuota').flatMap((object) => quotaMistakes(new Field(object, ['spec']))),
    ...context.ofKind('LimitRange').flatMap((object) => limitMistakes(new Field(object, ['spec', 'limits']))),
  ],
);

function quotaMistakes(spec: Field): readonly Breach[] {
  return [
    ...spec.get('hard').fields.flatMap((limit) => [...nameMistakes(limit), ...amountMistakes(limit)]),
    ...scopeMistakes(spec),
    ...spec.get('scopeSelector', 'matchExpressions').items.flatMap((expression) => selectorMistakes(expression, spec)),
  ];
}

function nameMistakes(limit: Field): readonly Breach[] {
  const { key } = limit;
  if (key.includes('/') ? QUALIFIED_NAME.is(key) : RESOURCES.includes(key) || /^(requests\.)?hugepages-/.test(key))
    return [];
  const meant = nearest(key, RESOURCES);
  return [
    limit.breach(`A quota cannot limit '${key}'.`, {
      want: `${RESOURCES.join(', ')}, or count/<resource>.<group>`,
      fix: meant === undefined ? 'Write its full name, as in `requests.nvidia.com/gpu`.' : `Write '${meant}'.`,
    }),
  ];
}

function amountMistakes(limit: Field): readonly Breach[] {
  const amount = amountIn(limit.value);
  if (amount === undefined) return [];
  const isWhole =
    COUNTS.includes(limit.key) || (limit.key.includes('/') && !/kubernetes\.io\/|^requests\./.test(limit.key));
  if (amount >= 0 && (!isWhole || Number.isInteger(amount))) return [];
  const want = isWhole ? 'a whole number of at least 0' : 'an amount of at least 0';
  return [limit.breach(`The limit of '${limit.key}' is ${amount}.`, { want, fix: `Write ${want}.` })];
}

function scopeMistakes(spec: Field): readonly Breach[] {
  const scopes = spec.get('scopes');
  const names = scopes.items.map(({ text }) => text);
  return [
    ...scopes.items
      .filter(({ text }) => !SCOPES.includes(text))
      .map((scope) => scope.breach(`There is no scope '${scope.text}'.`, { want: SCOPES.join(', ') })),
    ...names.flatMap((name) => outOfScope(name, spec, scopes)),
    ...[
      ['BestEffort', 'NotBestEffort'],
      ['Terminating', 'NotTerminating'],
    ]
      .filter((pair) => pair.every((name) => names.includes(name)))
      .map((pair) => scopes.breach(`No pod is in both scopes: ${pair.join(', ')}.`, { want: 'one of them' })),
  ];
}

/** What a scope does not hold for. */
function outOfScope(scope: string, spec: Field, at: Field): readonly Breach[] {
  if (!SCOPES.includes(scope)) return [];
  const other = spec.get('hard').fields.find(({ key }) => RESOURCES.includes(key) && !isInScope(scope, key));
  return other
    ? [at.breach(`The scope '${scope}' does not hold for '${other.key}'.`, { fix: 'Make a quota of its own.' })]
    : [];
}

function isInScope(scope: string, resource: string): boolean {
  if (scope === 'BestEffort') return resource === 'pods';
  if (scope === 'VolumeAttributesClass')
    return resource === 'persistentvolumeclaims' || resource === 'requests.storage';
  return OF_PODS.has(resource);
}

function selectorMistakes(expression: Field, spec: Field): readonly Breach[] {
  const [scope, operator, values] = ['scopeName', 'operator', 'values'].map((name) => expression.get(name));
  if (!scope || !operator || !values) return [];
  const isClass = scope.text === 'PriorityClass' || scope.text === 'VolumeAttributesClass';
  const takesValues = operator.text === 'In' || operator.text === 'NotIn';
  return [
    ...(scope.isFilled && !SCOPES.includes(scope.text)
      ? [scope.breach(`There is no scope '${scope.text}'.`, { want: SCOPES.join(', ') })]
      : []),
    ...outOfScope(scope.text, spec, expression),
    ...(!isClass && operator.isFilled && operator.text !== 'Exists'
      ? [operator.breach(`The scope '${scope.text}' is there or not.`, { want: "'Exists'" })]
      : []),
    ...(takesValues && !values.isFilled ? [values.breach(`The operator '${operator.text}' has no values.`)] : []),
    ...(!takesValues && values.isFilled ? [values.breach(`The operator '${operator.text}' takes no values.`)] : []),
  ];
}
