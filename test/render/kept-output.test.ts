import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const modules = join(__dirname, '../../lib/render');
const loader = require.resolve('tsx/cjs');

let project: string;

beforeEach(() => {
  project = realpathSync(mkdtempSync(join(tmpdir(), 'kept-')));
  mkdirSync(join(project, 'node_modules'));
});

afterEach(() => {
  rmSync(project, { recursive: true });
});

/** Runs a program in the project, as `cdk8s synth` does after it has deleted the folder. */
function run(body: string): number | null {
  const program = `
    const { writeOutput } = require(${JSON.stringify(join(modules, 'output.ts'))});
    const { restoreOutputOnFailure } = require(${JSON.stringify(join(modules, 'kept-output.ts'))});
    const folder = require('node:path').resolve('dist');
    restoreOutputOnFailure(folder);
    ${body}`;
  return spawnSync(process.execPath, ['-r', loader, '-e', program], { cwd: project }).status;
}

const WRITE = "writeOutput({ folder, files: new Map([['a.yaml', 'good']]) });";

test('a program that fails puts back the output that was deleted before it ran', () => {
  run(WRITE);
  rmSync(join(project, 'dist'), { recursive: true });

  expect(run("throw new Error('a mistake');")).toBe(1);

  expect(readFileSync(join(project, 'dist', 'a.yaml'), 'utf8')).toBe('good');
});

test('a program that succeeds without output leaves the folder deleted', () => {
  run(WRITE);
  rmSync(join(project, 'dist'), { recursive: true });

  expect(run('')).toBe(0);

  expect(existsSync(join(project, 'dist'))).toBe(false);
});

test('a project without packages keeps nothing', () => {
  rmSync(join(project, 'node_modules'), { recursive: true });

  expect(run(WRITE)).toBe(0);

  expect(existsSync(join(project, 'node_modules'))).toBe(false);
});

test('cdk8s synth, which deletes the folder first, leaves the earlier output after a mistake', () => {
  const root = join(__dirname, '../..');
  const synth = (program: string): number | null => {
    const command = `${process.execPath} -r ${loader} ${join(root, program)}`;
    const args = [join(root, 'node_modules/cdk8s-cli/bin/cdk8s'), 'synth', '--check-upgrade=false', '--app', command];
    const env = { ...process.env, TSX_TSCONFIG_PATH: join(root, 'tsconfig.json') };
    return spawnSync(process.execPath, [...args, '--output', 'dist'], { cwd: project, env }).status;
  };

  expect(synth('test/docs/program.ts')).toBe(0);
  const good = readFileSync(join(project, 'dist', 'shop.k8s.yaml'), 'utf8');
  expect(synth('test/fixtures/bad-input.ts')).toBe(1);

  expect(readFileSync(join(project, 'dist', 'shop.k8s.yaml'), 'utf8')).toBe(good);
});
