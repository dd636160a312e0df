import { execFileSync } from 'node:child_process';
import { typeAliases } from '../../../lib/pulumi/kinds/type-aliases';
import { typeToken, type TypeToken } from '../../../lib/pulumi/kinds/type-token';
import { sdkClasses } from './sdk-classes';

const classes = sdkClasses();

function tokenOf(type: string): TypeToken {
  const [, version = '', kind = ''] = type.split(':');
  return `kubernetes:${version}:${kind}`;
}

test('the aliases are those of the class of the typed SDK, for every one of them', () => {
  const wrong = classes.filter(({ type, aliases }) => {
    const found = typeAliases(tokenOf(type));
    return JSON.stringify([...found].sort()) !== JSON.stringify([...aliases].sort());
  });
  expect(wrong.map(({ type }) => type)).toEqual([]);
  expect(classes.filter(({ aliases }) => aliases.length > 0).length).toBeGreaterThan(200);
});

test('a Deployment was of three other versions, and so was a patch of one', () => {
  expect(typeAliases('kubernetes:apps/v1:Deployment')).toEqual([
    'kubernetes:apps/v1beta1:Deployment',
    'kubernetes:apps/v1beta2:Deployment',
    'kubernetes:extensions/v1beta1:Deployment',
  ]);
  expect(typeAliases('kubernetes:apps/v1:DeploymentPatch')).toEqual([
    'kubernetes:apps/v1beta1:DeploymentPatch',
    'kubernetes:apps/v1beta2:DeploymentPatch',
    'kubernetes:extensions/v1beta1:DeploymentPatch',
  ]);
});

test.each([
  ['cert-manager.io/v1', 'Certificate'],
  // Of another group than the kind of Kubernetes.
  ['example.com/v1', 'Ingress'],
  ['example.com/v1', 'IngressPatch'],
  ['example.com/v1', 'Patch'],
])('a custom resource has no aliases: %s %s', (apiVersion, kind) => {
  expect(typeAliases(typeToken(apiVersion, kind))).toEqual([]);
});

test('whoever asks for aliases does not load the typed SDK', () => {
  const program = `
    const { typeAliases } = require('./lib/pulumi/kinds/type-aliases');
    typeAliases('kubernetes:apps/v1:Deployment');
    console.log(Object.keys(require.cache).filter((file) => file.includes('@pulumi')).length);`;
  expect(execFileSync(process.execPath, ['-r', 'tsx/cjs', '-e', program], { encoding: 'utf8' })).toBe('0\n');
});
