import type { InventoryObject } from './inventory';
import type { KindName } from './kinds';

/** Labels that a controller gives to pods beside those of their template, with what they can be. */
export type AddedLabels = ReadonlyMap<string, RegExp>;

type Label = readonly [key: string, value: (name: string) => RegExp];

const any = (): RegExp => /^/;
const number = (): RegExp => /^\d+$/;
const itself = (name: string): RegExp => new RegExp(`^${escaped(name)}$`);
const numbered = (name: string): RegExp => new RegExp(`^${escaped(name)}-\\d+$`);

const job = (value: Label[1]): readonly Label[] => [
  ['batch.kubernetes.io/job-name', value],
  ['job-name', value],
  ['batch.kubernetes.io/controller-uid', any],
  ['controller-uid', any],
  ['batch.kubernetes.io/job-completion-index', number],
];

const ADDED: ReadonlyMap<KindName, readonly Label[]> = new Map<KindName, readonly Label[]>([
  ['Deployment.apps', [['pod-template-hash', any]]],
  ['ReplicaSet.apps', [['pod-template-hash', any]]],
  [
    'StatefulSet.apps',
    [
      ['statefulset.kubernetes.io/pod-name', numbered],
      ['apps.kubernetes.io/pod-index', number],
      ['controller-revision-hash', any],
    ],
  ],
  [
    'DaemonSet.apps',
    [
      ['controller-revision-hash', any],
      ['pod-template-generation', number],
    ],
  ],
  ['Job.batch', job(itself)],
  ['CronJob.batch', job(numbered)],
]);

const KEYS: ReadonlySet<string> = new Set([...ADDED.values()].flat().map(([key]) => key));

/** Whether some controller gives pods that label. */
export function isAddedLabel(key: string): boolean {
  return KEYS.has(key);
}

/** What its controller adds to the labels of an object's pods. */
export function addedLabels({ kind, name }: Pick<InventoryObject, 'kind' | 'name'>): AddedLabels {
  return new Map((ADDED.get(kind) ?? []).map(([key, value]) => [key, value(name)]));
}

function escaped(name: string): string {
  return name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
