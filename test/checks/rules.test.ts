import { Context } from '../../lib/checks/context';
import { exampleText } from '../../lib/checks/example';
import { judge } from '../../lib/checks/judge';
import type { Rule } from '../../lib/checks/rule';
import { CHECKS, rulesById } from '../../lib/checks/rules';
import { referencesIn } from '../../lib/manifest/references';
import { inventoryOf } from '../manifest/inventory-of';
import { parse } from '../support/objects';

const rules = CHECKS.flatMap((check) => check.rules);

/** The rules that an example breaks, with every pack in force. */
function brokenBy(yaml: string, { platform }: Rule): readonly string[] {
  const inventory = inventoryOf(parse(exampleText(yaml)));
  const context = new Context(inventory, referencesIn(inventory), { ...platform, pack: 'production' });
  return judge(context).findings.map(({ rule }) => rule);
}

test('every rule has an id of its own, which names its topic and the mistake', () => {
  expect(rulesById().size).toBe(rules.length);
  for (const { id } of rules) expect(id).toMatch(/^[a-z]+(-[a-z]+)*\/[a-z]+(-[a-z]+)*$/);
});

test.each(rules)('$id is broken by its failing example', (rule) => {
  expect(brokenBy(rule.fails, rule)).toContain(rule.id);
});

test.each(rules)('$id is kept by its passing example', (rule) => {
  expect(brokenBy(rule.passes, rule)).not.toContain(rule.id);
});

test.each(rules)('$id breaks nothing else by its fix', (rule) => {
  const before = new Set(brokenBy(rule.fails, rule));

  expect(brokenBy(rule.passes, rule).filter((id) => !before.has(id))).toEqual([]);
});

test.each(rules)('$id says what holds, why, and what to do, in sentences', ({ title, why, fix }) => {
  for (const text of [title, why, fix]) expect(text).toMatch(/^[A-Z`'].*[.?]$/s);
});
