import type { Identity } from '../../manifest/inventory';

/** An object that is there without anybody's doing. */
export type ExistingObject = Pick<Identity, 'kind' | 'name'> & {
  /** @default - any, where its kind has one */
  readonly namespace?: string;
};

/** What the control plane makes by itself, in every cluster or in every namespace. */
const EVERYWHERE: readonly ExistingObject[] = [
  ...['default', 'kube-system', 'kube-public', 'kube-node-lease'].map((name) => ({ kind: 'Namespace', name })),
  { kind: 'ServiceAccount', name: 'default' },
  { kind: 'ConfigMap', name: 'kube-root-ca.crt' },
  { kind: 'Service', name: 'kubernetes', namespace: 'default' },
];

/** Whether an object is there before anybody deploys it. */
export function isExisting(object: Identity, more: readonly ExistingObject[] = []): boolean {
  return [...EVERYWHERE, ...more].some(
    ({ kind, name, namespace }) =>
      object.kind === kind && object.name === name && (namespace === undefined || object.namespace === namespace),
  );
}
