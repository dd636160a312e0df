import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { Config, directory, envFile, file, Worker, type ConfigProps } from 'stackwright';
import { temporaryFolder } from '../support/folder';
import { at, expectMistake, image, only, rendered, resources } from '../support/rendered';

const configMap = (props: ConfigProps) =>
  only(
    rendered((stack) => new Config(stack, 'config', { onChange: 'nothing', ...props })),
    'ConfigMap',
  );

describe('a configuration', () => {
  it('is a ConfigMap of its literals, env files, files and folders', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'app.env'), 'A=1\n');
    writeFileSync(join(folder, 'app.conf'), 'a = b\n');
    expect(
      configMap({
        data: { LEVEL: 'info' },
        from: [envFile(join(folder, 'app.env')), file(join(folder, 'app.conf'), 'other.conf'), directory(folder)],
      })['data'],
    ).toEqual({ LEVEL: 'info', A: '1', 'other.conf': 'a = b\n', 'app.env': 'A=1\n', 'app.conf': 'a = b\n' });
  });

  it('has the labels of its stack', () => {
    expect(at(configMap({}), 'metadata', 'labels')).toEqual({
      'app.kubernetes.io/managed-by': 'stackwright',
      'app.kubernetes.io/part-of': 'shop',
    });
  });

  it('keeps files that are no text as base64', () => {
    const path = join(temporaryFolder(), 'logo.png');
    writeFileSync(path, Uint8Array.of(0x89, 0x50, 0xff, 0x00));
    const object = configMap({ from: [file(path)] });
    expect(object['binaryData']).toEqual({ 'logo.png': 'iVD/AA==' });
    expect(object).not.toHaveProperty('data');
  });

  it('keeps every value as it is, the mark of byte order too', () => {
    const path = join(temporaryFolder(), 'utf8.txt');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        writeFileSync(path, `\uFEFF${text}\r\n`);
        expect(configMap({ data: { text }, from: [file(path)] })['data']).toEqual({
          text,
          'utf8.txt': `\uFEFF${text}\r\n`,
        });
      }),
      { numRuns: 30 },
    );
  });

  it('has a name that ends in a hash of its content, and cannot change', () => {
    const object = configMap({ data: { A: '1' }, onChange: 'rename' });
    expect(object).toMatchObject({ immutable: true });
    expect(at(object, 'metadata', 'name')).toMatch(/^config-[a-z0-9]{10}$/);
  });

  it('is renamed by a change unless it is told otherwise', () => {
    const object = configMap({ data: { A: '1' }, onChange: undefined });
    expect(object).toMatchObject({ immutable: true });
    expect(at(object, 'metadata', 'name')).toMatch(/^config-[a-z0-9]{10}$/);
  });

  it.each(['restart', 'nothing'] as const)('keeps its name and can change where a change means: %s', (onChange) => {
    const object = configMap({ data: { A: '1' }, onChange });
    expect(object).not.toHaveProperty('immutable');
    expect(at(object, 'metadata', 'name')).toBe('config');
  });

  it('replaces pods that consume it where a change restarts them', () => {
    const checksumOf = (value: string, onChange: 'restart' | 'nothing') => {
      const objects = rendered((stack) => {
        const config = new Config(stack, 'config', { data: { A: value }, onChange });
        new Worker(stack, 'worker', { image, resources, environment: [config] });
      });
      return at(only(objects, 'Deployment'), 'spec', 'template', 'metadata', 'annotations');
    };
    expect(checksumOf('1', 'restart')).not.toEqual(checksumOf('2', 'restart'));
    expect(checksumOf('1', 'nothing')).toBeUndefined();
  });

  it('knows its keys, in the order in which they are given', () => {
    rendered((stack) => {
      expect(new Config(stack, 'config', { data: { B: '1', A: '2' } }).keys).toEqual(['B', 'A']);
    });
  });

  it('gives one key to a variable', () => {
    rendered((stack) => {
      const config = new Config(stack, 'config', { data: { A: '1' } });
      expect(config.key('A')).toEqual({ configMapKey: { name: 'config', key: 'A' } });
    });
  });

  it.each(['A', 'a.b', '-', '_', '.hidden', 'a..b', '1', 'x'.repeat(253)])('may have the key %s', (key) => {
    expect(configMap({ data: { [key]: '' } })['data']).toEqual({ [key]: '' });
  });

  it.each(['', '.', '..', '..a', 'a/b', 'a b', 'ä', 'x'.repeat(254)])("fails when it has the key '%s'", (key) => {
    expectMistake((stack) => new Config(stack, 'config', { data: { [key]: '' } }), {
      rule: 'configuration/illegal-key',
      path: 'shop/config',
      message: `'${key}' cannot be a key.`,
      want: "1 to 253 letters, digits, '-', '_' and '.', other than '.' and not starting with '..'",
      fix: 'Rename it; `file(path, key)` takes a file under another key.',
      line: "new Config(stack, 'config'",
    });
  });

  const mebibyte = 'x'.repeat(1024 * 1024);

  it('may have values of 1 MiB', () => {
    expect(at(configMap({ data: { large: mebibyte } }), 'data', 'large')).toBe(mebibyte);
  });

  it.each([
    ['a letter more', { large: mebibyte, small: 'x' }, 1048577],
    ['a letter of two bytes more', { large: mebibyte.slice(1), small: 'ä' }, 1048577],
  ])('fails when its values have 1 MiB and %s', (_, data, size) => {
    expectMistake((stack) => new Config(stack, 'config', { data }), {
      rule: 'configuration/too-large',
      path: 'shop/config',
      message: `The content has ${size} bytes.`,
      want: '1048576 bytes, the most that a ConfigMap or Secret holds',
      fix: 'Split it, or put large files into the image or a volume.',
      line: "new Config(stack, 'config'",
    });
  });

  it('fails when two sources give the same key', () => {
    const path = join(temporaryFolder(), 'app.env');
    writeFileSync(path, 'PORT=80');
    expectMistake((stack) => new Config(stack, 'config', { data: { PORT: '90' }, from: [envFile(path)] }), {
      rule: 'configuration/key-twice',
      path: 'shop/config',
      message: "The key 'PORT' is given twice.",
      want: 'each key in one source',
      fix: 'Remove it from one of them.',
      line: "new Config(stack, 'config'",
    });
  });

  it.each([
    ['a slip', { LEVEL: 'info', PORT: '80' }, 'LEVLE', "'LEVEL' or 'PORT'", "Did you mean 'LEVEL'?"],
    ['anything else', { LEVEL: 'info' }, 'DATABASE_URL', "'LEVEL'", 'Add the key, or name one that is there.'],
    ['a key of none', {}, 'LEVEL', 'none: it has no keys', 'Add the key, or name one that is there.'],
  ])('fails when a variable asks it for %s', (_, data, key, want, fix) => {
    expectMistake((stack) => new Config(stack, 'config', { data }).key(key), {
      rule: 'configuration/unknown-key',
      path: 'shop/config',
      message: `The configuration 'config' has no key '${key}'.`,
      want,
      fix,
      line: '.key(key)',
    });
  });
});
