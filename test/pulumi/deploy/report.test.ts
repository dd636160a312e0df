import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlanError, planProgram } from '../../../lib/pulumi/plan/program/run';

// Within the project, so that the program finds the library as its users do.
const folder = join(__dirname, '.report');

const PROGRAM = `import { App, Config, Stack, WebApp } from 'stackwright';
import { deploy } from 'stackwright/pulumi';

const app = new App();
const stack = new Stack(app, 'shop', { namespace: 'shop' });
new Config(stack, 'config', { data: { 'not a key': 'x' } });
new WebApp(stack, 'web', { image: '', ports: { http: 8080 }, resources: { cpu: '1', memory: '1Gi' } });
deploy(app, { cluster: { name: 'test', kubeconfig: 'apiVersion: v1' } });
`;

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  const runtime = '{ name: nodejs, options: { typescript: false, nodeargs: --require tsx/cjs } }';
  writeFileSync(join(folder, 'Pulumi.yaml'), `name: report\nruntime: ${runtime}\nmain: index.ts\n`);
  writeFileSync(join(folder, 'index.ts'), PROGRAM);
});

afterAll(() => rmSync(folder, { recursive: true }));

test('the report of a program that runs with Pulumi names the lines of the program, and no stack', async () => {
  const problem: unknown = await planProgram({ folder }).catch((error: unknown) => error);
  const text = problem instanceof PlanError ? problem.problems.join('\n') : String(problem);

  expect(text).toMatch(/^\d+ errors.*: nothing of it is deployed\n/);
  expect(text).toContain('shop/config  index.ts:6\n');
  expect(text).toContain('shop/web  index.ts:7\n');
  expect(text).not.toMatch(/^ +at /m);
}, 60_000);
