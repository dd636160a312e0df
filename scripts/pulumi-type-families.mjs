/**
 * Writes lib/pulumi/kinds/type-families.ts: the API versions of one kind that the classes of the installed
 * @pulumi/kubernetes take for the same resource. Run it with `node scripts/pulumi-type-families.mjs` when that is
 * updated. The package itself is too big to be loaded for it at run time.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';

const manifest = createRequire(import.meta.url).resolve('@pulumi/kubernetes/package.json');
const TARGET = join(import.meta.dirname, '../lib/pulumi/kinds/type-families.ts');
/** Groups of components, which are no API objects. */
const COMPONENTS = /^(helm\.sh|kustomize|yaml)\//;

const families = new Map(); // versions -> kinds
for (const file of filesIn(dirname(manifest))) {
  const source = readFileSync(file, 'utf8');
  const type = /static __pulumiType = '([^']+)'/.exec(source)?.[1];
  const aliases = /aliases: (\[.*\]) \}/.exec(source)?.[1];
  if (type === undefined || aliases === undefined) continue;
  const types = [type, ...Array.from(aliases.matchAll(/type: "([^"]+)"/g), ([, alias]) => alias)];
  const [, versions, kinds] = [0, 1, 2].map((part) =>
    [...new Set(types.map((token) => token.split(':')[part]))].sort(),
  );
  // Patches have the aliases of what they patch, as the tests hold.
  if (COMPONENTS.test(versions[0]) || kinds[0].endsWith('Patch')) continue;
  if (kinds.length > 1) throw new Error(`${type} was another kind once: ${kinds.join(', ')}`);
  const key = versions.join(' ');
  families.set(key, new Set([...(families.get(key) ?? []), ...kinds]));
}

const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
const rows = [...families].map(([versions, kinds]) => [versions, [...kinds].sort().join(' ')]).sort();
writeFileSync(TARGET, text(rows));

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesIn(path);
    return entry.name.endsWith('.js') ? [path] : [];
  });
}

function text(rows) {
  return `// Written by scripts/pulumi-type-families.mjs from @pulumi/kubernetes ${version}.

/** Versions that are the same resource to the typed SDK, and the kinds for which they are. */
export const TYPE_FAMILIES: readonly (readonly [versions: string, kinds: string])[] = [
${rows.map(([versions, kinds]) => row(versions, kinds)).join('\n')}
];
`;
}

/** As Prettier has it. */
function row(versions, kinds) {
  const line = `  ['${versions}', '${kinds}'],`;
  return line.length <= 120 ? line : `  [\n    '${versions}',\n    '${kinds}',\n  ],`;
}
