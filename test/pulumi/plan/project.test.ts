import { join } from 'node:path';
import { PlanError, readProject } from '../../../lib/pulumi/plan/program/run';
import { projectFolder, removeProjectFolders } from './program-folders';

afterAll(removeProjectFolders);

const project = (files: Readonly<Record<string, string>>) => projectFolder(files, false);
const HEAD = 'name: shop\nruntime: nodejs\n';

function problems(files: Readonly<Record<string, string>>, stack?: string): readonly string[] {
  const folder = project(files);
  try {
    readProject(folder, stack);
  } catch (error) {
    if (error instanceof PlanError) return error.problems.map((problem) => problem.replaceAll(`${folder}/`, ''));
  }
  throw new Error('There is no PlanError.');
}

function configOf(config: string, stack = '') {
  return readProject(project({ 'Pulumi.yaml': `${HEAD}${config}`, 'Pulumi.dev.yaml': stack })).config;
}

describe('Pulumi.yaml', () => {
  it('may name no more than a runtime: a program in TypeScript, right in the folder', () => {
    const folder = project({ 'Pulumi.yaml': HEAD });
    expect(readProject(folder)).toEqual({
      name: 'shop',
      stack: 'dev',
      folder,
      programFolder: folder,
      entry: '.',
      isTypeScript: true,
      tsconfig: undefined,
      nodeArgs: [],
      config: { values: {}, secretKeys: [] },
      messages: [],
    });
  });

  it('says how node is to be called', () => {
    const options = `typescript: false, tsconfig: ../tsconfig.json, nodeargs: "--require tsx/cjs --title 'a b'"`;
    const folder = project({ 'Pulumi.yaml': `name: shop\nruntime: { name: nodejs, options: { ${options} } }\n` });
    expect(readProject(folder)).toMatchObject({
      isTypeScript: false,
      tsconfig: '../tsconfig.json',
      nodeArgs: ['--require', 'tsx/cjs', '--title', 'a b'],
    });
  });

  it('names a file or a folder as the program, which runs in that folder', () => {
    const files = { 'stacks/aws.ts': '', 'Pulumi.yaml': `${HEAD}main: stacks/aws.ts\n` };
    const folder = project(files);
    expect(readProject(folder)).toMatchObject({ programFolder: join(folder, 'stacks'), entry: 'aws.ts' });
    const other = project({ ...files, 'Pulumi.yaml': `${HEAD}main: ./stacks/\n` });
    expect(readProject(other)).toMatchObject({ programFolder: join(other, 'stacks'), entry: '.' });
  });

  it.each([
    ['name: [\n', ['Pulumi.yaml:2: this is no YAML:']],
    ['- a\n', ['Pulumi.yaml:1: this holds no settings']],
    ['runtime: nodejs\n', ["Pulumi.yaml:1: the project needs a 'name'"]],
    ['name: shop\n', ["Pulumi.yaml:1: the project needs a 'runtime'"]],
    ['name: shop\nruntime: python\n', ["Pulumi.yaml:2: the runtime is 'python'"]],
    [`${HEAD}main: /srv/shop\n`, ["Pulumi.yaml:3: 'main' is '/srv/shop'; it must be a path inside"]],
    [`${HEAD}main: ../other\n`, ["Pulumi.yaml:3: 'main' is '../other'; it must be a path inside"]],
    [
      `runtime:\n  name: go\nmain: gone.ts\n`,
      ["needs a 'name'", "yaml:1: the runtime is 'go'", "yaml:3: 'main' is 'gone.ts'"],
    ],
  ])('is refused as %j, with all its mistakes and their lines', (content, expected) => {
    expect(problems({ 'Pulumi.yaml': content })).toEqual(
      expected.map((text): unknown => expect.stringContaining(text)),
    );
  });
});

describe('the stack', () => {
  it('is the only one that has a file, and has to be named where there are more', () => {
    expect(readProject(project({ 'Pulumi.yaml': HEAD, 'Pulumi.prod.yaml': '{}' })).stack).toBe('prod');
    const two = { 'Pulumi.yaml': HEAD, 'Pulumi.dev.yaml': '{}', 'Pulumi.prod.yaml': '{}' };
    expect(problems(two)).toEqual([expect.stringContaining('which of the stacks dev, prod is to be planned?')]);
    expect(readProject(project(two), 'acme/shop/prod').stack).toBe('prod');
  });

  it('is told the others when its name is not among them', () => {
    expect(problems({ 'Pulumi.yaml': HEAD, 'Pulumi.prod.yaml': '{}' }, 'pord')).toEqual([
      expect.stringContaining('there is no Pulumi.pord.yaml; there are the stacks prod'),
    ]);
    expect(readProject(project({ 'Pulumi.yaml': HEAD }), 'new').stack).toBe('new');
  });
});

