import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { typeErrors } from './type-check';

const root = join(__dirname, '../..');
const pages = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
const folder = join(__dirname, '.pages');

/** The snippets of a page, one after the other, as a program; undefined for a page without any. */
function programOf(page: string): string | undefined {
  const text = readFileSync(join(root, 'docs', page), 'utf8');
  const snippets = Array.from(text.matchAll(/```ts\n([^]*?)```/g), ([, snippet]) => snippet);
  return snippets.length > 0 ? snippets.join('\n') : undefined;
}

const programs = pages.flatMap((page) => {
  const text = programOf(page);
  return text === undefined ? [] : [{ page, text, path: join(folder, `${basename(page, '.md')}.ts`) }];
});

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  for (const { path, text } of programs) writeFileSync(path, text);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

test.each(programs)('the snippets of docs/$page run', ({ path }) => {
  const outdir = mkdtempSync(join(tmpdir(), 'page-'));
  try {
    const env = { ...process.env, CDK8S_OUTDIR: outdir };
    const { status, stderr } = spawnSync(process.execPath, ['-r', 'tsx/cjs', path], {
      cwd: root,
      env,
      encoding: 'utf8',
    });

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
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
