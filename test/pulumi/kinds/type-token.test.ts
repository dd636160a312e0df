import { kindName, groupOf } from '../../../lib/manifest/kinds';
import { patchTypeToken, secretFields, typeToken } from '../../../lib/pulumi/kinds/type-token';
import { sdkClasses } from './sdk-classes';

const classes = sdkClasses();
const patches = new Set(
  classes.filter(({ type, kind }) => type.endsWith(`:${kind ?? ''}Patch`)).map(({ type }) => type),
);

test('the typed SDK has classes for hundreds of kinds and patches', () => {
  expect(classes.length).toBeGreaterThan(500);
  expect(patches.size).toBeGreaterThan(150);
});

test('a token is the type of the class of the typed SDK, for every one of them', () => {
  const wrong = classes.filter(({ type, apiVersion = '', kind = '' }) => {
    const token = patches.has(type) ? patchTypeToken(apiVersion, kind) : typeToken(apiVersion, kind);
    return token !== type;
  });
  // The answer of a request, which nobody makes.
  expect(wrong.map(({ type }) => type)).toEqual(['kubernetes:meta/v1:Status', 'kubernetes:meta/v1:StatusPatch']);
});

test('the core group has a name', () => {
  expect(typeToken('v1', 'ConfigMap')).toBe('kubernetes:core/v1:ConfigMap');
  expect(patchTypeToken('v1', 'ConfigMap')).toBe('kubernetes:core/v1:ConfigMapPatch');
});

test('a custom resource has the token that the CustomResource of the typed SDK has', () => {
  expect(typeToken('cert-manager.io/v1', 'Certificate')).toBe('kubernetes:cert-manager.io/v1:Certificate');
});

test('the secret fields are those that the typed SDK marks, as inputs and as outputs', () => {
  for (const { type, apiVersion = '', kind = '', secretInputs, secretOutputs } of classes) {
    const fields = type.includes('List') ? [] : secretFields(kindName(groupOf(apiVersion), kind));
    expect([type, secretInputs, secretOutputs]).toEqual([type, fields, fields]);
  }
});
