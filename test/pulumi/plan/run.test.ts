import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Duration } from 'cdk8s';
import { comparisonFindings } from '../../../lib/pulumi/plan/comparison/comparison';
import { planProgram, PlanError, type PlanProgramOptions } from '../../../lib/pulumi/plan/program/run';
import { programFolder, projectFolder, removeProjectFolders } from './program-folders';

// Each starts a process, or several.
jest.setTimeout(30_000);

afterAll(removeProjectFolders);

async function failure(program: string, options: Partial<PlanProgramOptions> = {}): Promise<PlanError> {
  const folder = programFolder(program);
  const result: unknown = await planProgram({ folder, ...options }).catch((error: unknown) => error);
  if (result instanceof PlanError) return result;
  throw new Error(`No PlanError, but ${String(result)}`);
}

describe('a program that fails', () => {
  it('by throwing half-way has no plan: the error says what and where', async () => {
    const error = await failure("thing('first'); throw new Error('the account is closed');");
    expect(error.message).toContain('Error: the account is closed\n');
    expect(error.message).toMatch(/index\.js:3:\d+/);
    expect(error.message).not.toContain('node_modules');
    expect(error.exitCode).toBe(32);
  });

  it('by a promise that nobody looks after has none either', async () => {
    expect((await failure("thing('a'); Promise.reject(new Error('left alone'));")).message).toContain('left alone');
  });

  it('by logging an error has none, though it ends well', async () => {
    const error = await failure("thing('a'); pulumi.log.error('no quota left');");
    expect(error.problems).toEqual(['no quota left']);
    expect(error.exitCode).toBe(0);
  });

  it('by two resources of one name is told what the engine tells', async () => {
    const error = await failure("thing('twin'); thing('twin');");
    expect(error.problems).toEqual([
      "Duplicate resource URN 'urn:pulumi:dev::shop::acme:index:Thing::twin'; try giving it a unique name",
    ]);
    expect(error.message).not.toContain('UNAVAILABLE');
  });

  it('by a mistake of its syntax has none', async () => {
    expect((await failure("thing('a' ;")).message).toContain('SyntaxError');
  });

  it('by a module that is missing has none', async () => {
    expect((await failure("require('no-such-module');")).message).toContain("Cannot find module 'no-such-module'");
  });

  it('by an error that the SDK reports for each of several promises is told it once', async () => {
    const error = await failure("thing('a', { x: Promise.reject(new Error('no such zone')) });");
    expect(error.problems).toHaveLength(1);
  });

  it('shows no secret in what it says and prints', async () => {
    const program = "console.log(process.env.PULUMI_CONFIG); throw new Error(new pulumi.Config().require('token'));";
    const error = await failure(program, { secrets: { token: 'open-sesame' } });
    expect(error.message).toContain('Error: [secret]');
    expect(error.message).toContain('{"shop:token":"[secret]"}');
    expect(error.message).not.toContain('open-sesame');
  });
});

describe('a program that does not end', () => {
  it('as a promise never settles is told the resources that wait for it', async () => {
    const program = "const a = thing('a', { x: new Promise(() => {}) }); thing('b', { x: a.urn }); thing('c');";
    const error = await failure(program);
    expect(error.problems).toEqual([
      [
        'These resources are never registered:',
        "  acme:index:Thing 'a'",
        "  acme:index:Thing 'b'",
        'They wait for a promise or an Output that never settles, or for each other.',
      ].join('\n'),
    ]);
  });

  it('as its exports never settle has no plan, though its process ends well', async () => {
    const error = await failure("module.exports = async () => { thing('a'); await new Promise(() => {}); };");
    expect(error.problems).toEqual([expect.stringContaining('It ended before all was done')]);
  });

  it('as it leaves by process.exit() has none, whatever the code', async () => {
    expect((await failure("thing('a'); process.exit(0);")).problems).toEqual([
      expect.stringContaining('It ended before all was done'),
    ]);
    const error = await failure("thing('a'); console.log('so long'); process.exit(3);");
    expect(error.exitCode).toBe(3);
    expect(error.message).toContain('so long');
  });

  it('as an Output is a name is told so', async () => {
    const error = await failure("thing(thing('a').urn);");
    expect(error.problems).toEqual([expect.stringContaining('A resource has an Output as its name')]);
  });

  it('in time, as there is much to register, is told that it takes longer', async () => {
    const program = 'const more = (n) => { thing(`${n}`); setTimeout(more, 50, n + 1); }; more(0);';
    const error = await failure(program, { timeout: Duration.seconds(4) });
    expect(error.problems.at(-1)).toContain('still registering resources');
    expect(error.message).not.toContain('something keeps it alive');
  });

  it('in time is stopped, and told what it does instead', async () => {
    const timeout = Duration.seconds(8);
    const alive = 'setInterval(() => console.log(`process ${process.pid}.`), 1000);';
    const [waiting, idle] = await Promise.all([
      failure(`${alive} thing('a', { x: new Promise(() => {}) });`, { timeout }),
      failure(`${alive} thing('a');`, { timeout }),
    ]);
    expect(waiting.message).toContain('did not end in time');
    expect(waiting.message).toContain("acme:index:Thing 'a'");
    expect(idle.problems).toEqual([expect.stringContaining('something keeps it alive')]);
    const [, pid] = /process (\d+)\./.exec(idle.message) ?? [];
    expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH');
  });
});

