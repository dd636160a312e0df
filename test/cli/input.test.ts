import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/folder';
import { writeFiles } from './files';
import { findingsIn, ILLEGAL, priorityClass, stackwright } from './run';

/** What stderr says of a file beside a good one, which has to be checked all the same. */
function unusable(content: string | Uint8Array, name = 'bad.yaml'): string {
  const outcome = stackwright(['check', '.'], { files: { [name]: content, 'good.yaml': ILLEGAL } });

  expect(outcome.code).toBe(2);
  expect(findingsIn(outcome)).toEqual(['  error  name/illegal  good.yaml:3  PriorityClass Shop_Front /metadata/name']);
  return outcome.stderr;
}

function bomb(): string {
  const lists = Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(10).fill(`*a${n}`).join()}]\n`);
  return priorityClass('bomb', `a0: &a0 [${Array(10).fill('x').join()}]\n${lists.join('')}`);
}

describe('what cannot be checked is told with its line, once, and the rest is checked', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['broken YAML', 'a: 1\nb: [\n', 'bad.yaml:3:1: This is no YAML'],
    ['tabs for spaces', 'a:\n\tb: 1\n', 'bad.yaml:2:1: This is no YAML: tab characters'],
    ['a key twice', 'kind: A\nmetadata:\n  name: a\n  name: b\n', "bad.yaml:4:3: The key 'name' is there already."],
    ['an anchor bomb', bomb(), 'bad.yaml:1:1: Its aliases stand for more than 200000 values.'],
    ['a circle', 'a: &a { b: *a }\n', 'bad.yaml:1:9: An alias stands within what it stands for.'],
    ['100,000 brackets', `a: ${'['.repeat(100_000)}`, 'bad.yaml:1:203: The document is nested deeper than 200 levels.'],
    ['100,000 lists', `${'- '.repeat(100_000)}a`, 'nested deeper than 200 levels.'],
    ['100,000 maps', `${'{a: '.repeat(100_000)}1`, 'nested deeper than 200 levels.'],
    ['no kind', 'metadata: { name: a }\napiVersion: v1\n', 'bad.yaml:1:1: The object has no kind.'],
    ['no apiVersion', '# a\n\nkind: Pod\n', 'bad.yaml:3:1: The object has no apiVersion.'],
    ['a kind that is no text', 'apiVersion: v1\nkind: 3\n', 'The object has a kind that is no text.'],
    ['neither', 'replicas: 3\n', 'bad.yaml:1:1: This is no Kubernetes object: it has neither apiVersion nor kind.'],
    ['a bare value', 'hello\n', 'This is no Kubernetes object, but a list or a bare value.'],
    ['infinity', priorityClass('a', 'x: .inf\n'), 'It holds a number that JSON does not have.'],
    ['a null byte', 'a: \0\n', 'bad.yaml:1:4: This is no YAML: null byte'],
    ['a tag of another tool', 'a: !Ref b\n', 'This is no YAML: unknown tag'],
    ['bytes that are no UTF-8', Buffer.from([97, 58, 10, 32, 98, 58, 0xff]), 'bad.yaml:2:4: This is not UTF-8.'],
    ['UTF-16', Buffer.from(`\u{FEFF}${ILLEGAL}`, 'utf16le'), 'bad.yaml: This is UTF-16, which kubectl does not read.'],
    [
      'a template',
      '{{ if .Values.x }}\nkind: A\n{{ end }}\n',
      'bad.yaml:1:1: This is a template, which is no YAML yet. Render',
    ],
  ])('%s', (_what, content, message) => {
    const stderr = unusable(content);

    expect(stderr).toContain(message);
    expect(stderr.match(/\n/g)).toHaveLength(1);
  });

  test('a document beside others', () => {
    const outcome = stackwright(['check', '-'], {
      stdin: `${ILLEGAL}---\na: [\n---\nb: [\n---\n${priorityClass('A')}`,
    });

    expect(outcome.stderr.split('\n').map((line) => /^<stdin>:\d+/.exec(line)?.[0])).toEqual([
      '<stdin>:7',
      '<stdin>:9',
      undefined,
    ]);
    expect(findingsIn(outcome).map((line) => /<stdin>:\d+/.exec(line)?.[0])).toEqual(['<stdin>:3', '<stdin>:12']);
  });

  test('a broken document beside one with braces in its texts, as alerts have them', () => {
    const alert = priorityClass('Shop_Front', 'description: "{{ $labels.pod }} is gone"\n');
    const outcome = stackwright(['check', '-'], { stdin: `${alert}---\na: [\n---\n${alert}` });

    expect(outcome.stderr).toMatch(/^<stdin>:8:1: This is no YAML: .*\n$/);
    expect(findingsIn(outcome).map((line) => /<stdin>:\d+/.exec(line)?.[0])).toEqual([
      '<stdin>:3',
      '<stdin>:11',
      '<stdin>:11',
    ]);
  });

  test('a template, of which no document means what it says', () => {
    const outcome = stackwright(['check', '-'], { stdin: `${ILLEGAL}---\n# a\nkind: {{ .Values.kind }}\n` });

    expect(outcome).toMatchObject({ code: 2, stdout: 'no findings, 1 not checked\n' });
    expect(outcome.stderr).toMatch(/^<stdin>:7:7: This is a template/);
  });

  test('a path that is not there', () => {
    expect(stackwright(['check', 'gone', '.'], { files: { 'a.yaml': ILLEGAL } })).toMatchObject({
      code: 2,
      stderr: 'gone: There is no such file or folder. Correct the path.\n',
    });
  });

  test('a file that is none', () => {
    expect(stackwright(['check', '/dev/null'])).toMatchObject({
      code: 2,
      stderr: '/dev/null: This is no file. Name a file or a folder.\n',
    });
  });

  test('a folder without manifests', () => {
    expect(stackwright(['check', '.'], { files: { 'README.md': '' } })).toMatchObject({
      code: 2,
      stderr: '.: There is no .yaml, .yml or .json in this folder. Name a folder with manifests.\n',
    });
  });

  test('an empty file that is named', () => {
    expect(stackwright(['check', 'a.yaml'], { files: { 'a.yaml': '# nothing\n---\n' } })).toMatchObject({
      code: 2,
      stderr: 'a.yaml: There is nothing in it. See whether what writes it fails.\n',
    });
  });

  // Root reads everything.
  const testUnlessRoot = process.getuid?.() === 0 ? test.skip : test;
  testUnlessRoot('a file that may not be read', () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'a.yaml': ILLEGAL });
    chmodSync(join(folder, 'a.yaml'), 0);

    expect(stackwright(['check', '.'], { folder }).stderr).toBe(
      'a.yaml: It may not be read. Change its permissions.\n',
    );
  });
});

