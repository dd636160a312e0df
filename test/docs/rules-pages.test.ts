import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rulesPages } from '../../scripts/rules-pages';

const docs = join(__dirname, '../../docs');
const pages = rulesPages();

test.each([...pages])('docs/%s is what `npm run docs` makes of the rules', (name, text) => {
  expect(readFileSync(join(docs, name), 'utf8')).toBe(text);
});

test('there is no page of rules that are gone', () => {
  const written = readdirSync(join(docs, 'rules')).map((name) => `rules/${name}`);

  expect(written.sort()).toEqual([...pages.keys()].filter((name) => name !== 'rules.md').sort());
});
