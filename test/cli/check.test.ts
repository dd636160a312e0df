import { priorityClass, findingsIn, ILLEGAL, stackwright, type Setting } from './run';

/** A PriorityClass that acknowledges the findings of a rule, `.` for `/`. */
function acknowledging(name: string, rule: string): string {
  return (
    `apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata:\n  name: ${name}\n  annotations:\n` +
    `    checks.stackwright.dev/${rule}: An old cluster.\nvalue: 1\n`
  );
}

test('manifests without a mistake are nothing to say', () => {
  expect(stackwright(['check', 'web.yaml'], { files: { 'web.yaml': priorityClass('web') } })).toEqual({
    code: 0,
    stdout: 'no findings\n',
    stderr: '',
  });
});

test('a finding has the file and the line of its field, and makes the exit code 1', () => {
  const outcome = stackwright(['check', 'web.yaml'], { files: { 'web.yaml': ILLEGAL } });

  expect(outcome).toMatchObject({ code: 1, stderr: '' });
  expect(outcome.stdout).toBe(
    [
      'web.yaml',
      '  error  name/illegal  web.yaml:3  PriorityClass Shop_Front /metadata/name',
      "    'Shop_Front' cannot name a PriorityClass.",
      "    want: at most 253 lower-case letters, digits, '-' and '.', with a letter or digit at both ends of each part",
      "    fix:  Pass another name, for instance 'shop-front'.",
      '',
      '1 error',
      '',
    ].join('\n'),
  );
});

test('all files are checked together, as what is applied together', () => {
  const files = { 'a/web.yaml': priorityClass('web'), 'b/web.yml': priorityClass('web'), 'b/other.json': '{}' };
  const outcome = stackwright(['check', 'a', 'b/web.yml'], { files });

  expect(findingsIn(outcome)).toEqual(['  error  name/duplicate  b/web.yml:3  PriorityClass web /metadata/name']);
  expect(outcome.stdout).toContain('PriorityClass web is there already, at a/web.yaml:1.');
});

test.each<[string, readonly string[]]>([
  ['-', ['check', '-']],
  ['no path', ['check']],
])('with %s, what is piped in is checked', (_what, argv) => {
  const outcome = stackwright(argv, { stdin: ILLEGAL });

  expect(outcome).toMatchObject({ code: 1 });
  expect(findingsIn(outcome)).toEqual(['  error  name/illegal  <stdin>:3  PriorityClass Shop_Front /metadata/name']);
});

test('without a path on a terminal there is nothing to check', () => {
  expect(stackwright(['check'])).toEqual({
    code: 2,
    stdout: '',
    stderr: "There is nothing to check: name files or folders, or pipe manifests in.\nSee 'stackwright --help'.\n",
  });
});

test('an empty pipe, as that of a command that failed, is no success', () => {
  expect(stackwright(['check'], { stdin: '\n' })).toMatchObject({
    code: 2,
    stdout: 'no findings, 1 not checked\n',
    stderr: '<stdin>: There is nothing in it. See whether what writes it fails.\n',
  });
});

test('what cannot be checked makes the exit code 2, whatever else is found', () => {
  const files = { 'bad.yaml': `${ILLEGAL}---\na: [\n`, 'web.yaml': ILLEGAL };
  const outcome = stackwright(['check', '.'], { files });

  expect(outcome.code).toBe(2);
  expect(outcome.stderr).toMatch(/^bad\.yaml:7:1: This is no YAML: .*\n$/);
  expect(findingsIn(outcome)).toHaveLength(3); // the two names, and that they are the same
});

test('objects without a namespace are in the one that is named, or in default', () => {
  const files = { 'web.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: A }\n' };

  expect(stackwright(['check', '.'], { files }).stdout).toContain('ConfigMap default/A');
  expect(stackwright(['check', '.', '--namespace', 'shop'], { files }).stdout).toContain('ConfigMap shop/A');
});

test('with --fail-on error, warnings are told but leave the exit code 0', () => {
  const files = { 'web.yaml': acknowledging('web', 'name.illegal') }; // nothing is illegal here

  expect(stackwright(['check', '.'], { files })).toMatchObject({ code: 1 });
  const outcome = stackwright(['check', '.', '--fail-on', 'error'], { files });
  expect(outcome.code).toBe(0);
  expect(outcome.stdout).toMatch(/1 warning\n$/);
  expect(stackwright(['check', '.', '--fail-on', 'error'], { files: { 'web.yaml': ILLEGAL } }).code).toBe(1);
});

const POD = [
  'apiVersion: v1',
  'kind: Pod',
  'metadata: { name: web, namespace: shop }',
  'spec:',
  '  containers:',
  '  - name: web',
  '    image: registry.example/web:1.2',
  '    envFrom:',
  '    - secretRef: { name: token }',
  '',
].join('\n');

/** The rules that a Pod breaks. */
function rulesOf(argv: readonly string[], setting: Setting = {}): readonly string[] {
  const outcome = stackwright(['check', 'pod.yaml', ...argv], {
    ...setting,
    files: { 'pod.yaml': POD, ...setting.files },
  });
  return findingsIn(outcome).map((line) => line.trim().split('  ')[1] ?? '');
}

