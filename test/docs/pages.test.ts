import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
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

test.each(programs)('the snippets of docs/$page run, and say only what the page shows', ({ path, says }) => {
  const outdir = mkdtempSync(join(tmpdir(), 'page-'));
  try {
    const env = { ...process.env, CDK8S_OUTDIR: outdir };
    const { status, stderr } = spawnSync(process.execPath, ['-r', 'tsx/cjs', path], {
      cwd: root,
      env,
      encoding: 'utf8',
    });

    expect({ status, stderr }).toEqual({ status: 0, stderr: says });
    expect(readdirSync(outdir)).not.toEqual([]);
  } finally {
    rmSync(outdir, { recursive: true });
  }
});

test('the snippets of the pages have no type errors', () => {
  const messages = typeErrors(programs.map(({ path }) => path));

  expect(messages).toEqual([]);
});

test('every rule is explained in docs/errors.md, and no other', () => {
  const sources = readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const text = sources.map((name) => readFileSync(join(root, 'lib', name), 'utf8')).join('\n');
  const written = Array.from(text.matchAll(/rule: '([a-z]+\/[a-z-]+)'/g), ([, rule]) => rule);
  const explained = Array.from(
    readFileSync(join(root, 'docs/errors.md'), 'utf8').matchAll(/^\| `([^`]+)`/gm),
    ([, rule]) => rule,
  );

  expect([...new Set([...written, 'label/illegal', 'annotation/illegal'])].sort()).toEqual(explained.toSorted());
});
