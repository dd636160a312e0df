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
