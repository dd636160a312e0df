import { groupBy } from '../../manifest/group';
import { identityOf, titleOf, type InventoryObject } from '../../manifest/inventory';
import { locationOf } from '../../manifest/source';
import { check } from '../check';

/** Two objects of one kind, namespace and name. */
export const duplicates = check(
  {
    id: 'name/duplicate',
    pack: 'baseline',
    severity: 'error',
    title: 'Each object has a kind, namespace and name of its own.',
    why: 'The API server tells objects apart by these: of two that share them, only the one that was applied last remains.',
    fix: 'Give one of the two another id, name or namespace.',
    fails: `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: web, namespace: shop }
      data: { PORT: '8080' }
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: web, namespace: shop }
      data: { PORT: '9090' }
    `,
    passes: `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: web, namespace: shop }
      data: { PORT: '8080' }
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: admin, namespace: shop }
      data: { PORT: '9090' }
    `,
  },
  ({ objects }) =>
    [...groupBy(objects.filter(isNamed), identityOf).values()].flatMap(([first, ...others]) =>
      others.map((object) => ({
        object,
        message: `${titleOf(object)} is there already${first ? whereIs(first) : ''}.`,
        want: 'one object of each kind, namespace and name',
        ...fixOf(object),
        at: ['metadata', 'name'],
      })),
    ),
);

/** The API server makes a name of its own from every `generateName`. */
function isNamed({ name }: InventoryObject): boolean {
  return name !== '';
}

/** What stands in files has no stacks and no ids. */
function fixOf({ kind, path }: InventoryObject): { readonly fix?: string } {
  if (path === '') return { fix: 'Leave one of the two out, or give it another name or namespace.' };
  return kind === 'Namespace' ? { fix: 'Let one stack make it: pass `createNamespace: false` to the others.' } : {};
}

function whereIs({ path, trace }: InventoryObject): string {
  if (path === '') return '';
  return trace?.locate ? locationOf(trace, ', at ') : `: ${path}${locationOf(trace, ' at ')} made it`;
}
