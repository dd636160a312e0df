import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { isObject, text, type JsonObject } from '../../../manifest/json';
import type { Message } from '../plan';
import { PlanError } from '../plan-error';
import type { Config } from './config';
import { configOfProject } from './project-config';
import { splitWords } from './words';
import { readYaml, type YamlFile } from './yaml-file';

/** How a project says that its programs are to be run. */
export interface Project {
  readonly name: string;
  readonly stack: string;
  /** Absolute path of the folder of `Pulumi.yaml`. */
  readonly folder: string;
  /** Absolute path of the folder in which the program runs. */
  readonly programFolder: string;
  /** File in that folder, or `.`: what its `package.json` names. */
  readonly entry: string;
  /** Whether the SDK compiles the program. */
  readonly isTypeScript: boolean;
  /** Path of its settings, from the folder in which the program runs. */
  readonly tsconfig: string | undefined;
  /** Arguments of `node`. */
  readonly nodeArgs: readonly string[];
  readonly config: Config;
  /** What is otherwise than it would be with the real engine. */
  readonly messages: readonly Message[];
}

/**
 * Reads a project, and the configuration of one of its stacks, as `pulumi` does: `Pulumi.yaml` and
 * `Pulumi.<stack>.yaml`.
 *
 * @param stack - name of the stack; when it is left out, the only one that has a file, or `dev` if none has
 * @throws PlanError - with all that is wrong with the files
 */
export function readProject(folder: string, stack?: string): Project {
  const subject = `the project in ${folder} cannot be read`;
  const path = ['Pulumi.yaml', 'Pulumi.yml'].map((name) => join(folder, name)).find((name) => existsSync(name));
  if (path === undefined) {
    const problems = ["There is no Pulumi.yaml: name the folder of a project, or make one with 'pulumi new'."];
    throw new PlanError({ subject, problems });
  }
  const file = readYaml(path);
  if ('problems' in file) throw new PlanError({ subject, ...file });
  const problems: string[] = [];
  const project = { ...programOf(file, folder, problems), ...stackOf(file, { folder, stack }, problems) };
  if (problems.length > 0) throw new PlanError({ subject, problems });
  return { ...project, folder };
}

type Program = Pick<Project, 'name' | 'programFolder' | 'entry' | 'isTypeScript' | 'tsconfig' | 'nodeArgs'>;

function programOf(file: YamlFile, folder: string, problems: string[]): Program {
  const name = text(file.content['name']);
  if (name === '') problems.push(`${file.placeOf('name')}: the project needs a 'name'`);
  const runtime = runtimeOf(file, problems);
  const options = isObject(runtime['options']) ? runtime['options'] : {};
  return {
    name,
    ...mainOf(file, folder, problems),
    isTypeScript: options['typescript'] !== false && options['typescript'] !== 'false',
    tsconfig: text(options['tsconfig']) || undefined,
    nodeArgs: splitWords(text(options['nodeargs'])),
  };
}

function runtimeOf(file: YamlFile, problems: string[]): JsonObject {
  const given = file.content['runtime'];
  const runtime: JsonObject = isObject(given) ? given : { name: given ?? '' };
  const name = text(runtime['name']);
  if (name === '') problems.push(`${file.placeOf('runtime')}: the project needs a 'runtime': nodejs`);
  else if (name !== 'nodejs') {
    problems.push(
      `${file.placeOf('runtime')}: the runtime is '${name}'; only programs of 'nodejs' can be planned here`,
    );
  }
  return runtime;
}

/** Where the program is: `main` is a file or folder inside of the project. */
function mainOf(file: YamlFile, folder: string, problems: string[]): Pick<Program, 'programFolder' | 'entry'> {
  const main = text(file.content['main']);
  if (main === '') return { programFolder: folder, entry: '.' };
  const path = resolve(folder, main);
  if (isAbsolute(main) || relative(folder, path).startsWith('..')) {
    problems.push(`${file.placeOf('main')}: 'main' is '${main}'; it must be a path inside of the project`);
  } else if (!existsSync(path)) {
    problems.push(`${file.placeOf('main')}: 'main' is '${main}', which does not exist`);
  } else if (!statSync(path).isDirectory()) {
    return { programFolder: dirname(path), entry: basename(path) };
  }
  return { programFolder: path, entry: '.' };
}

interface Wanted {
  readonly folder: string;
  readonly stack: string | undefined;
}

function stackOf(file: YamlFile, wanted: Wanted, problems: string[]): Pick<Project, 'stack' | 'config' | 'messages'> {
  // A string under `config` is where the files of stacks were once said to be.
  const place = text(file.content['stackConfigDir']) || text(file.content['config']);
  const folder = resolve(wanted.folder, place);
  const stack = stackNamed(folder, wanted, problems);
  const path = join(folder, `Pulumi.${stack}.yaml`);
  const stackFile = existsSync(path) ? readYaml(path) : undefined;
  if (stackFile && 'problems' in stackFile) {
    problems.push(...stackFile.problems);
    return { stack, config: { values: {}, secretKeys: [] }, messages: [] };
  }
  return { stack, ...configOfProject({ project: file, stack: stackFile, name: stack }, problems) };
}

function stackNamed(folder: string, wanted: Wanted, problems: string[]): string {
  const there = stacksIn(folder);
  // `organization/project/stack`: files are called by the last part.
  const named = wanted.stack?.split('/').at(-1);
  if (named !== undefined && (there.length === 0 || there.includes(named))) return named;
  if (named !== undefined) {
    problems.push(`${folder}: there is no Pulumi.${named}.yaml; there are the stacks ${there.join(', ')}`);
  } else if (there.length > 1) {
    problems.push(`${folder}: which of the stacks ${there.join(', ')} is to be planned? Name one.`);
  }
  return named ?? there[0] ?? 'dev';
}

function stacksIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => /^Pulumi\.(.+)\.ya?ml$/.exec(name)?.[1])
    .filter((name): name is string => name !== undefined)
    .sort();
}
