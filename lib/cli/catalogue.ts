import { exampleText } from '../checks/example';
import type { Rule } from '../checks/rule';
import { rulesById } from '../checks/rules';
import { PACKS } from '../manifest/policy';
import { meant, UsageError, type Arguments } from './arguments';
import { EXIT, type ExitCode, type Io } from './io';

interface Command extends Io {
  readonly args: Arguments;
}

/** Lists every rule, or those that a pack holds. */
export function rules({ args, stdout }: Command): ExitCode {
  if (args.positionals.length > 1) throw new UsageError("The list takes no names; 'stackwright explain RULE' does.");
  if (args.last('format') === 'sarif') throw new UsageError("The list is 'text' or 'json'; SARIF is for findings.");
  const pack = args.one('pack', PACKS) ?? 'production';
  const held = [...rulesById().values()]
    .filter((rule) => PACKS.indexOf(rule.pack) <= PACKS.indexOf(pack))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  if (args.last('format') === 'json') {
    const data = held.map(({ id, pack: first, severity, title, why, fix }) => ({
      id,
      pack: first,
      severity,
      title,
      why,
      fix,
    }));
    stdout.write(`${JSON.stringify(data, undefined, 2)}\n`);
    return EXIT.clean;
  }
  const width = Math.max(0, ...held.map(({ id }) => id.length));
  for (const { id, pack: first, severity, title } of held) {
    stdout.write(`${id.padEnd(width)}  ${first.padEnd(10)}  ${severity.padEnd(7)}  ${title}\n`);
  }
  return EXIT.clean;
}

/** Says what a rule is for. */
export function explain({ args, stdout }: Command): ExitCode {
  const [, id, ...others] = args.positionals;
  if (id === undefined || others.length > 0) throw new UsageError('Name one rule: stackwright explain RULE.');
  const known = rulesById();
  const rule = known.get(id);
  if (!rule) throw new UsageError(`There is no rule '${id}'.${meant(id, known.keys()) || called(id, known.keys())}`);
  stdout.write(explanation(rule));
  return EXIT.clean;
}

/** Which rules are called so, whatever they are about: `tls-secret` is `link/tls-secret`. */
function called(name: string, ids: Iterable<string>): string {
  const found = [...ids].filter((id) => id.endsWith(`/${name}`)).map((id) => `'${id}'`);
  return found.length === 0 ? '' : ` Did you mean ${found.join(' or ')}?`;
}

function explanation({ id, pack, severity, title, why, fix, fails, passes }: Rule): string {
  return [
    `${id}  (${severity}, in the pack ${pack})`,
    `${title}\n\nwhy:  ${why}\nfix:  ${fix}`,
    `fails:\n\n${indented(fails)}`,
    `passes:\n\n${indented(passes)}\n`,
  ].join('\n\n');
}

function indented(example: string): string {
  return exampleText(example)
    .trimEnd()
    .replaceAll(/^(?=.)/gm, '    ');
}
