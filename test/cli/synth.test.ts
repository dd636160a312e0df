import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/folder';
import { PROJECT, run } from '../support/program';
import { writeFiles } from './files';

// Each starts two processes.
jest.setTimeout(60_000);

const DEPLOYED = `
  const { output } = require('@pulumi/pulumi');
  const { App, Config, Stack } = require('stackwright');
  const { deploy, token } = require('stackwright/pulumi');
  const app = new App();
  const stack = new Stack(app, 'shop', { namespace: 'shop' });
  new Config(stack, 'config', { data: { HOST: token(output('db.example'), { name: 'database.host' }) } });
  deploy(app, { cluster: { name: 'shop', kubeconfig: '{}' } });
`;

/** Runs the command for a program, in a folder of its own. */
async function synth(program: string, args: readonly string[] = [], files: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolder();
  writeFiles(folder, {
    'Pulumi.yaml':
      'name: shop\nmain: index.ts\n' +
      'runtime: { name: nodejs, options: { typescript: false, nodeargs: --require tsx/cjs } }\n',
    'tsconfig.json': JSON.stringify({ extends: join(PROJECT, 'tsconfig.json') }),
    'package.json': '{}',
    'index.ts': program,
    ...files,
  });
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  const command = [join(PROJECT, 'lib/cli/stackwright.cjs'), 'synth', folder];
  const named = args.map((arg) => arg.replace(/^\.\//, `${folder}/`));
  return { folder, ...(await run(process.execPath, [...command, '--output', `${folder}/dist`, ...named])) };
}

function manifestsIn(folder: string): readonly string[] {
  const path = join(folder, 'dist');
  return existsSync(path) ? readdirSync(path).filter((name) => !name.startsWith('.')) : [];
}

test('a program is rendered with given values', async () => {
  const files = { 'values.json': '{ "database": { "host": "db.test" } }' };
  const { code, stdout, stderr, folder } = await synth(DEPLOYED, ['--values', './values.json'], files);

  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  expect(stderr).toBe(`Manifests are written to ${folder}/dist\n`);
  expect(manifestsIn(folder)).toEqual(['shop.k8s.yaml']);
  expect(readFileSync(join(folder, 'dist/shop.k8s.yaml'), 'utf8')).toContain('HOST: db.test');
});

test.each<[string, string, Readonly<Record<string, string>>, string]>([
  ['a value is missing', DEPLOYED, { 'values.json': '{}' }, "The value of 'database.host' is not known."],
  ['the values are no JSON', DEPLOYED, { 'values.json': '{' }, 'values.json'],
  ['the values are a list', DEPLOYED, { 'values.json': '[]' }, 'values.json'],
  ['a value is of another type', DEPLOYED, { 'values.json': '{ "database.host": ["a"] }' }, 'database.host'],
  ['there is no file of values', DEPLOYED, {}, 'values.json'],
  ['it deploys nothing', 'export const a = 1;', { 'values.json': '{}' }, 'The program deploys no app'],
  ['it throws', "throw new Error('Half-way.');", { 'values.json': '{}' }, 'There are no manifests: Running program'],
])('nothing is written where %s', async (_, program, files, reason) => {
  const { code, stdout, stderr, folder } = await synth(program, ['--values', './values.json'], files);

  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(reason);
  expect(manifestsIn(folder)).toEqual([]);
});
