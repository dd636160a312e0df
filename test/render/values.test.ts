import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Config, parameter, Stack, SynthesisError } from 'stackwright';
import { temporaryFolder } from '../support/folder';

const REQUIRED = 'required-values.json';
const before = process.env['STACKWRIGHT_VALUES'];

afterEach(() => {
  if (before === undefined) delete process.env['STACKWRIGHT_VALUES'];
  else process.env['STACKWRIGHT_VALUES'] = before;
});

function app(folder: string, data: Readonly<Record<string, string>> = { HOST: parameter('database.host') }): App {
  const made = new App({ outdir: join(folder, 'dist') });
  new Config(new Stack(made, 'shop', { namespace: 'shop' }), 'config', { data });
  return made;
}

/** The mistakes for which nothing is written. */
function mistakes(made: App): readonly string[] {
  try {
    made.synth();
  } catch (error) {
    if (error instanceof SynthesisError) return error.findings.map(({ rule, message }) => `${rule}: ${message}`);
    throw error;
  }
  return [];
}

test('the values in the file that STACKWRIGHT_VALUES names take the places of tokens', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'values.json'), JSON.stringify({ database: { host: 'db.example' } }));
  process.env['STACKWRIGHT_VALUES'] = join(folder, 'values.json');

  expect(mistakes(app(folder))).toEqual([]);
  expect(readFileSync(join(folder, 'dist/shop.k8s.yaml'), 'utf8')).toContain('HOST: db.example');
});

test('without its values nothing is written but what is needed, beside the folder that kubectl applies', () => {
  const folder = temporaryFolder();

  expect(mistakes(app(folder))).toEqual(["token/unresolved: The value of 'database.host' is not known."]);
  expect(existsSync(join(folder, 'dist'))).toBe(false);
  expect(JSON.parse(readFileSync(join(folder, REQUIRED), 'utf8'))).toEqual({
    'database.host': { type: 'text', fields: [expect.stringMatching(/^ConfigMap shop\/config-\w+ \/data\/HOST$/)] },
  });
});

test('a missing value leaves the manifests of the last time', () => {
  const folder = temporaryFolder();
  app(folder, { HOST: 'db.example' }).synth();
  const written = readFileSync(join(folder, 'dist/shop.k8s.yaml'), 'utf8');

  expect(mistakes(app(folder))).toHaveLength(1);
  expect(readFileSync(join(folder, 'dist/shop.k8s.yaml'), 'utf8')).toBe(written);
});

test('a program without tokens says nothing of values', () => {
  const folder = temporaryFolder();
  app(folder, { HOST: 'db.example' }).synth();

  expect(readdirSync(folder)).toEqual(['dist']);
});

test.each([
  ['is not there', undefined, /ENOENT/],
  ['is no JSON', '{', /JSON/],
  ['is no object', '["a"]', /It holds no JSON object/],
])('a file of values that %s is an error that names it', (_, text, reason) => {
  const folder = temporaryFolder();
  if (text !== undefined) writeFileSync(join(folder, 'values.json'), text);
  process.env['STACKWRIGHT_VALUES'] = join(folder, 'values.json');
  const [first = ''] = mistakes(app(folder));

  expect(first).toMatch(/^token\/unreadable-values: The values in '.*values\.json' cannot be read\./);
  expect(first).toMatch(reason);
});
