import { placeOf, titleOf, type InventoryObject } from '../../manifest/inventory';
import { objectAt, text, type JsonObject } from '../../manifest/json';
import type { Selection } from '../../manifest/selections';
import { check, type Breach, type Check } from '../check';
import type { Rule } from '../rule';
import { EXAMPLE_PORT, exampleDeployment } from './examples';
import { declaring } from './missing';
import { isAsking, Selected, selectorAt } from './selected';

const service = (label: string): string => `
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { selector: { app: ${label} }, ports: [{ port: 80, targetPort: 8080 }] }`;

/** Services whose selector matches no pods. */
export const serviceSelectors = unmatched(
  {
    id: 'link/service-selector',
    pack: 'baseline',
    severity: 'error',
    title: 'The selector of a Service matches pods of its namespace.',
    why: 'The Service has no endpoints: every request to it fails.',
    fix: 'Select labels that the pods of a workload in the same namespace have.',
    fails: `${exampleDeployment('web', EXAMPLE_PORT)}${service('wbe')}`,
    passes: `${exampleDeployment('web', EXAMPLE_PORT)}${service('web')}`,
  },
  { kind: 'Service', when: ({ from }) => objectAt(from.manifest, 'spec')['type'] !== 'ExternalName' },
);

const budget = (label: string): string => `
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: { name: web, namespace: shop }
      spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: AlwaysAllow, selector: { matchLabels: { app: ${label} } } }`;

/** PodDisruptionBudgets that protect nothing. */
export const disruptionBudgets = unmatched(
  {
    id: 'link/disruption-budget',
    pack: 'baseline',
    severity: 'error',
    title: 'The selector of a PodDisruptionBudget matches pods of its namespace.',
    why: 'It protects nothing: draining nodes may evict all the pods at once that it was meant for.',
    fix: 'Select labels that the pods of a workload in the same namespace have.',
    fails: `${exampleDeployment('web')}${budget('wbe')}`,
    passes: `${exampleDeployment('web')}${budget('web')}`,
  },
  { kind: 'PodDisruptionBudget.policy' },
);

interface Selecting {
  readonly kind: string;
  readonly when?: (selection: Selection) => boolean;
}

/** A rule that the selectors of a kind match pods. */
export function unmatched(rule: Rule, { kind, when = () => true }: Selecting): Check {
  return check(rule, (context) => {
    const selected = Selected.of(context);
    return selected
      .by(kind)
      .filter((selection) => when(selection) && isUnmatched(selection, selected))
      .map((selection) => nothingSelected(selection, selected));
  });
}

/** Whether a selector asks for pods, and there are none that it could mean. */
export function isUnmatched(selection: Selection, selected: Selected): boolean {
  const { from, at } = selection;
  const selector = selectorAt(from, at);
  if (!isAsking(selector) || selected.objects(selection).length > 0) return false;
  return !selected.mayMatch(placeOf({ ...from, kind: 'Pod' }), selector);
}

/** That a selector matches no pods. */
export function nothingSelected(selection: Selection, selected: Selected): Breach {
  const { from, at } = selection;
  const selector = selectorAt(from, at);
  return {
    object: from,
    at,
    message: `The selector of ${titleOf(from)}${described(selector)} matches no pods of ${namespaceOf(from)}${selected.missed(selection)}.`,
    want: 'labels of pods of the same namespace',
    fix: `Select labels that the pods of a workload have${declaredAs(selector)}`,
  };
}

function namespaceOf({ namespace }: InventoryObject): string {
  return namespace === undefined ? 'its namespace' : `the namespace '${namespace}'`;
}

/** Labels as people write them. */
function described(selector: JsonObject): string {
  const labels = Object.entries(objectAt(selector, 'matchLabels'));
  return labels.length === 0 ? '' : `, '${labels.map(([key, value]) => `${key}: ${text(value)}`).join(', ')}',`;
}

function declaredAs(selector: JsonObject): string {
  const [name] = Object.values(objectAt(selector, 'matchLabels'));
  return typeof name === 'string' && name !== '' ? `, or ${declaring('Deployment.apps', name)}` : '.';
}
