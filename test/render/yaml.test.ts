import * as fc from 'fast-check';
import { loadAll } from 'js-yaml';
import { parseAllDocuments, type ParseOptions, type DocumentOptions, type SchemaOptions } from 'yaml';
import { isObject, type JsonObject } from '../../lib/manifest/json';
import { toYaml } from '../../lib/render/yaml';

const AMBIGUOUS = [
  ...[
    '',
    ' ',
    'yes',
    'no',
    'on',
    'off',
    'y',
    'n',
    'Y',
    'N',
    'true',
    'FALSE',
    'null',
    'Null',
    '~',
    'nan',
    '.nan',
    '.NaN',
  ],
  ...[
    '.inf',
    '-.inf',
    '+.INF',
    '0',
    '-0',
    '+1',
    '-1',
    '0444',
    '0o17',
    '-0o17',
    '0x1f',
    '-0x1F',
    '0b101',
    '08',
    '1_000',
  ],
  ...['1_', '0_', '0x_1', '0x1_', '0b1_', '_1', '1e3', '1E+3', '1.', '.5', '-.5', '1.5e3', '1_0.5_', '1.5_', '1._'],
  ...['1_e3', '12:30', '12:30:45', '-1:30', '1:30.5', '12:30:45.', '190:20:30.15', '80:80', '2001-01-01', '2001-1-1'],
  ...[
    '2001-12-14t21:59:43.10-05:00',
    '2001-12-14 21:59:43',
    '=',
    '<<',
    '-',
    '- a',
    '-a',
    '#',
    '# a',
    'a #b',
    ':',
    ': a',
  ],
  ...[
    'a: b',
    'a:',
    '?',
    '? a',
    '[',
    ']',
    '{',
    '}',
    '{}',
    '[]',
    ',',
    '&a',
    '*a',
    '!a',
    '!!str a',
    '|',
    '>',
    '%a',
    '@a',
    '`a',
  ],
  ...[
    '"',
    "'",
    "it's",
    '\\n',
    '---',
    '--- a',
    '...',
    ' leading',
    'trailing ',
    '\ttab',
    'tab\t',
    'a\tb',
    '\n',
    '\n\n',
    'a\n',
  ],
  ...[
    'a\n\n',
    '\na',
    ' a\nb',
    'a\n b',
    'a\n\tb',
    'a \nb',
    'a\r\nb',
    'a\rb',
    '\r',
    '\u0000',
    '\u0007',
    '\u001b[0m',
    '\u007f',
  ],
  ...[
    '\u0085',
    '\u00a0',
    '\u2028',
    '\u2029',
    '\ufeff',
    '\ufeffa',
    'a\u0085b',
    'ü',
    '日本語',
    '👩‍👩‍👧',
    '\u{1f600}\n\u{1f600}',
    '__proto__',
  ],
  ...[
    'e5',
    'E-1',
    'constructor',
    'toString',
    'x'.repeat(300),
    'key: |\n  nested\n',
    '#!/bin/sh\nset -eu\n\nif true; then\n\techo "a: b" # c\nfi\n',
  ],
];

/** Whether the parser `yaml`, unlike others, loses the last line of it: it takes a last line of blanks for no content. */
function endsInBlankLine(value: string): boolean {
  return /\n/.test(value) && /(?:^|\n) +\n*$/.test(value);
}

const nastyText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...AMBIGUOUS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 1, arbitrary: fc.stringMatching(/^[-+.:_0-9a-fxobeE]{1,8}$/) },
  {
    weight: 1,
    arbitrary: fc.array(fc.constantFrom(...AMBIGUOUS), { minLength: 2, maxLength: 5 }).map((lines) => lines.join('\n')),
  },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.constantFrom(' ', '\n', '\t', 'a', '#', '-', ':'), { maxLength: 12 })
      .map((parts) => parts.join('')),
  },
);

const text = nastyText.filter((value) => !endsInBlankLine(value));

const number = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
);

const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('json'), { maxLength: 4 }),
  object: fc.dictionary(text, tie('json'), { maxKeys: 4 }),
}));

/** An object as it comes out of JSON, without what JSON does not know. */
const object = fc.dictionary(text, json, { maxKeys: 4 }).map((value) => parsed(JSON.stringify(value)));

function parsed(source: string): JsonObject {
  const value: unknown = JSON.parse(source);
  return isObject(value) ? value : {};
}

type YamlOptions = ParseOptions & DocumentOptions & SchemaOptions;

function readByYaml(source: string, options: YamlOptions): readonly unknown[] {
  const documents: unknown[] = [];
  for (const document of parseAllDocuments(source, { uniqueKeys: true, ...options })) {
    expect(document.errors).toEqual([]);
    documents.push(document.toJS({ maxAliasCount: 0 }));
  }
  return documents;
}

const PARSERS: readonly (readonly [string, (source: string) => readonly unknown[]])[] = [
  ['yaml as YAML 1.2', (source) => readByYaml(source, { version: '1.2' })],
  ['yaml as YAML 1.2 with merge keys', (source) => readByYaml(source, { version: '1.2', merge: true })],
  ['yaml as YAML 1.1', (source) => readByYaml(source, { version: '1.1' })],
  ['js-yaml', (source) => loadAll(source)],
];

describe.each(PARSERS)('%s', (_name, read) => {
  test('reads any objects back as the same data', () => {
    fc.assert(
      fc.property(fc.array(object, { minLength: 1, maxLength: 3 }), (objects) => {
        expect(read(toYaml(objects))).toEqual(objects);
      }),
      { numRuns: 500 },
    );
  });

  test.each(AMBIGUOUS)('reads the text %j back as a key, a value and an element', (each) => {
    const manifest = parsed(JSON.stringify({ data: Object.fromEntries([[each, each]]), list: [each, [each]] }));

    expect(read(toYaml([manifest]))).toEqual([manifest]);
  });
});

test('each object is a document of its own', () => {
  expect(toYaml([{ a: 1 }, { b: 2 }])).toBe('a: 1\n---\nb: 2\n');
});

test('no objects are no text', () => {
  expect(toYaml([])).toBe('');
});

test('an object that occurs twice is written twice', () => {
  const shared = { cpu: '250m' };

  expect(toYaml([{ limits: shared, requests: shared }])).toBe('limits:\n  cpu: 250m\nrequests:\n  cpu: 250m\n');
});

test('a script stays readable', () => {
  expect(toYaml([{ run: `set -e\n${'echo '.repeat(40)}\n` }])).toBe(`run: |\n  set -e\n  ${'echo '.repeat(40)}\n`);
});

test('ordinary text is not quoted', () => {
  expect(toYaml([{ image: 'nginx:1.27', args: ['serve', '8k'], path: '/srv' }])).toBe(
    'image: nginx:1.27\nargs:\n- serve\n- 8k\npath: /srv\n',
  );
});

test.each([' \n', '\n ', '  \n \n', ' #\n ', 'a\n '])('the last line of %j is kept, though it is blank', (value) => {
  const source = toYaml([{ value, next: 1 }]);

  expect(loadAll(source)).toEqual([{ value, next: 1 }]);
});
