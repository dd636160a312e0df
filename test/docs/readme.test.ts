import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** The first block of the README in a language. */
function block(language: string): string {
  return new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(readme)?.[1] ?? `no block in ${language}`;
}

test('the program in the README is the one that is type-checked and run here', () => {
  expect(block('ts')).toBe(readFileSync(join(__dirname, 'program.ts'), 'utf8'));
});

test('the program in the README makes the YAML in the README, and says nothing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'readme-'));
  try {
    const env = { ...process.env, CDK8S_OUTDIR: folder };
    const program = join(__dirname, 'program.ts');
    const { stderr } = spawnSync(process.execPath, ['-r', 'tsx/cjs', program], { cwd: root, env, encoding: 'utf8' });

    expect(stderr).toBe('');
    expect(readFileSync(join(folder, 'shop.k8s.yaml'), 'utf8')).toBe(block('yaml'));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([...readme.matchAll(/\]\((?!http)([^)]+)\)/g)].map(([, path]) => path ?? ''))(
  'the README links to %s, which exists',
  (path) => {
    expect(existsSync(join(root, path))).toBe(true);
  },
);
