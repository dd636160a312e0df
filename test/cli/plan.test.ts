import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { plan, type Planner } from '../../lib/cli/plan';
import { UNKNOWN, type Plan, type PlanFinding } from '../../lib/pulumi/plan/plan';
import { PlanError } from '../../lib/pulumi/plan/plan-error';
import { planJson } from '../../lib/pulumi/plan/report/json';
import { planOf, resource } from '../pulumi/plan/diff-plans';
import { temporaryFolder } from '../support/folder';
import { PROJECT, run } from '../support/program';
import { writeFiles } from './files';
import { stackwrightPlan, type Outcome, type Setting } from './run';

const VPC = 'aws:ec2/vpc:Vpc';
const PLAN = planOf([resource(VPC, 'net', { inputs: { cidrBlock: '10.0.0.0/16', tags: { team: 'shop' } } })]);
const LARGER = planOf([resource(VPC, 'net', { inputs: { cidrBlock: '10.0.0.0/8', tags: { team: 'shop' } } })]);
const OLD = { 'old.json': planJson(PLAN, { findings: [] }) };
const WARNING: PlanFinding = { rule: 'plan/x', severity: 'warning', urn: undefined, message: 'Hm.', fix: 'Do.' };

type Runs = Parameters<Planner['plan']>[0][];

/** Runs the command with a program that has a plan already. */
function planned(
  argv: readonly string[],
  {
    of = PLAN,
    findings = [],
    runs = [],
    ...setting
  }: Setting & { readonly of?: Plan; readonly findings?: readonly PlanFinding[]; readonly runs?: Runs } = {},
): Promise<Outcome> {
  return planning(argv, {
    ...setting,
    planner: {
      plan: (options) => {
        runs.push(options);
        return Promise.resolve(of);
      },
      judge: () => findings,
    },
  });
}

function planning(
  argv: readonly string[],
  { planner, ...setting }: Setting & { readonly planner: Planner },
): Promise<Outcome> {
  return stackwrightPlan(['plan', ...argv], {
    ...setting,
    programs: { plan: () => (command) => plan(command, planner) },
  });
}

test('a program is planned with outputs unknown and known, and what a preview would show is printed', async () => {
  const runs: Runs = [];
  const folder = temporaryFolder();
  const { code, stdout, stderr } = await planned(['app', '--stack', 'dev', '--timeout', '1.5'], {
    runs,
    folder,
    files: { 'app/Pulumi.yaml': '' },
  });

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^shop\/dev\n\naws:ec2\/vpc:Vpc {2}net\n {4}cidrBlock: 10.0.0.0\/16\n/);
  expect(stdout).toMatch(/\nno findings\n$/);
  expect(runs.map(({ mode }) => mode)).toEqual(['preview', 'known']);
  expect(runs[0]).toMatchObject({ folder: join(folder, 'app'), stack: 'dev' });
  expect(runs[0]?.timeout?.toMilliseconds()).toBe(1500);
});

test('--help says what there is', async () => {
  const { stdout } = await planned(['--help']);

  for (const option of ['--stack', '--inputs', '--json', '--diff', '--forbid', '--timeout', '--color']) {
    expect(stdout).toContain(`  ${option} `);
  }
});

test('the only stack that has a file is taken; where none has one, none is named', async () => {
  const runs: Runs = [];
  await planned([], { runs, files: { 'Pulumi.yaml': '', 'Pulumi.eu.prod.yaml': '' } });
  await planned([], { runs, files: { 'Pulumi.yaml': '' } });

  expect(runs.map(({ stack }) => stack)).toEqual(['eu.prod', 'eu.prod', undefined, undefined]);
});

test('errors make the exit code 1, warnings do not', async () => {
  expect((await planned([], { findings: [WARNING] })).code).toBe(0);
  const { code, stdout } = await planned([], { findings: [WARNING, { ...WARNING, severity: 'error' }] });

  expect(code).toBe(1);
  expect(stdout).toMatch(/\n1 error, 1 warning\n$/);
});

