import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { comparisonFindings } from '../../lib/pulumi/plan/comparison/comparison';
import { destroyFindings } from '../../lib/pulumi/plan/destroy/destroy';
import { planProgram } from '../../lib/pulumi/plan/program/run';
import { typeErrors } from './type-check';

const root = join(__dirname, '../..');
const pages = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
const folder = join(__dirname, '.pages');

/** The blocks of a page in a language. */
function blocksOf(page: string, language: string): readonly string[] {
  const text = readFileSync(join(root, 'docs', page), 'utf8');
  return Array.from(text.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g')), ([, block = '']) => block);
}

/** The snippets of a page, one after the other, are a program, and its blocks of text what that says. */
const programs = pages.flatMap((page) => {
  const snippets = blocksOf(page, 'ts');
  const path = join(folder, `${basename(page, '.md')}.ts`);
  return snippets.length > 0 ? [{ page, path, text: snippets.join('\n'), says: blocksOf(page, 'text').join('') }] : [];
});

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  for (const { path, text } of programs) writeFileSync(path, text);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const isForPulumi = ({ text }: { readonly text: string }) => text.includes("'stackwright/pulumi'");
const forYaml = programs.filter((program) => !isForPulumi(program));

test.each(programs.filter(isForPulumi))(
  'the snippets of docs/$page are planned without a message or finding',
  async ({ page, text }) => {
    const project = join(folder, page.replace('.md', '-project'));
    mkdirSync(project);
    const runtime = 'runtime: { name: nodejs, options: { typescript: false, nodeargs: --require tsx/cjs } }';
    writeFileSync(join(project, 'Pulumi.yaml'), `name: page\n${runtime}\nmain: index.ts\n`);
    writeFileSync(join(project, 'index.ts'), text);
    const secrets = { kubeconfig: '{}' };
    const preview = await planProgram({ folder: project, secrets });
    const known = await planProgram({ folder: project, secrets, mode: 'known' });

    expect(preview.messages).toEqual([]);
    expect(preview.resources.length).toBeGreaterThan(3);
    expect([...comparisonFindings(preview, known), ...destroyFindings(known)]).toEqual([]);
  },
  60_000,
);

test.each(forYaml)('the snippets of docs/$page run, and say only what the page shows', ({ path, text, says }) => {
  const outdir = mkdtempSync(join(tmpdir(), 'page-'));
  try {
    const env = { ...process.env, CDK8S_OUTDIR: outdir };
    const { status, stderr } = spawnSync(process.execPath, ['-r', 'tsx/cjs', path], {
      cwd: root,
      env,
      encoding: 'utf8',
    });

    expect({ status, stderr }).toEqual({ status: 0, stderr: says });
    expect(readdirSync(outdir).length > 0).toBe(text.includes('app.synth()'));
  } finally {
    rmSync(outdir, { recursive: true });
  }
});

test('the snippets of the pages have no type errors', () => {
  const messages = typeErrors(programs.map(({ path }) => path));

  expect(messages).toEqual([]);
});

function isOfPlan(rule = ''): boolean {
  return /^(?:destroy|diff|plan)\//.test(rule);
}

test('every rule is explained in docs/errors.md, and no other', () => {
  const sources = readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const text = sources.map((name) => readFileSync(join(root, 'lib', name), 'utf8')).join('\n');
  const written = Array.from(text.matchAll(/rule: '([a-z]+\/[a-z-]+)'/g), ([, rule]) => rule);

  const rules = [...new Set([...written, 'label/illegal', 'annotation/illegal'])].sort();
  expect(rules.filter((rule) => !isOfPlan(rule))).toEqual(explainedIn('errors.md'));
  expect(rules.filter(isOfPlan)).toEqual(explainedIn('plan.md'));
});

test('every setting of stacks/aws.ts is in docs/aws.md', () => {
  const source = readFileSync(join(root, 'stacks/aws-settings.ts'), 'utf8');
  const [, read = ''] = source.split('export function readAwsSettings');
  const settings = Array.from(read.matchAll(/^ {6,}(\w+): (?:choice|flag|list|object|optional|text|wholeNumber)\b/gm));
  const page = readFileSync(join(root, 'docs/aws.md'), 'utf8');

  expect(settings.length).toBeGreaterThan(15);
  expect(settings.map(([, name = '']) => name).filter((name) => !new RegExp(`\`${name}\\??\``).test(page))).toEqual([]);
});

test.each(pages.flatMap((page) => linksOf(page).map((link) => ({ page, link }))))(
  'docs/$page links to $link, which exists',
  ({ page, link }) => {
    const [path = '', heading] = link.split('#');
    const target = path === '' ? join(root, 'docs', page) : join(root, 'docs', path);

    expect(existsSync(target)).toBe(true);
    if (heading !== undefined) expect(headingsOf(target)).toContain(heading);
  },
);

function linksOf(page: string): readonly string[] {
  const text = readFileSync(join(root, 'docs', page), 'utf8');
  return Array.from(text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g), ([, link = '']) => link);
}

/** The headings of a page, as links to them are written. */
function headingsOf(path: string): readonly string[] {
  return Array.from(readFileSync(path, 'utf8').matchAll(/^#+ (.*)$/gm), ([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
}

/** The rules in the tables of a page. */
function explainedIn(page: string): readonly string[] {
  const text = readFileSync(join(root, 'docs', page), 'utf8');
  return Array.from(text.matchAll(/^\| `([a-z]+\/[^`]+)`/gm), ([, rule = '']) => rule).sort();
}