describe('configuration', () => {
  it('goes by full keys, and hands values over as they are written', () => {
    const stack = 'config:\n  aws:region: eu-west-1\n  version: 1.10\n  shop:on: true\n  "other:config:old": x\n';
    expect(configOf('', stack)).toEqual({
      values: { 'aws:region': 'eu-west-1', 'shop:version': '1.10', 'shop:on': 'true', 'other:old': 'x' },
      secretKeys: [],
    });
  });

  it('hands objects and lists over as JSON', () => {
    const { values } = configOf('', 'config:\n  size: { min: 1, zones: [a, b] }\n');
    expect(JSON.parse(values['shop:size'] ?? '')).toEqual({ min: 1, zones: ['a', 'b'] });
  });

  it('has defaults of the project, plain or declared, which a stack goes before', () => {
    const declared = [
      'config:',
      '  replicas: { type: integer, default: 2 }',
      '  region: eu-west-1',
      '  token: { type: string, default: abc, secret: true }',
      '  aws:region: { value: eu-central-1 }',
    ].join('\n');
    expect(configOf(declared, 'config:\n  shop:replicas: 3\n')).toEqual({
      values: { 'shop:replicas': '3', 'shop:region': 'eu-west-1', 'shop:token': 'abc', 'aws:region': 'eu-central-1' },
      secretKeys: ['shop:token'],
    });
  });

  it('has placeholders for what is encrypted, inside of objects too, and says so', () => {
    const stack = 'config:\n  shop:token: { secure: v1:abc }\n  shop:db: { user: app, password: { secure: v1:def } }\n';
    const { config, messages } = readProject(project({ 'Pulumi.yaml': HEAD, 'Pulumi.dev.yaml': stack }));
    expect(config.values['shop:token']).toBe('placeholder-of-shop-token');
    expect(JSON.parse(config.values['shop:db'] ?? '')).toEqual({
      user: 'app',
      password: 'placeholder-of-shop-db-password',
    });
    expect(config.secretKeys).toEqual(['shop:token', 'shop:db']);
    expect(messages.map(({ text }) => text)).toEqual([
      expect.stringContaining("'shop:token' cannot be decrypted"),
      expect.stringContaining("'shop:db' cannot be decrypted"),
    ]);
  });

  it('warns of environments, whose values are somewhere else', () => {
    const files = { 'Pulumi.yaml': HEAD, 'Pulumi.dev.yaml': 'config: {}\nenvironment: [aws]\n' };
    expect(readProject(project(files)).messages).toEqual([
      expect.objectContaining({ severity: 'warning', text: expect.stringContaining('Pulumi.dev.yaml:2:') }),
    ]);
  });

  it('is refused with all that is missing or of another type, and where', () => {
    const declared = [
      'config:',
      '  domain: { type: string }',
      '  replicas: { type: integer }',
      '  on: { type: boolean, default: 1 }',
      '  zones: { type: array }',
    ].join('\n');
    const stack = 'config:\n  shop:zones: a\n  shop:replicas: two\n';
    expect(problems({ 'Pulumi.yaml': `${HEAD}${declared}`, 'Pulumi.dev.yaml': stack })).toEqual([
      `Pulumi.yaml:4: stack 'dev' gives no value for 'shop:domain': pulumi config set shop:domain …`,
      `Pulumi.dev.yaml:3: 'shop:replicas' is "two"; it must be of type integer`,
      `Pulumi.yaml:6: 'shop:on' is "1"; it must be of type boolean`,
      `Pulumi.dev.yaml:2: 'shop:zones' is "a"; it must be of type array`,
    ]);
  });

  it('is refused where it is no YAML, without what is in the file', () => {
    const [problem = ''] = problems({ 'Pulumi.yaml': HEAD, 'Pulumi.dev.yaml': 'config:\n  token: "open-sesame\n' });
    expect(problem).toContain('Pulumi.dev.yaml:');
    expect(problem).not.toContain('open-sesame');
  });
});
