import { diffOf } from '../../../lib/pulumi/plan/diff/diff';
import { SECRET, UNKNOWN, type Plan, type PlanFinding, type PlannedResource } from '../../../lib/pulumi/plan/plan';
import { diffText } from '../../../lib/pulumi/plan/report/diff';
import { planText, type PlanTextStyle } from '../../../lib/pulumi/plan/report/report';
import { flowText, shortened } from '../../../lib/pulumi/plan/report/values';
import { component, planOf, resource } from './diff-plans';

const shop = component('shop', { custom: false });
const provider = resource('pulumi:providers:kubernetes', 'eks', { inputs: { kubeconfig: SECRET } });
const database = resource('aws:rds/instance:Instance', 'db', {
  inputs: { password: SECRET, engine: 'postgres', tags: {} },
  protect: true,
  customTimeouts: { create: '1h0m0s' },
});
const namespace = resource('kubernetes:core/v1:Namespace', 'shop-namespace', { parent: shop.urn });
const web = resource('kubernetes:apps/v1:Deployment', 'web', {
  parent: shop.urn,
  provider: provider.urn,
  deletedWith: namespace.urn,
  dependencies: [database.urn, namespace.urn],
  inputs: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', labels: { 'app.kubernetes.io/name': 'web', port: '80' } },
    spec: {
      template: {
        env: [
          { name: 'HOST', value: UNKNOWN },
          { name: 'KEY', value: SECRET },
        ],
      },
    },
  },
});
const PLAN = planOf([shop, provider, database, namespace, web], { outputs: { url: UNKNOWN, token: SECRET, n: 3 } });
const WARNING: PlanFinding = {
  rule: 'plan/made-in-apply',
  severity: 'warning',
  urn: web.urn,
  message: 'It is made inside apply.',
  fix: 'Make it outside.',
};

function text(plan: Plan, style?: PlanTextStyle, findings: readonly PlanFinding[] = []): string {
  return planText(plan, findings, style);
}

/** The plan of one resource in full, without the lines that tell the stack and how much there is. */
function lines(only: PlannedResource, style?: PlanTextStyle): readonly string[] {
  return (
    text(planOf([only]), style)
      .split('\n\n')[1]
      ?.split('\n') ?? []
  );
}

