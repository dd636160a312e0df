import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { isObject, objectAt, text } from '../../../manifest/json';
import type { JsonObject } from '../../../manifest/json';

/** The files in which an SDK package keeps one resource or function, read. */
export interface DeclaringFile {
  /** Folder of the compiled SDK, in which `types/output.d.ts` is. */
  readonly root: string;
  /** Package, module and name of the token `aws:rds/instance:Instance`. */
  readonly token: Token;
  /** Text of the declarations. */
  readonly declarations: string;
  /** Text of the code beside them. */
  readonly code: string;
}

export interface Token {
  readonly package: string;
  readonly module: string;
  readonly name: string;
}

/** The parts of a token, or undefined for text that is none. */
export function tokenOf(token: string): Token | undefined {
  const [pkg = '', module = '', name = ''] = token.split(':');
  return /^[\w-]+$/.test(pkg) && /^[\w-]+$/.test(name) ? { package: pkg, module, name } : undefined;
}

const files = new Map<string, DeclaringFile | undefined>();

/**
 * The declarations of a resource or function in the packages that a program in `folder` has installed; undefined where
 * there are none, as for dynamic providers. Read once a process.
 */
export function declaringFile(token: string, folder: string): DeclaringFile | undefined {
  const key = `${folder}\n${token}`;
  if (!files.has(key)) files.set(key, findFile(token, folder));
  return files.get(key);
}

function findFile(token: string, folder: string): DeclaringFile | undefined {
  const parts = tokenOf(token);
  const root = parts && packageRoot(parts.package, folder);
  if (!root) return undefined;
  for (const path of pathsOf(parts)) {
    const found = withoutExtension(join(root, dirname(path)), path.slice(path.lastIndexOf('/') + 1));
    const code = found === undefined ? '' : textOf(`${found}.js`);
    // A file of that name may be of something else: `acme.io/v1:Role` is no Role of the package's `acme` module.
    if (code.includes(`"${token}"`) || code.includes(`'${token}'`))
      return { root, token: parts, declarations: textOf(`${found ?? ''}.d.ts`), code };
  }
  return undefined;
}

/** `rds/instance` stands for a file, `apps/v1` for a folder; `index` for neither. Kubernetes' groups go by their first word. */
function pathsOf({ module, name }: Token): readonly string[] {
  const steps = module.split('/').filter((step) => step !== '' && step !== '..');
  const [first = '', ...rest] = steps[0] === 'index' && steps.length > 1 ? steps.slice(1) : steps;
  const group = first === 'index' ? [] : [first.split('.')[0] ?? '', ...rest];
  return [['.', first, ...rest].join('/'), ['.', ...group, name].join('/')];
}

const listings = new Map<string, ReadonlyMap<string, string>>();

/** The file of that name whatever the case of its letters, which generators do not agree upon: `csidriver`, `index_`. */
function withoutExtension(folder: string, name: string): string | undefined {
  let listing = listings.get(folder);
  if (!listing) {
    const names = existsSync(folder) ? readdirSync(folder).filter((entry) => entry.endsWith('.d.ts')) : [];
    listing = new Map(names.map((entry) => [entry.toLowerCase(), join(folder, entry.slice(0, -'.d.ts'.length))]));
    listings.set(folder, listing);
  }
  // An `index` beside an `index_` is that of the folder.
  return listing.get(`${name.toLowerCase()}_.d.ts`) ?? listing.get(`${name.toLowerCase()}.d.ts`);
}

const roots = new Map<string, string | undefined>();

/** The folder of the SDK of a Pulumi package, such as `aws`; undefined where the program has none. */
export function packageRoot(name: string, folder: string): string | undefined {
  const key = `${folder}\n${name}`;
  if (!roots.has(key)) roots.set(key, findRoot(name, folder));
  return roots.get(key);
}

function findRoot(name: string, folder: string): string | undefined {
  const places = createRequire(join(folder, 'program.js')).resolve.paths('package') ?? [];
  const ours = places.map((place) => join(place, '@pulumi', name));
  const others = dependenciesOf(folder).flatMap((dependency) => places.map((place) => join(place, dependency)));
  for (const place of ours) if (existsSync(join(place, 'package.json'))) return compiled(place);
  for (const place of others) if (objectAt(manifestOf(place), 'pulumi')['name'] === name) return compiled(place);
  return undefined;
}

/** The packages that the program asks for itself, by name. */
function dependenciesOf(folder: string): readonly string[] {
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) return dirname(folder) === folder ? [] : dependenciesOf(dirname(folder));
  const { dependencies, devDependencies } = manifestOf(folder);
  return [...Object.keys(objectAt(dependencies)), ...Object.keys(objectAt(devDependencies))];
}

function compiled(place: string): string {
  return dirname(join(place, text(manifestOf(place)['main'], 'index.js')));
}

function manifestOf(place: string): JsonObject {
  try {
    const manifest: unknown = JSON.parse(textOf(join(place, 'package.json')) || '{}');
    return isObject(manifest) ? manifest : {};
  } catch {
    return {};
  }
}

/** Empty where there is no such file: whoever reads declarations takes what there is. */
export function textOf(path: string, encoding: 'utf8' | 'latin1' = 'utf8'): string {
  try {
    return readFileSync(path, encoding);
  } catch {
    return '';
  }
}
