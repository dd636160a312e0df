import { reachedBy } from '../../manifest/field-pattern';
import type { InventoryObject } from '../../manifest/inventory';
import { isObject, objectAt, text } from '../../manifest/json';
import type { KindName } from '../../manifest/kinds';
import { selects } from '../../manifest/selections';
import { check, type Breach } from '../check';
import { exampleWorkload } from './examples';
import { Field } from './field';
import { labelMistakes, selectorMistakes } from './label-selector';

const WORKLOADS: ReadonlySet<KindName> = new Set([
  'Deployment.apps',
  'ReplicaSet.apps',
  'StatefulSet.apps',
  'DaemonSet.apps',
]);

/** Workloads from before there were label selectors. */
const MAPPED: ReadonlySet<KindName> = new Set(['ReplicationController', 'DeploymentConfig.apps.openshift.io']);

/** Where the other kinds have label selectors. */
const SELECTORS: ReadonlyMap<KindName, readonly string[]> = new Map([
  ['PersistentVolumeClaim', ['spec.selector']],
  ['PodDisruptionBudget.policy', ['spec.selector']],
  [
    'NetworkPolicy.networking.k8s.io',
    [
      'spec.podSelector',
      ...['ingress[].from[]', 'egress[].to[]'].flatMap((peers) => [
        `spec.${peers}.podSelector`,
        `spec.${peers}.namespaceSelector`,
      ]),
    ],
  ],
  ['ClusterRole.rbac.authorization.k8s.io', ['aggregationRule.clusterRoleSelectors[]']],
]);

/** Selectors of controllers that do not select the pods which they make, and selectors that select nothing at all. */
export const selector = check(
  {
    id: 'validation/selector',
    pack: 'baseline',
    severity: 'error',
    title: 'A selector is well formed, and that of a workload matches the labels of its own pods.',
    why: 'The API server refuses the object: a controller that did not find its pods would make new ones for ever.',
    fix: "Put the labels of the selector into the template's `metadata.labels` as well.",
    fails: exampleWorkload('Deployment', 'replicas: 2').replace('labels: { app: web }', 'labels: { app: shop }'),
    passes: exampleWorkload('Deployment', 'replicas: 2'),
  },
  ({ objects }) => objects.flatMap(mistakesIn),
);

function mistakesIn(object: InventoryObject): readonly Breach[] {
  const root = new Field(object);
  if (WORKLOADS.has(object.kind)) return workloadMistakes(root);
  if (object.kind === 'Job.batch') return jobMistakes(root);
  if (object.kind === 'CronJob.batch') return cronJobMistakes(root.get('spec', 'jobTemplate', 'spec'));
  if (MAPPED.has(object.kind)) return controllerMistakes(root.get('spec'));
  if (object.kind === 'Service') return labelMistakes(root.get('spec', 'selector'));
  return (SELECTORS.get(object.kind) ?? []).flatMap((pattern) =>
    reachedBy(pattern, object.manifest).flatMap(([, at]) => selectorMistakes(new Field(object, at))),
  );
}

function workloadMistakes(root: Field): readonly Breach[] {
  const selector = root.get('spec', 'selector');
  if (!isObject(selector.value)) return [];
  if (!selector.get('matchLabels').isFilled && !selector.get('matchExpressions').isFilled)
    return [
      selector.breach('The selector is empty: it would match all pods of the namespace.', {
        want: "the labels of the template's pods",
        fix: "Write the labels of the template's pods into `matchLabels`.",
      }),
    ];
  const mistakes = selectorMistakes(selector);
  return mistakes.length > 0 ? mistakes : mismatch(selector, root.get('spec', 'template', 'metadata', 'labels'));
}

function mismatch(selector: Field, labels: Field): readonly Breach[] {
  if (!isObject(selector.value)) return [];
  const given = isObject(labels.value) ? labels.value : {};
  if (selects(selector.value, given)) return [];
  const wanted = objectAt(selector.value, 'matchLabels');
  const missing = Object.entries(wanted).filter(([key, value]) => given[key] !== value);
  const [key, value] = missing[0] ?? [];
  const found = key !== undefined && Object.hasOwn(given, key) ? `'${key}: ${text(given[key])}'` : 'none';
  const message =
    key === undefined
      ? 'The expressions of the selector do not match the labels of the template.'
      : `The selector asks for the label '${key}: ${text(value)}'; the template has ${found}.`;
  return [labels.breach(message, { want: JSON.stringify(key === undefined ? selector.value : wanted) })];
}

function jobMistakes(root: Field): readonly Breach[] {
  const selector = root.get('spec', 'selector');
  const isManual = root.get('spec', 'manualSelector').value === true;
  if (isManual && !selector.isGiven)
    return [selector.breach('The Job has a manual selector, and no `selector`.', { fix: 'Leave both out.' })];
  if (!isObject(selector.value)) return [];
  const mistakes = selectorMistakes(selector);
  if (mistakes.length > 0) return mistakes;
  if (isManual) return mismatch(selector, root.get('spec', 'template', 'metadata', 'labels'));
  if (selects(selector.value, { 'job-name': root.get('metadata', 'name').text })) return [];
  return [
    selector.breach('The Job has a selector of its own, which the API server generates.', {
      want: 'no selector',
      fix: 'Leave `selector` out.',
    }),
  ];
}

function cronJobMistakes(spec: Field): readonly Breach[] {
  const selector = spec.get('selector');
  const manual = spec.get('manualSelector');
  return [
    ...(selector.isGiven
      ? [selector.breach('The Jobs have a selector of their own.', { want: 'none', fix: 'Leave `selector` out.' })]
      : []),
    ...(manual.value === true
      ? [manual.breach('The Jobs of a CronJob cannot have selectors of their own.', { fix: 'Leave it out.' })]
      : []),
  ];
}

/** The older map of labels, which is copied from the template where it is missing. */
function controllerMistakes(spec: Field): readonly Breach[] {
  const selector = spec.get('selector');
  const labels = spec.get('template', 'metadata', 'labels');
  if (!selector.isFilled)
    return labels.isFilled ? [] : [selector.breach('There is no selector, and the template has no labels.')];
  const given = isObject(labels.value) ? labels.value : {};
  return selector.fields
    .filter(({ key, value }) => given[key] !== value)
    .slice(0, 1)
    .map(({ key, value }) =>
      labels.breach(`The selector asks for the label '${key}: ${text(value)}', which the template does not have.`),
    );
}
