import type { Breach } from '../check';
import type { Field } from './field';
import { below } from './numbers';
import { misspelt, QUALIFIED_NAME } from './syntax';

/** What the API server refuses in what a Job does about pods that fail. */
export function failurePolicyMistakes(spec: Field): readonly Breach[] {
  const rules = spec.get('podFailurePolicy', 'rules');
  const pod = spec.get('template', 'spec');
  const names = ['containers', 'initContainers'].flatMap((list) =>
    pod.get(list).items.map((container) => container.get('name').text),
  );
  return [
    ...longer(rules, 20),
    ...rules.items.flatMap((rule) => [
      ...ruleMistakes(rule),
      ...exitCodeMistakes(rule.get('onExitCodes'), names),
      ...conditionMistakes(rule.get('onPodConditions')),
      ...(rule.get('action').text === 'FailIndex' && !spec.get('backoffLimitPerIndex').isGiven
        ? [rule.get('action').breach('The rule fails an index, and the Job has no `backoffLimitPerIndex`.')]
        : []),
    ]),
  ];
}

function longer(list: Field, maximum: number): readonly Breach[] {
  const { length } = list.items;
  return length > maximum ? [list.breach(`The list has ${length} items.`, { want: `at most ${maximum}` })] : [];
}

function ruleMistakes(rule: Field): readonly Breach[] {
  const hasCodes = rule.get('onExitCodes').isGiven;
  const hasConditions = rule.get('onPodConditions').isFilled;
  if (hasCodes !== hasConditions) return [];
  const message = hasCodes
    ? 'A rule holds for exit codes and for conditions.'
    : 'A rule holds neither for exit codes nor for conditions.';
  return [rule.breach(message, { want: '`onExitCodes` or `onPodConditions`', fix: 'Write one of them.' })];
}

function exitCodeMistakes(codes: Field, containers: readonly string[]): readonly Breach[] {
  if (!codes.isGiven) return [];
  const name = codes.get('containerName');
  const values = codes.get('values');
  return [
    ...(name.isGiven && !containers.includes(name.text)
      ? [name.breach(`The Job has no container '${name.text}'.`, { want: containers.join(', ') })]
      : []),
    ...(Array.isArray(values.value) && values.items.length === 0
      ? [values.breach('The rule has no exit codes.', { want: 'at least one' })]
      : []),
    ...longer(values, 255),
    ...valueMistakes(values, codes.get('operator').text),
  ];
}

function valueMistakes(values: Field, operator: string): readonly Breach[] {
  return values.items.flatMap((value, index) => {
    const before = values.get(index - 1).number;
    if (value.number === 0 && operator === 'In')
      return [value.breach('The exit code 0 is no failure.', { want: 'other exit codes' })];
    if (before === undefined || value.number === undefined || before < value.number) return [];
    return [
      value.breach(`The exit code ${value.number} comes after ${before}.`, {
        want: 'rising exit codes',
        fix: 'Sort them.',
      }),
    ];
  });
}

function conditionMistakes(conditions: Field): readonly Breach[] {
  return [
    ...longer(conditions, 20),
    ...conditions.items.flatMap((condition) =>
      misspelt(condition.get('type'), QUALIFIED_NAME, 'the type of a condition'),
    ),
  ];
}

/** What the API server refuses in when an indexed Job has succeeded. */
export function successPolicyMistakes(spec: Field): readonly Breach[] {
  const policy = spec.get('successPolicy');
  const rules = policy.get('rules');
  if (!policy.isGiven) return [];
  const completions = completionsOf(spec);
  return [
    ...(Array.isArray(rules.value) && rules.items.length === 0
      ? [rules.breach('The Job has no rules for success.', { want: 'at least one' })]
      : []),
    ...longer(rules, 20),
    ...(completions === undefined ? [] : rules.items.flatMap((rule) => successMistakes(rule, completions))),
  ];
}

/** How many indexes there are: the API server takes one where neither they nor the parallelism are said. */
function completionsOf(spec: Field): number | undefined {
  const [completions, parallelism] = [spec.get('completions'), spec.get('parallelism')];
  return completions.isGiven || parallelism.isGiven ? completions.number : 1;
}

function successMistakes(rule: Field, completions: number): readonly Breach[] {
  const [count, indexes] = [rule.get('succeededCount'), rule.get('succeededIndexes')];
  if (!count.isGiven && !indexes.isGiven)
    return [
      rule.breach('A rule for success says neither how many nor which.', {
        want: '`succeededCount` or `succeededIndexes`',
      }),
    ];
  const known = indexes.isGiven ? countOf(indexes.text, completions) : completions;
  if (known === undefined)
    return [
      indexes.breach(`'${indexes.text}' are no indexes below ${completions}.`, {
        want: "rising indexes, as in '1,3-5,7'",
      }),
    ];
  return [
    ...below(count, 0),
    ...(count.number !== undefined && count.number > known
      ? [count.breach(`${count.number} of ${known} have to succeed.`, { want: `at most ${known}` })]
      : []),
  ];
}

/** How many indexes `1,3-5` are; undefined where it says none. */
function countOf(text: string, completions: number): number | undefined {
  let total = 0;
  let last = -1;
  for (const part of text === '' ? [] : text.split(',')) {
    const [, from = '', to = from] = /^\+?(\d+)(?:-\+?(\d+))?$/.exec(part) ?? [];
    const [first, end] = [Number(from), Number(to)];
    if (from === '' || end >= completions || first <= last || (to !== from && first >= end)) return undefined;
    if (part.includes('-') && first === end) return undefined;
    total += end - first + 1;
    last = end;
  }
  return total;
}
