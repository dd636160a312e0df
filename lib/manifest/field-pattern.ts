import { isList, isObject, type Json, type JsonPath } from './json';

/** A value and the path to it. */
export type Located = readonly [value: Json, path: JsonPath];

interface Step {
  readonly key: string;
  readonly isList: boolean;
}

/** Every value that a pattern like `volumes[].configMap` reaches; `[]` goes into each element of a list. */
export function reachedBy(pattern: string, start: Json): readonly Located[] {
  const steps = stepsOf(pattern);
  if (leadsNowhere(steps, start)) return NOTHING;
  const search: Search = { steps, path: [], reached: [] };
  walk(start, 0, search);
  return search.reached;
}

const NOTHING: readonly Located[] = [];

/** Most patterns end at their first step in most objects. */
function leadsNowhere([first]: readonly Step[], start: Json): boolean {
  return first !== undefined && (!isObject(start) || start[first.key] === undefined);
}

/** One search, which leaves copies of its path only where it arrives. */
interface Search {
  readonly steps: readonly Step[];
  readonly path: (string | number)[];
  readonly reached: Located[];
}

function walk(value: Json, depth: number, search: Search): void {
  const step = search.steps[depth];
  if (step === undefined) {
    search.reached.push([value, [...search.path]]);
    return;
  }
  const child = isObject(value) ? value[step.key] : undefined;
  if (child === undefined) return;
  search.path.push(step.key);
  if (!step.isList) walk(child, depth + 1, search);
  else if (isList(child)) walkList(child, depth + 1, search);
  search.path.pop();
}

function walkList(list: readonly Json[], depth: number, search: Search): void {
  for (let index = 0; index < list.length; index++) {
    search.path.push(index);
    walk(list[index] ?? null, depth, search);
    search.path.pop();
  }
}

// Every object is read by the same few patterns: they are taken apart once.
const parsed = new Map<string, readonly Step[]>();

function stepsOf(pattern: string): readonly Step[] {
  const known = parsed.get(pattern);
  if (known) return known;
  const steps = pattern.split('.').map((step) => ({ key: step.replace('[]', ''), isList: step.endsWith('[]') }));
  parsed.set(pattern, steps);
  return steps;
}
