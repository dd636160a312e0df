import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rulesPages } from './rules-pages';

const docs = join(__dirname, '..', 'docs');
rmSync(join(docs, 'rules'), { recursive: true, force: true });
mkdirSync(join(docs, 'rules'));
for (const [name, text] of rulesPages()) writeFileSync(join(docs, name), text);
