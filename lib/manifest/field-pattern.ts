import { isList, isObject, type Json, type JsonPath } from './json';

/** A value and the path to it. */
export type Located = readonly [value: Json, path: JsonPath];

interface Step {
  readonly key: string;
  readonly isList: boolean;
}

/** Every value that a pattern like `volumes[].configMap` reaches; `[]` goes into each element of a list. */
export function reachedBy(pattern: string, start: Json): readonly Located[] {
  let reached: readonly Located[] = [[start, []]];
  for (const step of stepsOf(pattern)) {
    reached = reached.flatMap((located) => next(located, step));
    if (reached.length === 0) break;
  }
  return reached;
}

function next([value, path]: Located, { key, isList: intoList }: Step): readonly Located[] {
  const child = isObject(value) ? value[key] : undefined;
  if (child === undefined) return [];
  if (!intoList) return [[child, [...path, key]]];
  return isList(child) ? child.map((item, index): Located => [item, [...path, key, index]]) : [];
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
