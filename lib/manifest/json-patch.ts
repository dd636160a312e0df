import { canonicalText, isList, isObject, pointer, replacedAt, valueAt, type Json, type JsonPath } from './json';

/** An operation of JSON Patch (RFC 6902). Paths are JSON pointers; `-` stands for the end of a list. */
export type PatchOperation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: string; readonly value: Json }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'move' | 'copy'; readonly from: string; readonly path: string };

/** An operation that found nothing at its path. */
export class MissError extends Error {
  readonly path: JsonPath;

  constructor(message: string, path: JsonPath) {
    super(message);
    this.path = path;
  }
}

/** The document after one operation; the document itself is left as it is. */
export function applyOperation(document: Json, operation: PatchOperation): Json {
  const steps = stepsOf(operation.path);
  switch (operation.op) {
    case 'add':
      return added(document, steps, operation.value);
    case 'replace':
      return replacedAt(document, found(document, steps).path, operation.value);
    case 'remove':
      return removed(document, steps);
    case 'test': {
      const { value, path } = found(document, steps);
      if (canonicalText(value) === canonicalText(operation.value)) return document;
      throw new MissError(`The value is not ${JSON.stringify(operation.value)}, as the patch expects.`, path);
    }
    case 'copy':
      return added(document, steps, found(document, stepsOf(operation.from)).value);
    case 'move':
      return moved(document, stepsOf(operation.from), steps);
  }
}

function stepsOf(text: string): readonly string[] {
  if (text !== '' && !text.startsWith('/')) {
    throw new MissError(`'${text}' is no JSON pointer: it starts with '/'.`, []);
  }
  const steps = text.split('/').slice(1);
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function added(document: Json, steps: readonly string[], value: Json): Json {
  const last = steps.at(-1);
  if (last === undefined) return value;
  const { value: parent, path } = found(document, steps.slice(0, -1));
  if (isObject(parent)) return replacedAt(document, path, { ...parent, [last]: value });
  const index = isList(parent) ? (last === '-' ? parent.length : indexOf(last)) : NaN;
  if (!isList(parent) || !(index <= parent.length)) throw missing(parent, steps);
  return replacedAt(document, path, parent.toSpliced(index, 0, value));
}

function removed(document: Json, steps: readonly string[]): Json {
  const last = found(document, steps).path.at(-1);
  if (last === undefined) throw new MissError('The whole object cannot be removed.', []);
  const { value: parent, path } = found(document, steps.slice(0, -1));
  if (isList(parent)) return replacedAt(document, path, parent.toSpliced(Number(last), 1));
  const rest = Object.entries(isObject(parent) ? parent : {}).filter(([key]) => key !== last);
  return replacedAt(document, path, Object.fromEntries(rest));
}

function moved(document: Json, from: readonly string[], to: readonly string[]): Json {
  const { value } = found(document, from);
  if (to.length > from.length && from.every((step, index) => step === to[index])) {
    throw new MissError(`'${pointer(from)}' cannot be moved into itself.`, to);
  }
  return added(removed(document, from), to, value);
}

/** The value that is there, and the path to it with numbers for the elements of lists. */
function found(document: Json, steps: readonly string[]): { readonly value: Json; readonly path: JsonPath } {
  const path: (string | number)[] = [];
  let value = document;
  for (const step of steps) {
    const key = isList(value) ? indexOf(step) : step;
    const child = valueAt(value, [key]);
    if (child === undefined) throw missing(value, [...path, step]);
    path.push(key);
    value = child;
  }
  return { value, path };
}

function indexOf(step: string): number {
  return /^(0|[1-9]\d*)$/.test(step) ? Number(step) : NaN;
}

function missing(parent: Json, path: JsonPath): MissError {
  const there = isList(parent)
    ? `the list has ${parent.length === 1 ? '1 element' : `${parent.length} elements`}`
    : isObject(parent)
      ? `there is ${Object.keys(parent).join(', ') || 'nothing'}`
      : `${JSON.stringify(parent)} has no fields`;
  return new MissError(`There is nothing at '${pointer(path)}': ${there}.`, path);
}