describe('a plan as text', () => {
  test('is a tree of resources with what is said of each, outputs, findings and sums', () => {
    expect(text(PLAN, {}, [WARNING])).toBe(
      [
        'shop/dev',
        '',
        'acme:index:Shop  shop',
        '  kubernetes:core/v1:Namespace  shop-namespace',
        '  kubernetes:apps/v1:Deployment  web',
        '      · provider eks',
        '      · depends on db, shop-namespace',
        '      · deleted with shop-namespace',
        '      · secret: spec.template.env[1].value',
        '      metadata: { name: web, labels: { app.kubernetes.io/name: web, port: "80" } }',
        '      spec: { template: { env: [{…}, {…}] } }  (1 known after apply)',
        'pulumi:providers:kubernetes  eks',
        '    · secret: kubeconfig',
        '    kubeconfig: [secret]',
        'aws:rds/instance:Instance  db  [protect]',
        '    · secret: password',
        '    · timeouts create 1h0m0s',
        '    password: [secret]',
        '    engine: postgres',
        '    tags: {}',
        '',
        'outputs',
        '  url: (known after apply)',
        '  token: [secret]',
        '  n: 3',
        '',
        'web',
        '  warning  plan/made-in-apply',
        '    It is made inside apply.',
        '    fix:  Make it outside.',
        '',
        '3 resources, 1 component, 1 provider',
        '  aws 1: 1 Instance',
        '  kubernetes 2: 1 Deployment, 1 Namespace',
        '1 warning',
      ].join('\n'),
    );
  });

  test('has all inputs as YAML where they are asked for, and none where they are not', () => {
    expect(lines(web, { inputs: 'all' }).join('\n')).toContain(
      [
        '    spec:',
        '      template:',
        '        env:',
        '          - name: HOST',
        '            value: (known after apply)',
        '          - name: KEY',
        '            value: [secret]',
      ].join('\n'),
    );
    expect(lines(web, { inputs: 'none' }).filter((line) => !line.includes('·'))).toHaveLength(1);
  });

  test('cuts long lines, and says how long they were', () => {
    const long = resource('x:y:Z', 'a', { inputs: { policy: 'x'.repeat(500) } });

    expect(lines(long)[1]).toMatch(/^ {4}policy: x+… \(508 characters\)$/);
    expect(lines(long)[1]?.trim()).toHaveLength(100);
    expect(lines(long, { inputs: 'all' })[1]).toHaveLength(512);
  });

  test('tells of many dependencies how many more there are', () => {
    const many = Array.from({ length: 20 }, (_, n) => resource('x:y:Z', `r${n}`));
    const last = resource('x:y:Z', 'last', { dependencies: many.map(({ urn }) => urn) });

    expect(text(planOf([...many, last]))).toContain('depends on r0, r1, r2, r3, r4, r5, r6, r7, 12 more');
    expect(text(planOf([...many, last]), { inputs: 'all' })).toContain('r18, r19');
  });

  test('calls resources of one name by their kinds too', () => {
    const [service, deployment] = ['core/v1:Service', 'apps/v1:Deployment'].map((type) =>
      resource(`kubernetes:${type}`, 'web'),
    );
    const after = resource('x:y:Z', 'a', { dependencies: [service!.urn, deployment!.urn] });

    expect(text(planOf([service!, deployment!, after]))).toContain('depends on Service web, Deployment web');
    const twin = resource('kubernetes:core/v1:Service', 'web', { parent: shop.urn });
    const both = resource('x:y:Z', 'a', { dependencies: [service!.urn, twin.urn] });
    expect(text(planOf([shop, service!, twin, both]))).toContain(`depends on ${service!.urn}, ${twin.urn}`);
  });

  test('shows what is only read, and what is told of replacement and deletion', () => {
    const read = resource('x:y:Z', 'read', { read: true, ignoreChanges: ['a.b'], importId: 'i-1' });
    const kept = resource('x:y:Z', 'kept', { retainOnDelete: true, deleteBeforeReplace: true });

    expect(text(planOf([read, kept]))).toContain(
      [
        'x:y:Z  read  [read]',
        '    · takes over i-1',
        '    · ignores changes of a.b',
        'x:y:Z  kept  [retainOnDelete]',
      ].join('\n'),
    );
    expect(text(planOf([read, kept]), { inputs: 'all' })).toContain('    · deleted before it is replaced');
    expect(text(planOf([read, kept]))).toContain('1 resource, 1 only read\n');
  });

  test('shows a resource whose parent is not in the plan', () => {
    expect(text(planOf([resource('x:y:Z', 'orphan', { parent: 'urn:pulumi:dev::shop::x:y:Gone::gone' })]))).toContain(
      'x:y:Z  orphan',
    );
  });

  test('has nothing in it that a terminal obeys, save its own colours', () => {
    const evil = resource('x:y:Z', 'a\u001b[31m', { inputs: { b: 'c\u001b]0;x\u0007', '\u202e': 'd\ne' } });
    const finding = { ...WARNING, urn: evil.urn, message: 'x\u001b[2J' };

    expect(text(planOf([evil]), {}, [finding])).not.toMatch(/[\u001b\u0007\u202e]/);
    expect(text(planOf([evil]), { isColoured: true })).toContain('\u001b[1ma\\u001b[31m\u001b[0m');
  });
});

test.each([
  ['a b', 'a b'],
  ['true', '"true"'],
  ['8080', '"8080"'],
  ['1e3', '"1e3"'],
  ['', '""'],
  ['a: b', '"a: b"'],
  ['- a', '"- a"'],
  ['(known after apply)', '"(known after apply)"'],
  ['[secret]', '"[secret]"'],
  ['a\nb', '"a\\nb"'],
  ['arn:aws:iam::1:role/x', 'arn:aws:iam::1:role/x'],
  [[1, null, []], '[1, null, []]'],
])('%j is written as %s, so that nothing is taken for something else', (value, expected) => {
  expect(flowText(value)).toBe(expected);
});

test('a text is cut between letters', () => {
  expect(shortened('😀'.repeat(40), 30)).toBe(`${'😀'.repeat(13)}… (40 characters)`);
});

