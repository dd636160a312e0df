import { join } from 'node:path';
import { membersOf } from './members';
import type { DeclaredMember } from './members';
import { textOf } from './package';

const texts = new Map<string, string>();
const shapes = new Map<string, readonly DeclaredMember[] | undefined>();

/**
 * The properties of `outputs.rds.InstanceMasterUserSecret` in the SDK at `root`. All such interfaces of a package are in
 * one file of several megabytes, which is read once a process, and of which only what is asked for is looked at.
 */
export function shapeOf(name: string, root: string): readonly DeclaredMember[] | undefined {
  const key = `${root}\n${name}`;
  if (!shapes.has(key)) shapes.set(key, findShape(name, root));
  return shapes.get(key);
}

function findShape(name: string, root: string): readonly DeclaredMember[] | undefined {
  const [, ...path] = name.split('.');
  const last = path.pop();
  if (!name.startsWith('outputs.') || last === undefined) return undefined;
  const file = join(root, 'types', 'output.d.ts');
  const from = namespaceAt(file, path);
  if (from < 0) return undefined;
  const text = cached(file);
  const opening = path.length === 0 ? 'export ' : '    '.repeat(path.length);
  // From the line's break on, so that no interface of a deeper namespace is taken.
  const start = text.indexOf(`\n${opening}interface ${last} {`, from);
  return start < 0 ? undefined : membersOf(text, `${opening}interface ${last} {`, start);
}

const namespaces = new Map<string, number>();

/** Where the innermost of these namespaces starts; negative where there is none. */
function namespaceAt(file: string, path: readonly string[]): number {
  const [last, level] = [path.at(-1), path.length - 1];
  if (last === undefined) return 0;
  const key = [file, ...path].join('\n');
  const known = namespaces.get(key);
  if (known !== undefined) return known;
  const outer = namespaceAt(file, path.slice(0, -1));
  const opening = level === 0 ? 'export declare ' : '    '.repeat(level);
  const from = outer < 0 ? outer : cached(file).indexOf(`\n${opening}namespace ${last} {`, outer);
  namespaces.set(key, from);
  return from;
}

/** The values of `enums.rds.StorageType` in the SDK at `root`. */
export function choicesOf(name: string, root: string): readonly string[] {
  const [, ...path] = name.split('.');
  const last = path.pop() ?? '';
  const text = cached(join(root, 'types', 'enums', ...path, 'index.d.ts'));
  const start = text.indexOf(`export declare const ${last}: {`);
  const body = start < 0 ? '' : text.slice(start, text.indexOf('\n}', start));
  return Array.from(body.matchAll(/readonly \w+: "([^"]*)";/g), ([, value = '']) => value);
}

function cached(path: string): string {
  const known = texts.get(path);
  if (known !== undefined) return known;
  // A byte a letter: half of the time, and what is looked for is plain.
  const text = textOf(path, 'latin1');
  texts.set(path, text);
  return text;
}
