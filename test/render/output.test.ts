import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeOutput } from '../../lib/render/output';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'output-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const write = (files: Readonly<Record<string, string>>): void => {
  // Each run of a program is a process of its own.
  jest.isolateModules(() => {
    const fresh = jest.requireActual<{ writeOutput: typeof writeOutput }>('../../lib/render/output');
    fresh.writeOutput({ folder, files: new Map(Object.entries(files)) });
  });
};

const asProgram = (path: string, run: () => void): void => {
  const [node = '', program = '', ...args] = process.argv;
  process.argv = [node, path, ...args];
  try {
    run();
  } finally {
    process.argv = [node, program, ...args];
  }
};

const visible = (): readonly string[] => readdirSync(folder).filter((name) => !name.startsWith('.'));
const text = (name: string): string => readFileSync(join(folder, name), 'utf8');

test('writes each file, and leaves nothing else behind that kubectl would read', () => {
  write({ 'a.yaml': 'a', 'deeper/b.yaml': 'b' });

  expect(text('a.yaml')).toBe('a');
  expect(text('deeper/b.yaml')).toBe('b');
  expect(readdirSync(folder).sort()).toEqual(['.stackwright-files', 'a.yaml', 'deeper']);
});

test('removes the files of stacks that are gone, and no others', () => {
  writeFileSync(join(folder, 'mine.yaml'), 'by hand');
  write({ 'a.yaml': 'a', 'b.yaml': 'b' });

  write({ 'b.yaml': 'b2' });

  expect(visible()).toEqual(['b.yaml', 'mine.yaml']);
  expect(text('b.yaml')).toBe('b2');
});

test('keeps the files of another program that writes to the same folder', () => {
  asProgram('/programs/one.ts', () => write({ 'one.yaml': '1' }));

  asProgram('/programs/two.ts', () => write({ 'two.yaml': '2' }));
  asProgram('/programs/two.ts', () => write({ 'other.yaml': '2' }));

  expect(visible()).toEqual(['one.yaml', 'other.yaml']);
});

test('keeps what another app of the same program has just written', () => {
  writeOutput({ folder, files: new Map([['development.yaml', 'd']]) });

  writeOutput({ folder, files: new Map([['production.yaml', 'p']]) });

  expect(visible()).toEqual(['development.yaml', 'production.yaml']);
});

test('removes nothing when the record of earlier files is damaged', () => {
  write({ 'a.yaml': 'a' });
  writeFileSync(join(folder, '.stackwright-files'), '{"x": [1]');

  write({ 'b.yaml': 'b' });

  expect(visible()).toEqual(['a.yaml', 'b.yaml']);
});

test('takes everything back when one file cannot be put in its place', () => {
  write({ 'a.yaml': 'old', 'b.yaml': 'old' });
  rmSync(join(folder, 'b.yaml'));
  mkdirSync(join(folder, 'b.yaml', 'somebody-made-this-a-folder'), { recursive: true });

  expect(() => write({ 'a.yaml': 'new', 'b.yaml': 'new', 'c.yaml': 'new' })).toThrow();

  expect(text('a.yaml')).toBe('old');
  expect(existsSync(join(folder, 'c.yaml'))).toBe(false);
  expect(readdirSync(folder).filter((name) => name.startsWith('.stackwright-'))).toEqual(['.stackwright-files']);
});

test('leaves a file alone that would not change', () => {
  write({ 'a.yaml': 'same', 'b.yaml': 'old' });
  const inodes = (): readonly number[] => ['a.yaml', 'b.yaml'].map((name) => statSync(join(folder, name)).ino);
  const [a, b] = inodes();

  write({ 'a.yaml': 'same', 'b.yaml': 'new' });

  expect(inodes()[0]).toBe(a);
  expect(inodes()[1]).not.toBe(b);
});
