import { rulesById } from '../../lib/checks/rules';
import { priorityClass, stackwright } from './run';

test('--help says what there is', () => {
  const { code, stdout } = stackwright(['--help']);

  expect(code).toBe(0);
  for (const option of ['--format', '--pack', '--external', '--config', '--fail-on', '--ignore', '--color']) {
    expect(stdout).toContain(`  ${option} `);
  }
});

test('--version says which it is', () => {
  expect(stackwright(['check', '--version'])).toEqual({ code: 0, stdout: '1.2.3\n', stderr: '' });
});

test.each<[readonly string[], string]>([
  [[], 'There is no command.'],
  [['chekc'], "There is no command 'chekc'. Did you mean 'check'?"],
  [['toString'], "There is no command 'toString'."],
  [['web.yaml'], "There is no command 'web.yaml'. Did you mean 'stackwright check web.yaml'?"],
  [['check', '--formt', 'json'], "There is no option '--formt'. Did you mean '--format'?"],
  [['check', '-x'], "There is no option '-x'."],
  [['check', '--format'], "The option '--format' needs a value: 'text', 'json' or 'sarif'."],
  [['check', '--format', '--pack'], "'--pack' is no value for '--format': 'text', 'json' or 'sarif'."],
  [['check', '--format=jsn'], "'jsn' is no value for '--format': 'text', 'json' or 'sarif'. Did you mean 'json'?"],
  [['check', '--help=yes'], "The option '--help' takes no value."],
  [['check', '--kubernetes-version', 'v1.33.2', '-'], "Did you mean '1.33'?"],
  [['check', '--kubernetes-version', 'v1.33', '-'], "Did you mean '1.33'?"],
  [['check', '--namespace', 'Shop_Front', '-'], "'Shop_Front' is no value for '--namespace': at most 63"],
  [['check', '--namespace=', '-'], "'' is no value for '--namespace'"],
  [['rules', 'name/illegal'], "The list takes no names; 'stackwright explain RULE' does."],
  [['rules', '--format', 'sarif'], "The list is 'text' or 'json'; SARIF is for findings."],
  [['check', '--kubernetes-version', '1.9', '-'], "'1.9' is no value for '--kubernetes-version': '1.27',"],
  [['check', '--external', 'secret/a', '-'], "'secret/a' is no value for '--external': KIND[.GROUP][/NAMESPACE]/NAME"],
  [['check', '--external', 'Secret', '-'], "'Secret' is no value for '--external'"],
  [['check', '--external', 'Secret/a/b/c', '-'], "'Secret/a/b/c' is no value for '--external'"],
  [['check', '--external', 'Secret//b', '-'], "'Secret//b' is no value for '--external'"],
  [['check', '--config', 'gone.yaml', '-'], "The configuration 'gone.yaml' cannot be read"],
  [['explain'], 'Name one rule'],
  [['explain', 'tls-secret'], "There is no rule 'tls-secret'. Did you mean 'link/tls-secret'?"],
  [['explain', 'exceeded'], "Did you mean 'quota/exceeded' or 'capacity/exceeded'?"],
  [['explain', 'nothing'], "There is no rule 'nothing'."],
  [['explain', 'name/duplicat'], "There is no rule 'name/duplicat'. Did you mean 'name/duplicate'?"],
])('%j is refused with exit code 2, and the reason on stderr', (argv, reason) => {
  const { code, stdout, stderr } = stackwright(argv);

  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(reason);
  expect(stderr).toContain("See 'stackwright --help'.\n");
});

test('rules lists every rule with its pack, severity and title', () => {
  const { code, stdout } = stackwright(['rules']);
  const lines = stdout.trimEnd().split('\n');

  expect(code).toBe(0);
  expect(lines.map((line) => line.split(' ')[0])).toEqual([...rulesById().keys()].sort());
  expect(stdout).toMatch(
    /^name\/duplicate +baseline +error +Each object has a kind, namespace and name of its own\.$/m,
  );
});

