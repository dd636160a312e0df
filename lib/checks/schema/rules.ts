import type { Rule } from '../rule';
import type { MistakeKind } from './mistakes';

const BASE = { pack: 'baseline', severity: 'error' } as const;

/** A ConfigMap, and what is wrong or right with it. */
function configMap(fields: string): string {
  return `
    apiVersion: v1
    kind: ConfigMap
    ${fields}
  `;
}

/** A claim of storage with these fields. */
function claim(fields: string): string {
  return `
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: { name: data, namespace: shop }
    spec: { ${fields} }
  `;
}

export const NO_OBJECT: Rule = {
  ...BASE,
  id: 'schema/no-object',
  title: 'Every document is an object with `apiVersion`, `kind` and `metadata`.',
  why: 'The API server cannot tell what it is, and refuses it.',
  fix: 'Give it `apiVersion` and `kind`.',
  fails: `
    kind: ConfigMap
    metadata: { name: web, namespace: shop }
    data: { PORT: '8080' }
  `,
  passes: configMap(`metadata: { name: web, namespace: shop }
    data: { PORT: '8080' }`),
};

const UNKNOWN_FIELD: Rule = {
  ...BASE,
  id: 'schema/unknown-field',
  title: 'Objects have only fields that the API knows.',
  why: 'The API server drops an unknown field, or refuses the object: either way, the field does nothing.',
  fix: 'Correct the name of the field, or move it to where it belongs.',
  fails: claim('volumeMod: Filesystem, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } }'),
  passes: claim('volumeMode: Filesystem, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } }'),
};

const WRONG_TYPE: Rule = {
  ...BASE,
  id: 'schema/wrong-type',
  title: 'Values are of the types that the API takes.',
  why: 'The API server cannot decode the object, and refuses it.',
  fix: 'Write a value of the right type; put text that YAML would read as a number or a boolean in quotes.',
  fails: configMap(`metadata: { name: web, namespace: shop }
    data: { PORT: 8080 }`),
  passes: configMap(`metadata: { name: web, namespace: shop }
    data: { PORT: '8080' }`),
};

const MISSING_FIELD: Rule = {
  ...BASE,
  id: 'schema/missing-field',
  title: 'Objects have the fields that the API asks for.',
  why: 'The API server refuses the object.',
  fix: 'Add the field.',
  fails: claim('resources: { requests: { storage: 1Gi } }'),
  passes: claim('accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } }'),
};

const WRONG_VALUE: Rule = {
  ...BASE,
  id: 'schema/wrong-value',
  title: 'Where the API takes only certain values, the value is one of them.',
  why: 'The API server refuses the object.',
  fix: 'Write one of the values that are allowed.',
  fails: claim('accessModes: [ReadWriteSometimes], resources: { requests: { storage: 1Gi } }'),
  passes: claim('accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } }'),
};

const QUANTITY: Rule = {
  ...BASE,
  id: 'schema/quantity',
  title: 'Amounts are written as the API reads them.',
  why: 'The API server cannot decode the object, and refuses it.',
  fix: 'Write a number and one of the units m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi and Ei, without a space.',
  fails: claim('accessModes: [ReadWriteOnce], resources: { requests: { storage: 1 GB } }'),
  passes: claim('accessModes: [ReadWriteOnce], resources: { requests: { storage: 1G } }'),
};

/** A definition of a custom resource with a field of this schema. */
function definition(field: string): string {
  return `
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: { name: backups.shop.example }
    spec:
      group: shop.example
      scope: Namespaced
      names: { kind: Backup, plural: backups }
      versions:
        - name: v1
          served: true
          storage: true
          schema: { openAPIV3Schema: { type: object, properties: { spec: ${field} } } }
  `;
}

const DEFINITION: Rule = {
  ...BASE,
  id: 'schema/definition',
  title: 'A CustomResourceDefinition is called after its kind, stores one version, and has structural schemas.',
  why: 'The API server refuses the definition, and then knows none of its objects.',
  fix: 'Correct the definition; where it is generated, generate it anew.',
  fails: definition('{ properties: { schedule: { type: string } } }'),
  passes: definition('{ type: object, properties: { schedule: { type: string } } }'),
};

export const RULE_OF: Readonly<Record<MistakeKind, Rule>> = {
  'unknown-field': UNKNOWN_FIELD,
  'wrong-type': WRONG_TYPE,
  'missing-field': MISSING_FIELD,
  'wrong-value': WRONG_VALUE,
  quantity: QUANTITY,
  definition: DEFINITION,
};

export const RULES: readonly Rule[] = Object.values(RULE_OF);
