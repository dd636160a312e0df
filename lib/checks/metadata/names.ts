import { isAllowed, legalName, nameRule } from '../../manifest/names';
import { check } from '../check';

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
  ({ objects }) =>
    objects.flatMap((object) => {
      // One without a name is told as such, or takes the one that the API server generates.
      const isNameAllowed = object.name === '' || isAllowed(object.name, nameRule(object.kind));
      const isNamespaceAllowed = object.namespace === undefined || isAllowed(object.namespace, nameRule('Namespace'));
      return [
        ...(isNameAllowed ? [] : [illegal(object.name, object.kind, 'name')]),
        ...(isNamespaceAllowed ? [] : [illegal(object.namespace, 'Namespace', 'namespace')]),
      ].map((mistake) => ({ object, ...mistake }));
    }),
);

function illegal(name: string, kind: string, field: 'name' | 'namespace') {
  const rule = nameRule(kind);
  const legal = legalName(name);
  return {
    message: `'${name}' cannot name a ${kind.replace(/\..*/, '')}.`,
    want: rule.want,
    fix: `Pass another ${field}${isAllowed(legal, rule) ? `, for instance '${legal}'` : ''}.`,
    at: ['metadata', field],
  };
}