describe('a diff as text', () => {
  const before = [
    provider,
    { ...database, inputs: { ...database.inputs, engine: 'mysql' } },
    resource('aws:ec2/vpc:Vpc', 'net', { inputs: { cidrBlock: '10.0.0.0/16' } }),
    resource('aws:iam/role:Role', 'role', { inputs: { name: 'role', path: '/' } }),
    resource('x:y:Z', 'same'),
    resource('x:y:Z', 'old'),
    resource('x:y:Z', 'kept', { retainOnDelete: true }),
  ];
  const net = resource('aws:ec2/vpc:Vpc', 'net', { inputs: { cidrBlock: '10.1.0.0/16' } });
  const subnet = (inputs: PlannedResource['inputs']) =>
    resource('aws:ec2/subnet:Subnet', 'a', { inputs, propertyDependencies: { vpcId: [net.urn] } });
  const after = [
    provider,
    { ...database, inputs: { ...database.inputs, engine: 'postgres' }, protect: false },
    net,
    resource('aws:iam/role:Role', 'role', { inputs: { name: 'role', path: '/shop/' } }),
    resource('x:y:Z', 'same', { protect: true }),
    resource('x:y:Z', 'new', { inputs: { a: 1 } }),
  ];
  const inputs = { vpcId: UNKNOWN };

  test('tells of another provider, and that it forces the replacement', () => {
    const web = resource('x:y:Z', 'web');
    const changes = diffOf(planOf([provider, web]), planOf([provider, { ...web, provider: provider.urn }]));

    expect(diffText(changes, [], { title: 'shop/dev' })).toContain(
      [
        '+-  x:y:Z  web  replaced: created, then deleted',
        '      · provider: the default one -> eks  (forces the replacement)',
      ].join('\n'),
    );
  });

  test('tells each change with before and after, what forces it, and what becomes of the old', () => {
    const changes = diffOf(planOf([...before, subnet(inputs)]), planOf([...after, subnet(inputs)]));

    expect(diffText(changes, [], { title: 'shop/dev' })).toBe(
      [
        'shop/dev',
        '',
        '+-  aws:rds/instance:Instance  db  replaced: created, then deleted',
        '      · protect: true -> false',
        '      engine: mysql -> postgres  (forces the replacement)',
        '',
        '+-  aws:ec2/vpc:Vpc  net  replaced: created, then deleted',
        '      cidrBlock: 10.0.0.0/16 -> 10.1.0.0/16  (forces the replacement)',
        '',
        '-+  aws:iam/role:Role  role  replaced: deleted, then created',
        '      path: / -> /shop/  (forces the replacement)',
        '',
        '=   x:y:Z  same',
        '      · protect: false -> true',
        '',
        '+   x:y:Z  new',
        '      a: 1',
        '',
        '+-? aws:ec2/subnet:Subnet  a  perhaps replaced: created, then deleted',
        '      vpcId: (known after apply)  (may change: net is replaced; forces the replacement)',
        '',
        '-   x:y:Z  kept  deleted',
        '      · left alone: retainOnDelete',
        '',
        '-   x:y:Z  old  deleted',
        '',
        '1 to create, 4 to replace (1 of them perhaps), 2 to delete, 2 unchanged',
        '2 inputs secret in both plans: whether they differ cannot be told',
        'no findings',
      ].join('\n'),
    );
  });

  test('tells how many replaced resources a value may come from', () => {
    const nets = (cidrBlock: string) =>
      ['a', 'b', 'c'].map((name) => resource('aws:ec2/vpc:Vpc', name, { inputs: { cidrBlock } }));
    const of = (count: number) =>
      resource('x:y:Z', 'z', {
        inputs: { ids: [UNKNOWN] },
        propertyDependencies: { ids: nets('').flatMap(({ urn }, index) => (index < count ? [urn] : [])) },
      });
    const told = (count: number) =>
      diffText(diffOf(planOf([...nets('1'), of(count)]), planOf([...nets('2'), of(count)])), [], { title: '' });

    expect(told(1)).toContain('ids[0]: (known after apply)  (may change: a is replaced)');
    expect(told(2)).toContain('(may change: a and b are replaced)');
    expect(told(3)).toContain('(may change: a and 2 others are replaced)');
  });

  test('of the same plan says so', () => {
    const changes = diffOf(planOf([net]), planOf([net]));

    expect(diffText(changes, [], { title: 'shop/dev' })).toBe('shop/dev\n\nno changes, 1 unchanged\nno findings');
  });
});