test('--pack chooses the rules', () => {
  expect(rulesOf(['--pack', 'baseline']).length).toBeLessThan(rulesOf([]).length);
  expect(rulesOf([]).length).toBeLessThan(rulesOf(['--pack', 'production']).length);
});

test.each([['Secret/token'], ['Secret/shop/token'], ['Secret/shop/*'], ['Secret/to*']])(
  '--external %s is there already',
  (external) => {
    expect(rulesOf([])).toContain('link/secret');
    expect(rulesOf(['--external', 'ConfigMap/x', '--external', external])).not.toContain('link/secret');
  },
);

test('an external of another namespace is none', () => {
  expect(rulesOf(['--external', 'Secret/other/token'])).toContain('link/secret');
});

test('--kubernetes-version is the version that counts', () => {
  const files = {
    'flow.yaml':
      'apiVersion: flowcontrol.apiserver.k8s.io/v1beta3\nkind: FlowSchema\nmetadata: { name: a }\n' +
      'spec: { priorityLevelConfiguration: { name: global-default } }\n',
  };

  expect(stackwright(['check', '.', '--kubernetes-version', '1.33'], { files }).stdout).toContain('api/removed');
  expect(stackwright(['check', '.', '--kubernetes-version=1.29'], { files }).stdout).not.toContain('api/removed');
});

describe('acknowledged findings', () => {
  test('are told with their reason, and make no exit code', () => {
    const outcome = stackwright(['check', '.'], { files: { 'web.yaml': acknowledging('Web', 'name.illegal') } });

    expect(outcome).toEqual({
      code: 0,
      stdout: 'acknowledged\n  name/illegal  An old cluster.\n    PriorityClass Web\n\n1 acknowledged\n',
      stderr: '',
    });
  });

  test('may stand in the configuration, which is told when it says too much', () => {
    const outcome = stackwright(['check', 'web.yaml'], {
      files: {
        'web.yaml': ILLEGAL,
        'stackwright.checks.yaml':
          'acknowledge:\n- rule: name/illegal\n  reason: A laptop.\n' +
          '- { rule: name/duplicate, reason: None., object: Pod* }\n',
      },
    });

    expect(outcome.code).toBe(1);
    expect(outcome.stdout).toContain('  name/illegal  A laptop.\n    PriorityClass Shop_Front\n');
    expect(outcome.stdout).toContain('stackwright.checks.yaml:4\n  warning  acknowledgement/unused\n');
  });

  test('of the configuration are external to SARIF, and those of the object are not', () => {
    const config = 'acknowledge: [{ rule: name/illegal, reason: A laptop. }]\n';
    const suppressionIn = (files: Setting['files']) =>
      /"kind": "(inSource|external)"/.exec(
        stackwright(['check', 'a.yaml', '--format', 'sarif'], { files }).stdout,
      )?.[1];

    expect(suppressionIn({ 'a.yaml': ILLEGAL, 'stackwright.checks.yaml': config })).toBe('external');
    expect(suppressionIn({ 'a.yaml': acknowledging('Web', 'name.illegal') })).toBe('inSource');
  });
});

test.each<[string, readonly string[], NodeJS.ProcessEnv, boolean]>([
  ['not in a pipe', [], {}, false],
  ['with --color always', ['--color', 'always'], { NO_COLOR: '1' }, true],
  ['with FORCE_COLOR', [], { FORCE_COLOR: '1' }, true],
  ['not with --color never', ['--color', 'never'], { FORCE_COLOR: '1' }, false],
])('colours are used %s', (_when, argv, environment, isColoured) => {
  const { stdout } = stackwright(['check', '.', ...argv], { files: { 'a.yaml': ILLEGAL }, environment });

  expect(stdout.includes('\u{1b}[')).toBe(isColoured);
});

describe('what would move the cursor is an escape', () => {
  const ESCAPE = '\u{9b}31m\u{1b}[2J\u{202e}';

  test.each(['text', 'json', 'sarif'])('in names that are reported as %s', (format) => {
    const files = { 'a.yaml': priorityClass(JSON.stringify(`A${ESCAPE}`)) };
    const { stdout } = stackwright(['check', '.', '--format', format], { files });

    expect(stdout).toContain(String.raw`\u009b31m\u001b[2J\u202e`);
    expect(stdout).not.toMatch(/[\u{9b}\u{1b}\u{202e}]/u);
    if (format !== 'text') expect(JSON.stringify(JSON.parse(stdout))).toContain('\u{9b}31m');
  });

  test('in the names of files that cannot be checked, each of which has its line', () => {
    const { stderr } = stackwright(['check', '.'], { files: { [`a\n${ESCAPE}.yaml`]: '[' } });

    expect(stderr).toContain(String.raw`a\u000a\u009b31m\u001b[2J\u202e.yaml:`);
    expect(stderr.match(/\n/g)).toHaveLength(1);
  });

  test('in what was typed', () => {
    expect(stackwright([`chec${ESCAPE}`]).stderr).toContain(String.raw`\u009b31m`);
  });
});
