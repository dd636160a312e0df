import { exampleText } from '../lib/checks/example';
import type { Rule } from '../lib/checks/rule';
import { CHECKS } from '../lib/checks/rules';
import { groupBy } from '../lib/manifest/group';
import { PACKS } from '../lib/manifest/policy';

const MADE = '<!-- Made from lib/checks by `npm run docs`. -->\n';

const HEAD = `# Rules

${MADE}
Every synthesis is judged by these rules, and so is any YAML by \`npx stackwright check\`. [Checks](checks.md) tells how to
choose a pack, acknowledge a finding and declare what lives elsewhere.

Each pack holds those before it: \`baseline\` is what a cluster would refuse or that cannot work, \`restricted\` (the
default) is good practice for any workload, \`production\` keeps it up while nodes, zones and releases come and go.
Errors fail a synthesis; warnings are only reported.
`;

/** The pages of the rules, by their names below `docs/`: an overview, and a page for each topic. */
export function rulesPages(): ReadonlyMap<string, string> {
  const rules = CHECKS.flatMap((check) => check.rules).sort(byId);
  const topics = [...groupBy(rules, ({ id }) => topicOf(id))];
  return new Map([
    ['rules.md', [HEAD, overview(rules)].join('\n')],
    ...topics.map(([topic, members]) => [`rules/${topic}.md`, page(topic, members)] as const),
  ]);
}

function page(topic: string, rules: readonly Rule[]): string {
  return [`# ${topic}\n`, MADE, '[All rules](../rules.md)\n', ...rules.map(section)].join('\n');
}

function topicOf(id: string): string {
  return id.replace(/\/.*/, '');
}

function byId(a: Rule, b: Rule): number {
  return a.id < b.id ? -1 : 1;
}

function overview(rules: readonly Rule[]): string {
  const rows = rules.map(({ id, pack, severity, title }) => {
    const anchor = id.replace('/', '');
    return `| [\`${id}\`](rules/${topicOf(id)}.md#${anchor}) | ${pack} | ${severity} | ${cell(title)} |`;
  });
  const counts = PACKS.map((name) => `${rules.filter(({ pack }) => pack === name).length} in \`${name}\``);
  return [
    `There are ${rules.length} rules: ${counts.join(', ')}.\n`,
    '| rule | pack | severity | what holds |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/** Text for a cell of a table, where a bar would end it. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function section({ id, pack, severity, title, why, fix, fails, passes, platform }: Rule): string {
  const cluster = platform ? `\nOn the platform \`${JSON.stringify(platform)}\`.\n` : '';
  return `## ${id}

${title} (${severity}, from \`${pack}\`)

${why}
${cluster}
Fails:

\`\`\`yaml
${exampleText(fails)}\`\`\`

Passes:

\`\`\`yaml
${exampleText(passes)}\`\`\`

Fix: ${fix}
`;
}