describe('a program that cannot be run', () => {
  const refused = (folder: string) => expect(planProgram({ folder })).rejects;

  it('for want of Pulumi.yaml, the SDK or the program itself is told what to do', async () => {
    await refused(projectFolder({})).toThrow('There is no Pulumi.yaml');
    await refused(projectFolder({ 'Pulumi.yaml': 'name: a\nruntime: nodejs\n' }, false)).toThrow("run 'npm install'");
    const empty = programFolder('');
    rmSync(join(empty, 'index.js'));
    await refused(empty).toThrow('failed to locate the entry point');
  });
});

describe('a program that does well', () => {
  it('registers late what it makes late, and says what it says', async () => {
    const printed: string[] = [];
    const folder = programFolder(
      "setTimeout(() => thing('late', { at: 1 }), 200); console.log('hello'); module.exports = { gone: undefined };",
    );
    const plan = await planProgram({ folder, onConsole: (text) => printed.push(text) });
    expect(plan.resources.map(({ name }) => name)).toEqual(['shop-dev', 'late']);
    expect(plan.messages.map(({ text }) => text)).toEqual(['Undefined value (gone) will not show as a stack output.']);
    expect(printed.join('')).toBe('hello\n');
  });

  it('may leave a process behind, which keeps nobody waiting', () => {
    const program =
      "const { spawn } = require('node:child_process');" +
      "const left = spawn('sleep', ['60'], { stdio: 'inherit' }); left.unref(); exports.pid = left.pid;";
    const folder = programFolder(program);
    const code = `require('tsx/cjs'); const { planProgram } = require('${resolve('lib/pulumi/plan/index.ts')}');
      planProgram({ folder: '${folder}' }).then(({ outputs }) => console.log(outputs.pid));`;
    const { stdout } = spawnSync(process.execPath, ['-e', code], { encoding: 'utf8', timeout: 20_000 });
    expect(stdout).toMatch(/^[1-9]\d+\n$/);
    process.kill(Number(stdout), 'SIGKILL');
  });

  it('has no secret of its configuration in its plan, nor in what it prints', async () => {
    const printed: string[] = [];
    const program =
      "const token = new pulumi.Config().require('token'); console.log(token);" +
      "thing('a', { url: `https://${token}@db.example`, list: [token] }); exports.token = token;";
    const options = { folder: programFolder(program), secrets: { token: 'open-sesame' } };
    const plan = await planProgram({ ...options, onConsole: (text) => printed.push(text) });
    expect(printed).toEqual(['[secret]\n']);
    expect(JSON.stringify(plan)).not.toContain('open-sesame');
    expect(comparisonFindings(plan, plan)).toMatchObject([
      { rule: 'plan/secret', severity: 'error', message: expect.stringContaining('`list[0]`') as string },
      { rule: 'plan/secret', message: expect.stringContaining('`url`') as string },
      { rule: 'plan/secret', urn: undefined },
    ]);
  });

  it('may be TypeScript that the SDK compiles, and whose types it does not check', async () => {
    const folder = projectFolder({
      'Pulumi.yaml': 'name: typed\nruntime: nodejs\n',
      'package.json': '{ "name": "typed", "main": "index.ts" }\n',
      'index.ts': "const port: number = '80';\nexport { port };\n",
    });
    expect((await planProgram({ folder })).outputs).toEqual({ port: '80' });
  });
});

test('a function that fails leaves the process that planned it alive', () => {
  const program = `
    const { planFunction } = require('./lib/pulumi/plan/program/function');
    planFunction(() => { throw new Error('half-way'); })
      .catch((error) => console.log(error.name))
      .then(() => new Promise((resolve) => setTimeout(resolve, 500)))
      .then(() => console.log('alive'));`;
  const { stdout, status } = spawnSync(process.execPath, ['-r', 'tsx/cjs', '-e', program], { encoding: 'utf8' });

  expect({ stdout, status }).toEqual({ stdout: 'PlanError\nalive\n', status: 0 });
});
