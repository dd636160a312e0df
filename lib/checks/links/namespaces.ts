import { groupBy } from '../../manifest/group';
import { check } from '../check';
import { exampleObject } from './examples';
import { declaring } from './missing';
import { Targets } from './targets';

const configMap = exampleObject('ConfigMap', 'web', "data: { PORT: '8080' }");
const namespace = (name: string): string => `
      apiVersion: v1
      kind: Namespace
      metadata: { name: ${name} }`;

/**
 * Namespaces that nothing makes: told once for each stack. Who makes none at all, as most who write manifests for one
 * app, has them made elsewhere.
 */
export const namespaces = check(
  {
    id: 'link/namespace',
    pack: 'baseline',
    severity: 'warning',
    title: 'The Namespace of an object is made with it, or declared as made elsewhere.',
    why: 'The API server refuses objects whose namespace does not exist.',
    fix: 'Make the Namespace, correct the name, or declare it as made elsewhere.',
    fails: `${namespace('shpo')}${configMap}`,
    passes: `${namespace('shop')}${configMap}`,
  },
  (context) => {
    if (context.ofKind('Namespace').length === 0) return [];
    const targets = Targets.of(context);
    const used = context.objects.filter((object) => object.namespace !== undefined);
    const first = [...groupBy(used, ({ stack, namespace }) => `${stack} ${namespace ?? ''}`).values()];
    return first.flatMap(([object, ...others]) => {
      const name = object?.namespace;
      if (!object || name === undefined) return [];
      const wanted = { kind: 'Namespace', namespace: undefined, name, stack: object.stack };
      if (targets.find(wanted)) return [];
      const near = targets.names.near(wanted);
      return [
        {
          object,
          at: ['metadata', 'namespace'],
          message: `Nothing makes the namespace '${name}' of ${others.length === 0 ? 'this object' : `this object and ${others.length} more`}.`,
          want: 'a namespace that exists',
          fix: `${near === undefined ? '' : `Did you mean '${near}'? `}Make the Namespace, or ${declaring('Namespace', name)}`,
        },
      ];
    });
  },
);