test('what the program warns of is told beside the plan', async () => {
  const of = planOf([], {
    messages: [
      { severity: 'info', text: 'Hello.', urn: undefined },
      { severity: 'warning', text: 'Careful.\n', urn: undefined },
    ],
  });

  expect((await planned(['--json'], { of })).stderr).toBe('warning: Careful.\n');
});

test('with --json it is data, which --diff takes', async () => {
  const { code, stdout } = await planned(['--json'], { findings: [WARNING] });

  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ format: 1, stack: 'dev', findings: [{ rule: 'plan/x' }] });
  const diff = await planned(['--diff', 'old.json'], { files: { 'old.json': stdout } });
  expect(diff).toEqual({ code: 0, stdout: 'shop/dev\n\nno changes, 1 unchanged\nno findings\n', stderr: '' });
});

test('--diff tells what changes, as text and as data, also of a plan that is piped in', async () => {
  const text = await planned(['--diff', 'old.json'], { of: LARGER, files: OLD });
  const json = await planned(['--diff', '-', '--json'], { of: LARGER, stdin: OLD['old.json'] });

  expect(text).toMatchObject({ code: 0, stderr: '' });
  expect(text.stdout).toContain('cidrBlock: 10.0.0.0/16 -> 10.0.0.0/8  (forces the replacement)');
  expect(JSON.parse(json.stdout)).toMatchObject({
    format: 1,
    changes: [{ kind: 'replace', forcedBy: ['cidrBlock'], inputs: [{ path: 'cidrBlock', before: '10.0.0.0/16' }] }],
  });
});

test('--forbid makes the exit code 1 for changes of some kinds, also for those that may come', async () => {
  const files = OLD;
  const forbidding = (kinds: string, of: Plan) => planned(['--diff', 'old.json', '--forbid', kinds], { of, files });
  const perhaps = planOf([resource(VPC, 'net', { inputs: { cidrBlock: UNKNOWN, tags: { team: 'shop' } } })]);

  expect(await forbidding('replace', LARGER)).toMatchObject({ code: 1, stderr: `forbidden: replace ${VPC} net\n` });
  expect(await forbidding('delete,replace', perhaps)).toMatchObject({
    code: 1,
    stderr: `forbidden: perhaps replace ${VPC} net\n`,
  });
  expect(await forbidding('create, delete', LARGER)).toMatchObject({ code: 0, stderr: '' });
  expect(await forbidding('replace', PLAN)).toMatchObject({ code: 0, stderr: '' });
});

test('an update that would be refused makes the exit code 1', async () => {
  const of = planOf([]);
  const old = planOf([resource(VPC, 'net', { protect: true })]);
  const files = { 'old.json': planJson(old, { findings: [] }) };

  expect(await planned(['--diff', 'old.json'], { of, files })).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('error  diff/protected-delete'),
  });
});

test('--inputs chooses how much is told, --color whether it is coloured', async () => {
  expect((await planned(['--inputs', 'all'])).stdout).toContain('    tags:\n      team: shop\n');
  expect((await planned(['--inputs', 'none'])).stdout).not.toContain('cidrBlock');
  expect((await planned(['--color', 'always'])).stdout).toContain('\u001b[1mnet\u001b[0m');
});

describe('of a program that fails,', () => {
  const failure = new PlanError({ subject: 'the program in /srv failed', problems: ['Half-way.'], exitCode: 1 });
  const failing = (modes: readonly string[]): Planner => ({
    plan: ({ mode = '' }) => (modes.includes(mode) ? Promise.reject(failure) : Promise.resolve(PLAN)),
    judge: () => [],
  });

  test('nothing is printed as if it had succeeded', async () => {
    expect(await planning(['--json'], { planner: failing(['preview', 'known']) })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'There is no plan: the program in /srv failed.\n  Half-way.\n',
    });
  });

  test('it is said where only known outputs make it fail', async () => {
    const { code, stdout, stderr } = await planning([], { planner: failing(['known']) });

    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain('plan/known-outputs');
    expect(stdout).toContain('The program fails with outputs known, as in an update');
    expect(stdout).toContain('Half-way.');
  });

  test('what is a mistake of the command itself comes through', async () => {
    const planner: Planner = { plan: () => Promise.reject(new TypeError('Oh.')), judge: () => [] };

    await expect(planning([], { planner })).rejects.toThrow('Oh.');
  });
});

