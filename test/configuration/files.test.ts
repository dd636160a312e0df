import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Config, directory, envFile, file, type ConfigFiles } from 'stackwright';
import { temporaryFolder } from '../support/folder';
import { expectMistake } from '../support/rendered';

/** The entries as text; mistakes are errors of the test. */
function entriesOf(files: ConfigFiles) {
  const { entries, mistakes } = files.read();
  expect(mistakes).toEqual([]);
  return entries.map(([key, value]) => [key, typeof value === 'string' ? value : Buffer.from(value).toString('utf8')]);
}

function written(content: string | Uint8Array): string {
  const path = join(temporaryFolder(), 'app.env');
  writeFileSync(path, content);
  return path;
}

describe('an env file', () => {
  it('has a name and a value on each line, in their order', () => {
    expect(entriesOf(envFile(written('B=2\nA=1\n')))).toEqual([
      ['B', '2'],
      ['A', '1'],
    ]);
  });

  it.each([
    ['comments and empty lines', '# a\n\n   \n  # b\nA=1', '1'],
    ['space before a name', '  A=1', '1'],
    ['the mark of byte order', '\uFEFFA=1', '1'],
    ['ends of lines of Windows', 'A=1\r\n\r\n', '1'],
  ])('may have %s, which are left out', (_, content, value) => {
    expect(entriesOf(envFile(written(content)))).toEqual([['A', value]]);
  });

  it.each([
    ['quotes', '"x"'],
    ['signs of equality', 'a=b=c'],
    ['space', ' x '],
    ['a number sign', 'x # no comment'],
    ['nothing', ''],
    ['letters beyond ASCII', 'süß'],
  ])('keeps %s in a value', (_, value) => {
    expect(entriesOf(envFile(written(`A=${value}\n`)))).toEqual([['A', value]]);
  });

  it.each(['A', 'A B=1', '1A=1', '=x', 'export A=1', 'ä=1'])(
    "fails when a line is '%s', without showing what may be half a password",
    (text) => {
      const path = written(`A=1\n${text}\n`);
      expectMistake((stack) => new Config(stack, 'config', { from: [envFile(path)] }), {
        rule: 'configuration/illegal-line',
        path: 'shop/config',
        message: `Line 2 of '${path}' is not 'NAME=value'.`,
        want: "names of letters, digits, '-', '_' and '.', not starting with a digit, then '='",
        fix: 'Correct the line.',
        line: "new Config(stack, 'config'",
      });
    },
  );

  it('fails when it is not UTF-8, instead of becoming other text', () => {
    const path = written(Uint8Array.of(0x41, 0x3d, 0xe4));
    expectMistake((stack) => new Config(stack, 'config', { from: [envFile(path)] }), {
      rule: 'configuration/not-text',
      path: 'shop/config',
      message: `'${path}' is not text in UTF-8.`,
      want: 'env files in UTF-8',
      fix: 'Save it as UTF-8; `file(path)` takes any file as it is.',
      line: "new Config(stack, 'config'",
    });
  });
});

describe('a file', () => {
  it('is taken verbatim, by its name', () => {
    expect(entriesOf(file(written('\uFEFFa\r\n')))).toEqual([['app.env', '\uFEFFa\r\n']]);
  });

  it('is taken under the key that is given', () => {
    expect(entriesOf(file(written('a'), 'other'))).toEqual([['other', 'a']]);
  });

  it('is read when the configuration is constructed, not before', () => {
    const files = file(join(temporaryFolder(), 'later.txt'));
    expect(files.read().mistakes).toHaveLength(1);
  });
});

describe('a folder', () => {
  it('has the files directly in it by their names, as kubectl takes them', () => {
    const folder = temporaryFolder();
    for (const name of ['b.txt', 'a.txt']) writeFileSync(join(folder, name), name);
    mkdirSync(join(folder, 'below'));
    writeFileSync(join(folder, 'below', 'c.txt'), 'c');
    symlinkSync(join(folder, 'a.txt'), join(folder, 'link.txt'));
    expect(entriesOf(directory(folder))).toEqual([
      ['a.txt', 'a.txt'],
      ['b.txt', 'b.txt'],
    ]);
  });
});

describe('what is read from disk', () => {
  it.each([
    ['file', file, 'ENOENT'],
    ['env file', envFile, 'ENOENT'],
    ['folder', directory, 'ENOENT'],
  ])('fails when the %s is not there', (_, read, code) => {
    const path = join(temporaryFolder(), 'gone');
    expectMistake((stack) => new Config(stack, 'config', { from: [read(path)] }), {
      rule: 'configuration/unreadable',
      path: 'shop/config',
      message: new RegExp(`^'${path}' cannot be read: ${code}`),
      want: 'a path from the working directory of the program, or an absolute one',
      fix: 'Correct the path; `join(__dirname, …)` makes one that starts at the program.',
      line: "new Config(stack, 'config'",
    });
  });
});
