import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { legalName } from './names';

type Labels = Readonly<Record<string, string>>;

/** The labels by which the pods of a workload are found: few, and the same in every release. */
export function selectorLabels(name: string): Labels {
  return { 'app.kubernetes.io/name': name };
}

export const MANAGED_BY: Labels = { 'app.kubernetes.io/managed-by': 'stackwright' };

/** The labels of everything in a stack that a construct makes. */
export function stackLabels(scope: Construct): Labels {
  return {
    ...MANAGED_BY,
    'app.kubernetes.io/part-of': legalName(Chart.of(scope).node.id).slice(0, 63).replace(/-+$/, ''),
  };
}

/** The labels of everything that a workload makes. */
export function commonLabels(scope: Construct, name: string): Labels {
  return { ...selectorLabels(name), ...stackLabels(scope) };
}