test('rules of a pack are those of the smaller ones too', () => {
  const idsOf = (pack: string) => stackwright(['rules', '--pack', pack, '--format', 'json']).stdout;
  const baseline: unknown = JSON.parse(idsOf('baseline'));
  const production: unknown = JSON.parse(idsOf('production'));

  expect(baseline).toContainEqual(
    expect.objectContaining({ id: 'name/duplicate', pack: 'baseline', severity: 'error' }),
  );
  expect(production).toEqual(expect.arrayContaining(baseline as unknown[]));
  expect(production).toHaveLength(rulesById().size);
});

test('explain says why a rule is there, what breaks it, what keeps it, and what to do', () => {
  const rule = rulesById().get('name/duplicate')!;
  const { code, stdout } = stackwright(['explain', rule.id]);

  expect(code).toBe(0);
  for (const text of [rule.title, rule.why, rule.fix, "\n    data: { PORT: '8080' }\n", '\npasses:\n']) {
    expect(stdout).toContain(text);
  }
});

describe('the configuration', () => {
  test.each<[string, string, string]>([
    [
      'an unknown field',
      'zones: 3\npakc: baseline\n',
      "stackwright.checks.yaml:2: There is no field 'pakc'; there are",
    ],
    [
      'an unknown pack',
      'pack: strict\n',
      `:1: 'pack' cannot be "strict", but 'baseline', 'restricted' or 'production'.`,
    ],
    ['an unknown version', 'kubernetesVersion: 1.99\n', ":1: 'kubernetesVersion' cannot be 1.99, but '1.27'"],
    ['a list that is none', 'externals: { kind: Secret }\n', ":1: 'externals' cannot be"],
    [
      'an external without a name',
      'externals:\n- { kind: A, name: b }\n- kind: Secret\n',
      ":3: 'externals.1' has no 'name'.",
    ],
    ['an external that is no name', 'externals:\n- Secret\n', ":2: 'externals.0' has to be fields with values."],
    ['no reason', 'acknowledge:\n- rule: a/b\n', ":2: 'acknowledge.0' has no 'reason'."],
    [
      'an empty reason',
      'acknowledge:\n- rule: a/b\n  reason: " "\n',
      `:3: 'acknowledge.0.reason' cannot be " ", but a text.`,
    ],
    ['an illegal namespace', 'namespace: Shop\n', `:1: 'namespace' cannot be "Shop", but at most 63`],
    ['a bare value', '3\n', 'The configuration has to be fields with values.'],
    ['broken YAML', 'a: [\n', 'This is no YAML'],
    ['zero nodes', 'nodes:\n- { count: 0, cpu: 1, memory: 1Gi }\n', ":2: 'nodes.0.count' cannot be 0"],
  ])('is refused with %s', (_what, config, reason) => {
    const files = { 'stackwright.checks.yaml': config, 'web.yaml': priorityClass('web') };
    const { code, stdout, stderr } = stackwright(['check', 'web.yaml'], { files });

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(reason);
  });

  test('may be another file, and gives way to options', () => {
    const files = {
      'my.json': '{"pack": "production", "kubernetesVersion": "1.30", "zones": 3}',
      'web.yaml': priorityClass('web'),
    };

    expect(stackwright(['check', 'web.yaml', '--config', 'my.json', '--pack', 'baseline'], { files }).code).toBe(0);
  });

  test('may say what is made elsewhere as an option does', () => {
    const claim = 'spec: { containers: [{ name: web, envFrom: [{ configMapRef: { name: made } }] }] }';
    const files = {
      'web.yaml': `apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\n${claim}\n`,
      'stackwright.checks.yaml': 'externals: [ConfigMap/shop/made]\n',
      'other.yaml': 'externals: [ConfigMap/other/made]\n',
    };
    const stdout = (...more: readonly string[]) => stackwright(['check', 'web.yaml', ...more], { files }).stdout;

    expect(stdout()).not.toContain('link/config-map');
    expect(stdout('--config', 'other.yaml')).toContain('link/config-map');
  });

  test.each(['kubernetesVersion: 1.30\n', "kubernetesVersion: '1.30'\n", ''])('may be %j', (config) => {
    const files = { 'stackwright.checks.yaml': config, 'web.yaml': priorityClass('web') };

    expect(stackwright(['check', 'web.yaml'], { files })).toMatchObject({ code: 0, stderr: '' });
  });
});
