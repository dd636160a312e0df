import { isAllowed, legalName, nameRule } from '../manifest/names';
import { findingOn, type Check } from './check';

/** Names that the API server refuses, or that its controllers cannot use. */
export const names: Check = ({ objects }) =>
  objects.flatMap((object) => {
    const isNameAllowed = isAllowed(object.name, nameRule(object.kind));
    const isNamespaceAllowed = object.namespace === undefined || isAllowed(object.namespace, nameRule('Namespace'));
    return [
      ...(isNameAllowed ? [] : [illegal(object.name, object.kind, 'name')]),
      ...(isNamespaceAllowed ? [] : [illegal(object.namespace, 'Namespace', 'namespace')]),
    ].map((mistake) => findingOn(object, mistake));
  });

function illegal(name: string, kind: string, field: 'name' | 'namespace') {
  const rule = nameRule(kind);
  const legal = legalName(name);
  return {
    rule: 'name/illegal',
    message: `'${name}' cannot name a ${kind.replace(/\..*/, '')}.`,
    allowed: rule.allowed,
    fix: `Pass another ${field}${isAllowed(legal, rule) ? `, for instance '${legal}'` : ''}.`,
    at: ['metadata', field],
  };
}