test.each<[readonly string[], Readonly<Record<string, string>>, string]>([
  [['a', 'b'], {}, 'Name one folder: the one that Pulumi.yaml is in.'],
  [['gone'], {}, "There is no folder 'gone'."],
  [[], { 'Pulumi.dev.yaml': '', 'Pulumi.prod.yaml': '' }, "There are several stacks: name one, as in '--stack dev': "],
  [['--timeout', '0'], {}, "'0' is no value for '--timeout': seconds above 0"],
  [['--timeout', '1m'], {}, "'1m' is no value for '--timeout'"],
  [['--diff', 'gone.json'], {}, "The plan 'gone.json' cannot be compared with. It cannot be read: Error: ENOENT"],
  [['--diff', 'a.json'], { 'a.json': '{' }, "The plan 'a.json' cannot be compared with. It is no JSON"],
  [['--forbid', 'replace'], {}, "name an earlier plan with '--diff OLD.json'"],
  [
    ['--forbid', 'replace,remove'],
    {},
    "'remove' is no value for '--forbid': 'create', 'update', 'replace' or 'delete'.",
  ],
  [['--pack', 'baseline'], {}, "'--pack' is no option of 'plan'."],
  [
    ['--diff', 'a.json'],
    { 'a.json': planJson({ ...PLAN, stack: 'prod' }, { findings: [] }) },
    "'a.json' is a plan of shop/prod, and this is one of shop/dev.",
  ],
])('%j is refused with exit code 2, and the reason on stderr', async (argv, files, reason) => {
  const { code, stdout, stderr } = await planned(argv, { files });

  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(reason);
  expect(stderr).toContain("See 'stackwright --help'.\n");
});

describe('in a process of its own', () => {
  const COMMAND = join(PROJECT, 'lib/cli/stackwright.cjs');
  const PROGRAM = `
    const pulumi = require('@pulumi/pulumi');
    console.log('Hello.');
    const { Vpc } = require('@pulumi/aws/ec2/vpc');
    const { Subnet } = require('@pulumi/aws/ec2/subnet');
    const net = new Vpc('net', { cidrBlock: new pulumi.Config().require('cidr') });
    new Subnet('a', { vpcId: net.id, cidrBlock: '10.0.0.0/24', tags: { token: pulumi.secret('hush') } });
    exports.net = net.id;
  `;
  const folder = temporaryFolder();
  writeFiles(folder, {
    'Pulumi.yaml': 'name: shop\nruntime: { name: nodejs, options: { typescript: false } }\nmain: index.js\n',
    'Pulumi.dev.yaml': 'config: { shop:cidr: 10.0.0.0/16 }\n',
    'index.js': PROGRAM,
    'package.json': '{}',
  });
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  const stackwright = (...args: readonly string[]) => run(process.execPath, [COMMAND, 'plan', folder, ...args]);

  test('a program is planned, with the same bytes each time, and compared', async () => {
    const [one, two] = await Promise.all([stackwright('--json'), stackwright('--json')]);
    expect(one).toMatchObject({ code: 0, stderr: 'Hello.\n' });
    expect(one.stdout).toBe(two.stdout);
    expect(one.stdout).not.toContain('hush');

    writeFiles(folder, { 'old.json': one.stdout.replaceAll('10.0.0.0/16', '10.0.0.0/8') });
    const diff = await stackwright('--diff', join(folder, 'old.json'), '--forbid', 'replace');
    expect(diff.code).toBe(1);
    expect(diff.stdout).toContain('cidrBlock: 10.0.0.0/8 -> 10.0.0.0/16  (forces the replacement)');
    expect(diff.stdout).toContain('vpcId: (known after apply)  (may change: net is replaced; forces the replacement)');
  }, 60_000);

  test('a program that fails prints nothing of its plan', async () => {
    writeFiles(folder, { 'index.js': `${PROGRAM}\nthrow new Error('Half-way.');\n` });
    const { code, stdout, stderr } = await stackwright();

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Half-way.');
  }, 60_000);
});
