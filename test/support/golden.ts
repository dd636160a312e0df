import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', 'golden');

/** That text is what was reviewed. `UPDATE_GOLDEN=1` makes it what is to be reviewed next, in the diff of the commit. */
export function expectGolden(name: string, text: string | undefined): void {
  const file = join(FOLDER, `${name}.yaml`);
  if (process.env['UPDATE_GOLDEN'] === '1' && text !== undefined) writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}
