import type { InventoryObject } from '../../manifest/inventory';
import { check, type Breach } from '../check';
import { Field } from './field';
import { empty, misspelt, QUALIFIED_NAME } from './syntax';

const example = (finalizer: string): string => `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: web, namespace: shop, finalizers: [${finalizer}] }
    `;

const ORPHAN = 'orphan';
const FOREGROUND = 'foregroundDeletion';
const STANDARD: ReadonlySet<string> = new Set(['kubernetes', ORPHAN, FOREGROUND]);

/** Groups whose kinds take no finalizer without a domain. Custom resources do, and so do a few other kinds. */
const GROUPS: ReadonlySet<string> = new Set([
  '',
  'apps',
  'autoscaling',
  'batch',
  'discovery.k8s.io',
  'networking.k8s.io',
  'rbac.authorization.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
]);

/** Finalizers that the API server refuses. */
export const finalizers = check(
  {
    id: 'validation/finalizers',
    pack: 'baseline',
    severity: 'error',
    title: 'Finalizers have the names of their owners before them.',
    why: 'The API server refuses the object.',
    fix: 'Write the domain of whoever removes the finalizer before it, as in `shop.example/cleanup`.',
    fails: example('cleanup'),
    passes: example('shop.example/cleanup'),
  },
  ({ objects }) =>
    objects.flatMap((object) => {
      const list = new Field(object, ['metadata', 'finalizers']);
      return [...list.items.flatMap((item) => mistakesIn(item, asksForDomain(object))), ...contrary(list)];
    }),
);

function mistakesIn(item: Field, isBuiltIn: boolean): readonly Breach[] {
  const mistakes = [
    ...empty(item, 'The name of a finalizer is empty.', { want: QUALIFIED_NAME.want }),
    ...misspelt(item, QUALIFIED_NAME, 'the name of a finalizer'),
  ];
  const isBare = isBuiltIn && item.text !== '' && !item.text.includes('/') && !STANDARD.has(item.text);
  if (mistakes.length > 0 || !isBare) return mistakes;
  return [
    item.breach(`The finalizer '${item.text}' has no domain before it.`, {
      want: "a name as in 'shop.example/cleanup'",
    }),
  ];
}

function asksForDomain({ kind }: InventoryObject): boolean {
  const dot = kind.indexOf('.');
  return GROUPS.has(dot < 0 ? '' : kind.slice(dot + 1)) && kind !== 'Event';
}

function contrary(list: Field): readonly Breach[] {
  const names = new Set(list.items.map(({ text }) => text));
  if (!names.has(ORPHAN) || !names.has(FOREGROUND)) return [];
  return [
    list.breach('What belongs to the object is both left behind and deleted first.', {
      want: `'${ORPHAN}' or '${FOREGROUND}'`,
      fix: 'Leave one of the two out.',
    }),
  ];
}
