import { canonicalText, isList, isObject, type Json, type JsonPath } from './json';

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
  const path = stepsOf(operation.path);
  switch (operation.op) {
    case 'add':
      return added(document, path, operation.value);
    case 'replace':
      found(document, path);
      return changed(document, path, () => operation.value);
    case 'remove':
      return removed(document, path);
    case 'test':
      if (canonicalText(found(document, path)) === canonicalText(operation.value)) return document;
      throw new MissError(`The value is not ${JSON.stringify(operation.value)}, as the patch expects.`, path);
    case 'copy':
      return added(document, path, found(document, stepsOf(operation.from)));
    case 'move': {
      const from = stepsOf(operation.from);
      return added(removed(document, from), path, found(document, from));
    }
  }
}

function stepsOf(pointer: string): readonly string[] {
  if (pointer !== '' && !pointer.startsWith('/')) {
    throw new MissError(`'${pointer}' is no JSON pointer: it starts with '/'.`, []);
  }
  const steps = pointer.split('/').slice(1);
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function added(document: Json, path: readonly string[], value: Json): Json {
  const last = path.at(-1);
  if (last === undefined) return value;
  return changed(document, path.slice(0, -1), (parent) => {
    if (isObject(parent)) return { ...parent, [last]: value };
    const index = isList(parent) ? (last === '-' ? parent.length : indexOf(last)) : NaN;
    if (!isList(parent) || !(index <= parent.length)) throw missing(parent, path);
    return parent.toSpliced(index, 0, value);
  });
}

function removed(document: Json, path: readonly string[]): Json {
  const last = path.at(-1);
  found(document, path);
  if (last === undefined) throw new MissError('The whole object cannot be removed.', path);
  return changed(document, path.slice(0, -1), (parent) => {
    if (isList(parent)) return parent.toSpliced(indexOf(last), 1);
    return isObject(parent) ? Object.fromEntries(Object.entries(parent).filter(([key]) => key !== last)) : parent;
  });
}

/** A copy in which the value at `path` is changed; everything on the way must be there. */
function changed(document: Json, path: readonly string[], change: (old: Json) => Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return change(document);
  const child = childOf(document, step);
  if (child === undefined) throw missing(document, path);
  const value = changed(child, rest, change);
  if (isList(document)) return document.with(indexOf(step), value);
  return isObject(document) ? { ...document, [step]: value } : document;
}

function found(document: Json, path: readonly string[]): Json {
  return path.reduce<Json>((parent, step, depth) => {
    const child = childOf(parent, step);
    if (child === undefined) throw missing(parent, path.slice(0, depth + 1));
    return child;
  }, document);
}

function childOf(parent: Json, step: string): Json | undefined {
  if (isList(parent)) return parent[indexOf(step)];
  return isObject(parent) && Object.hasOwn(parent, step) ? parent[step] : undefined;
}

function indexOf(step: string): number {
  return /^(0|[1-9]\d*)$/.test(step) ? Number(step) : NaN;
}

function missing(parent: Json, path: readonly string[]): MissError {
  const there = isList(parent)
    ? `the list has ${parent.length} elements`
    : isObject(parent)
      ? `there is ${Object.keys(parent).join(', ') || 'nothing'}`
      : 'it is no object';
  return new MissError(`There is nothing at '/${path.join('/')}': ${there}.`, path);
}
