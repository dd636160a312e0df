import type { InventoryObject } from '../../manifest/inventory';
import { objectAt, text } from '../../manifest/json';
import { isAllowed, legalName, nameRule, type NameRule } from '../../manifest/names';
import { check, type Breach } from '../check';
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
  (context) => {
    const breaches: Breach[] = [];
    for (const object of context.objects) breaches.push(...mistakesIn(object, ruleFor(object, context)));
    return breaches;
  },
);

/** Since 1.36 the name of a Service may begin with a digit. */
function ruleFor({ kind }: InventoryObject, context: Context): NameRule {
  return nameRule(kind === 'Service' && context.isAtLeast('1.36') ? 'Namespace' : kind);
}

function mistakesIn(object: InventoryObject, rule: NameRule): readonly Breach[] {
  const { name, namespace, kind, manifest } = object;
  const prefix = text(objectAt(manifest, 'metadata')['generateName']);
  // One without a name is told as such, or takes the one that the API server generates.
  const isNameAllowed = name === '' || isAllowed(name, rule);
  const isPrefixAllowed = prefix === '' || isBeginning(prefix, rule);
  const isNamespaceAllowed = namespace === undefined || isAllowed(namespace, nameRule('Namespace'));
  const titled = kind.replace(/\..*/, '');
  return [
    ...(isNameAllowed ? [] : [illegal(object, 'name', { name, rule, use: `name a ${titled}` })]),
    ...(isPrefixAllowed
      ? []
      : [illegal(object, 'generateName', { name: prefix, rule, use: `begin the name of a ${titled}` })]),
    ...(isNamespaceAllowed
      ? []
      : [illegal(object, 'namespace', { name: namespace, rule: nameRule('Namespace'), use: 'name a Namespace' })]),
  ];
}

const RANDOM = 'x7k2p';

/** The API server cuts it, adds five letters and digits, and judges both it and the whole. */
function isBeginning(prefix: string, rule: NameRule): boolean {
  const whole = prefix.slice(0, 63 - RANDOM.length) + RANDOM;
  return isAllowed(whole, rule) && isAllowed(prefix.replace(/.-$/, 'a'), { ...rule, maximum: rule.beginning });
}

interface Illegal {
  readonly name: string;
  /** What it cannot do. */
  readonly use: string;
  readonly rule: NameRule;
}

const WORDS = { name: 'name', generateName: 'beginning', namespace: 'namespace' };

function illegal(object: InventoryObject, field: keyof typeof WORDS, { name, use, rule }: Illegal): Breach {
  const legal = legalName(name);
  return {
    object,
    at: ['metadata', field],
    message: `'${name}' cannot ${use}.`,
    want: rule.want,
    fix: `Pass another ${WORDS[field]}${isAllowed(legal, rule) ? `, for instance '${legal}'` : ''}.`,
  };
}
