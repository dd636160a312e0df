import { KUBERNETES_VERSIONS } from '../../../lib/checks/platform';
import { apiOf, builtInKinds, isBuiltIn, isNamespaced } from '../../../lib/checks/schema/api';
import type { Struct, Type } from '../../../lib/checks/schema/types';
import { groupOf, isClusterScoped, kindName } from '../../../lib/manifest/kinds';

/** Every type that a kind is made of. */
function reached(struct: Struct, seen = new Set<Struct>()): ReadonlySet<Struct> {
  if (seen.has(struct)) return seen;
  seen.add(struct);
  if (struct.name === '' || struct.needed.length > struct.fields.size)
    throw new Error(`${struct.name} cannot be read.`);
  for (const { type } of struct.fields.values()) follow(type, seen);
  return seen;
}

function follow(type: Type, seen: Set<Struct>): void {
  if (type.is === 'list' || type.is === 'map') follow(type.of, seen);
  else if (type.is === 'struct' || type.is === 'schema') reached(type.of(), seen);
  else if (type.is === 'enum' && type.values.length === 0) throw new Error('A closed set has no values.');
}

test.each(KUBERNETES_VERSIONS)('the whole API of Kubernetes %s can be read', (version) => {
  const api = apiOf(version);
  const structs = new Set<Struct>();
  for (const [apiVersion, kinds] of builtInKinds()) {
    for (const kind of kinds) {
      const struct = api.structOfKind(apiVersion, kind);
      if (!struct) continue;
      for (const one of reached(struct)) structs.add(one);
      if (!struct.fields.has('apiVersion') || !struct.fields.has('metadata')) throw new Error(`${kind} is no object.`);
    }
  }
  expect(structs.size).toBeGreaterThan(400);
  expect(api.structOfKind('apps/v1', 'Deployment')?.name).toBe('Deployment');
});

test('fields come with the versions that have them', () => {
  const fieldsOf = (version: (typeof KUBERNETES_VERSIONS)[number]) => {
    const spec = apiOf(version).structOfKind('v1', 'Pod')?.fields.get('spec')?.type;
    return spec?.is === 'struct' ? [...spec.of().fields.keys()] : [];
  };

  expect(fieldsOf('1.31')).not.toContain('resources');
  expect(fieldsOf('1.32')).toContain('resources');
  expect(fieldsOf('1.27')).toContain('resourceClaims');
});

test('kinds belong to a namespace or to the cluster, as the order of creation takes it too', () => {
  const others: string[] = [];
  for (const [apiVersion, kinds] of builtInKinds()) {
    for (const kind of kinds) {
      const known = isNamespaced(apiVersion, kind);
      if (known === undefined) continue;
      if (isClusterScoped(kindName(groupOf(apiVersion), kind)) === known) others.push(`${apiVersion} ${kind}`);
    }
  }
  expect(others).toEqual([]);
});

test('a kind is built in whatever the version, as long as Kubernetes had it', () => {
  expect(isBuiltIn('apps/v1', 'Deployment')).toBe(true);
  expect(isBuiltIn('extensions/v1beta1', 'Ingress')).toBe(true);
  expect(isBuiltIn('apps/v1', 'Widget')).toBe(false);
  expect(isBuiltIn('toString', 'constructor')).toBe(false);
  expect(isNamespaced('v1', 'Pod')).toBe(true);
  expect(isNamespaced('v1', 'Namespace')).toBe(false);
  expect(isNamespaced('example.com/v1', 'Widget')).toBeUndefined();
});