test('links may lead in circles, nowhere, and to what is there already', () => {
  const folder = temporaryFolder();
  writeFiles(folder, { 'sub/good.yaml': ILLEGAL });
  symlinkSync('..', join(folder, 'sub/up'));
  symlinkSync('good.yaml', join(folder, 'sub/twin.yaml'));
  symlinkSync('nowhere', join(folder, 'nothing'));
  symlinkSync('self.yaml', join(folder, 'self.yaml'));
  const outcome = stackwright(['check', '.', 'sub/good.yaml'], { folder });

  expect(findingsIn(outcome)).toHaveLength(1);
  expect(outcome.stderr).toBe('self.yaml: The link leads in a circle. Correct the link.\n');
});

test.each([
  'apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\n',
  'apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\n',
  'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n',
  'apiVersion: v1\nkind: Config\n',
])('the configuration of a program is passed over: %j', (configuration) => {
  expect(stackwright(['check', '.'], { files: { 'x.yaml': configuration } })).toMatchObject({ code: 0, stderr: '' });
});

test('a folder is read with those below it, without dot folders, dependencies and other files', () => {
  const files = {
    'a/b/c/x.yaml': priorityClass('A'),
    'a/x.yml': priorityClass('B'),
    'a/x.json': JSON.stringify({
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: 'C' },
      value: 1,
    }),
    'a/x.txt': '[',
    '.git/x.yaml': '[',
    'node_modules/x.yaml': '[',
    'a/empty.yaml': '',
    'kustomization.yaml': 'resources: [a]\n',
    'k/x.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n',
  };
  const outcome = stackwright(['check', '.'], { files });

  expect(outcome).toMatchObject({ code: 1, stderr: '' });
  expect(findingsIn(outcome).map((line) => line.split('  ')[3])).toEqual(['a/b/c/x.yaml:3', 'a/x.json:1', 'a/x.yml:3']);
});

