import type { InventoryObject } from '../../manifest/inventory';
import { objectAt, text } from '../../manifest/json';
import { isAllowed, legalName, nameRule, type NameRule } from '../../manifest/names';
import { check } from '../check';
import type { Context } from '../context';

/** Names that the API server refuses, or that its controllers cannot use. */
export const names = check(
  {
    id: 'name/illegal',
    pack: 'baseline',
    severity: 'error',
    title: 'Names and namespaces are those that the API takes for the kind.',
    why: 'The API server refuses the object, or a controller that puts the name into a label cannot create its pods.',
    fix: 'Choose another name.',
    fails: `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: Web_Config, namespace: shop }
    `,
    passes: `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: web-config, namespace: shop }
    `,
  },
  (context) =>
    context.objects.flatMap((object) => {
      const rule = ruleOf(object, context);
      // One without a name is told as such, or takes the one that the API server generates.
      const isNameAllowed = object.name === '' || isAllowed(object.name, rule);
      const isNamespaceAllowed = object.namespace === undefined || isAllowed(object.namespace, nameRule('Namespace'));
      const start = text(objectAt(object.manifest, 'metadata')['generateName']);
      return [
        ...(isNameAllowed ? [] : [illegal('name', object.name, [object.kind, rule])]),
        ...(isNamespaceAllowed ? [] : [illegal('namespace', object.namespace, ['Namespace', nameRule('Namespace')])]),
        ...(start === '' || isStart(start, rule) ? [] : [illegalStart(start, object, rule)]),
      ].map((mistake) => ({ object, ...mistake }));
    }),
);

/** Since 1.36, Services may be called as Namespaces may: a digit first. */
function ruleOf({ kind }: InventoryObject, context: Context): NameRule {
  return nameRule(kind === 'Service' && context.isAtLeast('1.36') ? 'Namespace' : kind);
}

const RANDOM = 'x7k2p';
const LONGEST_START = 63 - RANDOM.length;

/** Whether names may start so: the API server adds five characters, and judges both this and the whole. */
function isStart(start: string, rule: NameRule): boolean {
  const whole = start.slice(0, LONGEST_START) + RANDOM;
  return isAllowed(whole, rule) && rule.pattern.test(start.replace(/.-$/, 'a'));
}

function illegalStart(start: string, { kind }: InventoryObject, rule: NameRule) {
  const legal = `${legalName(start)}-`;
  return {
    message: `'${start}' cannot start the name of a ${shortKind(kind)}.`,
    want: `${rule.want}, save for a '-' at the end`,
    fix: `Write another start${isStart(legal, rule) ? `, for instance '${legal}'` : ''}.`,
    at: ['metadata', 'generateName'],
  };
}

function illegal(field: 'name' | 'namespace', name: string, [kind, rule]: readonly [kind: string, rule: NameRule]) {
  const legal = legalName(name);
  return {
    message: `'${name}' cannot name a ${shortKind(kind)}.`,
    want: rule.want,
    fix: `Pass another ${field}${isAllowed(legal, rule) ? `, for instance '${legal}'` : ''}.`,
    at: ['metadata', field],
  };
}

function shortKind(kind: string): string {
  return kind.replace(/\..*/, '');
}
