import { objectAt } from '../../manifest/json';
import { check } from '../check';

/** Objects that say they are in the namespace of nobody; those that say nothing are for whoever applies them to decide. */
export const defaultNamespace = check(
  {
    id: 'security/default-namespace',
    pack: 'restricted',
    severity: 'warning',
    title: 'Objects are in a namespace that is made for them.',
    why: 'Permissions, quotas and network policies are for whole namespaces, and in `default` everything ends up that names none.',
    fix: 'Make a Namespace for the system, and put its objects there.',
    fails: `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: web, namespace: default }
      data: { PORT: '8080' }
    `,
    passes: `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: web, namespace: shop }
      data: { PORT: '8080' }
    `,
    platform: { externals: [{ kind: 'Namespace', name: 'shop' }] },
  },
  ({ objects }) =>
    objects.flatMap((object) =>
      objectAt(object.manifest, 'metadata')['namespace'] === 'default' && object.namespace === 'default'
        ? {
            object,
            at: ['metadata', 'namespace'],
            message: `The ${object.kind.replace(/\..*/, '')} is in the namespace 'default'.`,
            want: 'a namespace of its own',
          }
        : [],
    ),
);
