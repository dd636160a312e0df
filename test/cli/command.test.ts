import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/folder';
import { PROJECT, run } from '../support/program';
import { writeFiles } from './files';
import { ILLEGAL, priorityClass } from './run';

const COMMAND = join(PROJECT, 'lib/cli/stackwright.cjs');

function shell(script: string, folder = temporaryFolder()) {
  return spawnSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8', maxBuffer: 1e9 });
}

test('the command checks files in a process of its own', async () => {
  const folder = temporaryFolder();
  writeFiles(folder, { 'a.yaml': ILLEGAL, 'b.yaml': priorityClass('b') });
  const bad = await run(process.execPath, [COMMAND, 'check', folder]);

  expect(bad).toMatchObject({ code: 1, stderr: '' });
  expect(bad.stdout).toContain(`${folder}/a.yaml:3`);
  expect(await run(process.execPath, [COMMAND, 'check', join(folder, 'b.yaml')])).toEqual({
    code: 0,
    stdout: 'no findings\n',
    stderr: '',
  });
}, 60_000);

test('it reads from a pipe, also one whose writer is slow, in both formats for programs', () => {
  const script = `(sleep 0.5; printf '%s' '${ILLEGAL}') | '${process.execPath}' '${COMMAND}' check --format`;
  const json: unknown = JSON.parse(shell(`${script} json`).stdout);
  const sarif: unknown = JSON.parse(shell(`${script} sarif`).stdout);

  expect(json).toMatchObject({
    findings: [{ rule: 'name/illegal', object: { kind: 'PriorityClass' }, source: { file: '<stdin>', line: 3 } }],
  });
  expect(sarif).toMatchObject({ runs: [{ results: [{ ruleId: 'name/illegal' }] }] });
}, 60_000);

test('a large report comes through a pipe whole, and nobody has to read all of it', () => {
  const folder = temporaryFolder();
  const documents = Array.from({ length: 3000 }, (_, n) => priorityClass(`A_${n}`));
  writeFiles(folder, { 'a.yaml': documents.join('---\n') });
  const command = `'${process.execPath}' '${COMMAND}' check .`;

  expect(shell(`${command} | cat`, folder).stdout).toMatch(/\n3000 errors\n$/);
  const cut = shell(`${command} | head -n 1`, folder);
  expect(cut).toMatchObject({ stdout: 'a.yaml\n', stderr: '' });
}, 60_000);

const testWithFullDisk = existsSync('/dev/full') ? test : test.skip;
testWithFullDisk(
  'a report that cannot be written is told as such, and is no finding',
  () => {
    const { status, stderr } = shell(`printf '%s' '${ILLEGAL}' | '${process.execPath}' '${COMMAND}' check > /dev/full`);

    expect(status).toBe(2);
    expect(stderr).toMatch(/^The report cannot be written: ENOSPC.*\n$/);
  },
  60_000,
);

test('it needs nothing of cdk8s', async () => {
  const script = `
    require(${JSON.stringify(join(PROJECT, 'lib/cli/main.ts'))});
    console.log(Object.keys(require.cache).filter((name) => /node_modules.(cdk8s|constructs)/.test(name)).length);
  `;

  expect(await run(process.execPath, ['-r', 'tsx/cjs', '-e', script])).toEqual({ code: 0, stdout: '0\n', stderr: '' });
}, 60_000);

describe('as a validation of cdk8s synth', () => {
  const PROGRAM = `
    const { ApiObject, App, Chart } = require('cdk8s');
    const app = new App();
    const chart = new Chart(app, 'shop');
    for (const name of ['Shop_Front', 'back']) {
      new ApiObject(chart, name, {
        apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value: 1,
      });
    }
    app.synth();
  `;
  // The package itself, as it is before it is built.
  const PLUGIN = `
    require(${JSON.stringify(require.resolve('tsx/cjs'))});
    module.exports = require(${JSON.stringify(join(PROJECT, 'lib/index.ts'))});
  `;

  function synth(properties: string) {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'plugin'));
    symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'main.js'), PROGRAM);
    writeFileSync(join(folder, 'plugin/index.js'), PLUGIN);
    writeFileSync(
      join(folder, 'cdk8s.yaml'),
      `language: typescript
app: ${process.execPath} main.js
validations:
- package: ./plugin
  version: 0.1.0
  class: StackwrightValidation
  properties: ${properties}
`,
    );
    const command = join(PROJECT, 'node_modules/.bin/cdk8s');
    return spawnSync(command, ['synth', '--check-upgrade=false'], { cwd: folder, encoding: 'utf8' });
  }

  test('findings fail it, with the construct, the place and what to do', () => {
    const { status, stdout } = synth('{ pack: production }');

    expect(status).toBe(2);
    expect(stdout).toContain('name/illegal (1 occurrences)');
    expect(stdout).toContain('Construct Path: shop/Shop_Front');
    expect(stdout).toContain('Manifest Path: dist/shop.k8s.yaml');
    expect(stdout).toContain('PriorityClass Shop_Front /metadata/name line 4');
    expect(stdout).toContain("Pass another name, for instance 'shop-front'.");
  }, 60_000);

  test('what is acknowledged does not, and is told', () => {
    const { status, stdout } = synth('{ acknowledge: [{ rule: name/illegal, reason: An old cluster. }] }');

    expect(status).toBe(0);
    expect(stdout).toContain('An old cluster.');
  }, 60_000);

  test('properties that do not exist are refused', () => {
    const { status, stderr } = synth('{ pakc: production }');

    expect(status).not.toBe(0);
    expect(stderr).toContain("Did you mean 'pack'?");
  }, 60_000);
});
