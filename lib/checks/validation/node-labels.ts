import { entryOf } from '../../manifest/json';
import type { Breach } from '../check';
import type { Field } from './field';

/** Labels of nodes that have other names by now. */
const RENAMED: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'kubernetes.io/arch',
  'beta.kubernetes.io/os': 'kubernetes.io/os',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'beta.kubernetes.io/instance-type': 'node.kubernetes.io/instance-type',
  'node-role.kubernetes.io/master': 'node-role.kubernetes.io/control-plane',
};

/** That a label of nodes is an old one. */
export function oldNodeLabel(field: Field, label: string): readonly Breach[] {
  const name = entryOf(RENAMED, label);
  if (name === undefined) return [];
  return [field.breach(`The label '${label}' of nodes is deprecated.`, { want: name, fix: `Write '${name}'.` })];
}
