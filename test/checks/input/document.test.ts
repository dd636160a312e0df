import fc from 'fast-check';
import { readDocument } from '../../../lib/checks/input/document';
import { Positions, stepsOf } from '../../../lib/checks/input/positions';
import type { Json } from '../../../lib/manifest/json';
import { toYaml } from '../../../lib/render/yaml';

function read(text: string): unknown {
  const reading = readDocument({ text, line: 1 });
  return 'value' in reading ? reading.value : reading.problem;
}

function reads(value: Json, texts: readonly string[]): [string, Json][] {
  return texts.map((text) => [text, value]);
}

// What sigs.k8s.io/yaml, with which kubectl reads, makes of each.
test.each<[string, Json]>([
  ...reads(true, ['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE']),
  ...reads(false, ['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE']),
  ...reads(null, ['~', 'null', 'Null', 'NULL', '']),
  ...['yEs', 'oN', 'tRUE', 'nULL', 'nil', 'none'].flatMap((text) => reads(text, [text])),
  ['0644', 420],
  ['0o644', 420],
  ['-0644', -420],
  ['0x1F', 31],
  ['0b101', 5],
  ['089', 89],
  ['0o9', '0o9'],
  ['1_000', 1000],
  ['+12', 12],
  ['-0', 0],
  ['1e3', 1000],
  ['1E+2', 100],
  ['1.', 1],
  ['.5', 0.5],
  ['+.5', 0.5],
  ['1_0.5', 10.5],
  ['._5', '._5'],
  ['.', '.'],
  ['1.2.3', '1.2.3'],
  ['0x', '0x'],
  ['12:30', '12:30'],
  ['12:30:45', '12:30:45'],
  ['2001-12-14', '2001-12-14'],
  ['2001-12-14T21:59:43Z', '2001-12-14T21:59:43Z'],
  ['1m', '1m'],
  ['_1', '_1'],
  ['=', '='],
  ["'yes'", 'yes'],
  ['"0644"', '0644'],
  ['!!str 0644', '0644'],
])('%j is read as %j', (text, value) => {
  expect(read(`a: ${text}\n`)).toEqual({ a: value });
});

test('keys are text, whatever they look like', () => {
  expect(read('on: 1\n0644: 2\n~: 3\n')).toEqual({ true: 1, 420: 2, null: 3 });
});

test('anchors and merges are resolved', () => {
  const yaml = 'base: &base { a: 1, b: 2 }\nuse: { <<: *base, b: 3 }\nboth: { <<: [*base, { c: 4 }] }\n';

  expect(read(yaml)).toMatchObject({ use: { a: 1, b: 3 }, both: { a: 1, b: 2, c: 4 } });
});

test('an anchor may be used as often as one likes', () => {
  expect(read(`a: &a { b: 1 }\nc: [${Array(2000).fill('*a').join()}]\n`)).toMatchObject({ a: { b: 1 } });
});

test('a key called __proto__ is one like others', () => {
  expect(JSON.stringify(read('__proto__: { a: 1 }\n'))).toBe('{"__proto__":{"a":1}}');
});

test('what is rendered comes back as it was', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (object) => {
      // -0 is no number of JSON's, and U+FFFE no character of YAML's.
      const value = JSON.parse(JSON.stringify(object).replaceAll(/[\ufffe\uffff\ufeff]/g, '')) as Record<string, Json>;
      expect(read(toYaml([value]))).toEqual(value);
    }),
  );
});

describe('the position of a field', () => {
  const yaml = [
    'metadata:', // 1
    '  name: a',
    '  labels: {x: 1, z: 2}',
    'spec:', // 4
    '  list:',
    '  - name: one', // 6
    '    ports:',
    '    - 1',
    '    - 2', // 9
    '  -',
    '    name: two', // 11
    '  a/b: |',
    '    text', // 13
    '  base: &base',
    '    inner: 1', // 15
    '  used: *base',
    '  merged: { <<: *base }', // 17
    '  on: 1',
    '',
  ].join('\n');
  const positions = new Positions({ text: yaml, line: 1 });

  test.each([
    ['', 1, 1],
    ['/metadata/name', 2, 3],
    ['/metadata/labels/z', 3, 18],
    ['/metadata/namespace', 1, 1],
    ['/spec/list/0', 6, 5],
    ['/spec/list/0/ports/1', 9, 7],
    ['/spec/list/0/image', 6, 5],
    ['/spec/list/1/name', 11, 5],
    ['/spec/list/7/name', 5, 3],
    ['/spec/list/-', 5, 3],
    ['/spec/a~1b', 12, 3],
    ['/spec/used/inner', 15, 5],
    ['/spec/merged/inner', 15, 5],
    ['/spec/merged/outer', 17, 3],
    ['/spec/true', 18, 3],
    ['/status/x', 1, 1],
  ])('%s is line %i, column %i', (pointer, line, column) => {
    expect(positions.of(stepsOf(pointer))).toEqual({ line, column });
  });

  test('counts from the line that the document begins in', () => {
    expect(new Positions({ text: '\na:\n  b: 1\n', line: 10 }).of(['a', 'b'])).toEqual({ line: 12, column: 3 });
  });

  test('is that of the document where nothing can be told', () => {
    expect(new Positions({ text: '', line: 10 }).of(['a'])).toEqual({ line: 10, column: 1 });
  });
});