test.each<readonly string[]>([[], ['--config', 'sub/my.yaml']])(
  'the configuration is no manifest, in whichever folder it stands: %j',
  (...argv) => {
    const config = 'pack: baseline\n';
    const files = {
      'a.yaml': priorityClass('a'),
      'stackwright.checks.yaml': config,
      'sub/stackwright.checks.yaml': config,
      ...(argv.length > 0 ? { 'sub/my.yaml': config } : {}),
    };

    expect(stackwright(['check', '.', ...argv], { files })).toEqual({ code: 0, stdout: 'no findings\n', stderr: '' });
  },
);

describe('what a kustomization names', () => {
  const kustomized = (kustomization: string, more: Readonly<Record<string, string>>) =>
    stackwright(['check', 'k'], {
      files: { 'k/kustomization.yaml': kustomization, 'k/a.yaml': priorityClass('a'), ...more },
    });

  test.each([
    'patches: [{ path: patch.yaml }]',
    'patches: [{ target: { kind: PriorityClass }, path: ./patch.yaml }]',
    'patchesStrategicMerge: [patch.yaml]',
    'patchesJson6902: [{ path: patch.yaml, target: { version: v1, kind: PriorityClass, name: a } }]',
  ])('is a patch, and not the object again: %s', (kustomization) => {
    const outcome = kustomized(kustomization, { 'k/patch.yaml': priorityClass('a') });

    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toMatch(/^k\/patch\.yaml: This is a patch of a kustomization/);
    expect(findingsIn(outcome)).toEqual([]);
  });

  test.each([
    'configMapGenerator: [{ name: a, files: [settings.yaml] }]',
    'secretGenerator: [{ name: a, files: [login=settings.yaml] }]',
    'configurations: [settings.yaml]',
    'replacements: [{ path: settings.yaml }]',
    'helmCharts: [{ name: web, valuesFile: settings.yaml }]',
  ])('is the content of something: %s', (kustomization) => {
    const outcome = kustomized(kustomization, { 'k/settings.yaml': 'level: info\n' });

    expect(outcome).toMatchObject({ code: 0, stderr: '' });
  });

  test('is a manifest where it is a resource, and in other folders', () => {
    const outcome = kustomized('resources: [b.yaml]\npatches: [{ path: patch.yaml }]\n', {
      'k/b.yaml': priorityClass('B'),
      'k/other/patch.yaml': priorityClass('C'),
    });

    expect(outcome.code).toBe(1);
    expect(findingsIn(outcome)).toHaveLength(2);
  });

  test('is nothing where the kustomization is broken', () => {
    expect(kustomized('patches: [', {}).code).toBe(0);
  });
});

test.each([
  ['bad', true],
  ['bad/', true],
  ['./bad', true],
  ['bad/**', true],
  ['*/b.yaml', true],
  ['b.yaml', true],
  ['**/b.*', true],
  ['{a,b}.yaml', true],
  ['ba?', true],
  ['*.yaml', true],
  ['ad', false],
  ['b', false],
  ['b.yam', false],
  ['bad/*.yml', false],
  ['b+yaml', false],
])('--ignore %s passes over bad/b.yaml: %j', (pattern, isIgnored) => {
  const files = { 'bad/b.yaml': '[', 'c.json': '{"apiVersion":"v1","kind":"List"}' };

  expect(stackwright(['check', '.', '--ignore', pattern], { files }).code).toBe(isIgnored ? 0 : 2);
});

test('what is named is checked, even where a pattern would pass over it in a folder', () => {
  expect(stackwright(['check', 'a.yaml', '--ignore', '*.yaml'], { files: { 'a.yaml': ILLEGAL } }).code).toBe(1);
});

test('a file of 50 MB is checked without the memory of all its positions', () => {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  const data = Array.from({ length: 800 }, (_, n) => `# comment ${n} ${'x'.repeat(50)}\n`).join('');
  const documents = Array.from({ length: 1000 }, (_, n) => priorityClass(`class-${n}`, data));
  writeFiles(folder, { 'large.yaml': `${documents.join('---\n')}---\n${ILLEGAL}` });
  const outcome = stackwright(['check', '.'], { folder });

  expect(findingsIn(outcome)).toEqual([expect.stringContaining('large.yaml:805003')]);
}, 60_000);

test('a line of 2 MB is checked', () => {
  const files = { 'a.yaml': priorityClass('Shop_Front', `description: ${'x'.repeat(2_000_000)}\n`) };

  expect(findingsIn(stackwright(['check', '.'], { files }))).toEqual([expect.stringContaining('a.yaml:3')]);
}, 60_000);
