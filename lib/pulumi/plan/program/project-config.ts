import { isList, isObject, isSet, text, type Json, type JsonObject } from '../../../manifest/json';
import type { Message } from '../plan';
import { fullKey, textOf, type Config } from './config';
import type { YamlFile } from './yaml-file';

export interface ConfigFiles {
  /** `Pulumi.yaml`. */
  readonly project: YamlFile;
  /** `Pulumi.<stack>.yaml`; undefined: there is none. */
  readonly stack: YamlFile | undefined;
  /** Name of the stack. */
  readonly name: string;
}

/** What a program reads as its configuration, and what of it is not the real thing. */
export interface ProjectConfig {
  readonly config: Config;
  readonly messages: readonly Message[];
}

interface Value {
  readonly text: string;
  readonly isSecret: boolean;
}

/** The configuration of a stack: what its file says, else what the project declares as default. */
export function configOfProject(files: ConfigFiles, problems: string[]): ProjectConfig {
  const project = text(files.project.content['name']);
  const encrypted: string[] = [];
  const values = new Map([
    ...declaredValues(files.project, project),
    ...stackValues(files.stack, { project, encrypted, problems }),
  ]);
  problems.push(...declarationMistakes(files, project, values));
  const secretKeys = [...values].filter(([, { isSecret }]) => isSecret).map(([key]) => key);
  return {
    config: { values: Object.fromEntries([...values].map(([key, value]) => [key, value.text])), secretKeys },
    messages: [...encrypted.map(placeholderMessage), ...environmentMessages(files.stack)],
  };
}

function placeholderMessage(key: string): Message {
  const message = `The secret '${key}' cannot be decrypted here: a placeholder stands for it.`;
  return { severity: 'info', text: message, urn: undefined };
}

function environmentMessages(stack: YamlFile | undefined): readonly Message[] {
  if (stack?.content['environment'] === undefined) return [];
  const message = `${stack.placeOf('environment')}: values of environments are not fetched, and are missing here.`;
  return [{ severity: 'warning', text: message, urn: undefined }];
}

function objectIn(file: YamlFile | undefined, key: string): JsonObject {
  const value = file?.content[key];
  return isObject(value) ? value : {};
}

/** What `Pulumi.yaml` gives to all stacks. */
function declaredValues(file: YamlFile, project: string): readonly (readonly [string, Value])[] {
  return Object.entries(objectIn(file, 'config')).flatMap(([key, declared]): [string, Value][] => {
    const place = isObject(declared) ? ['default', 'value'].find((name) => isSet(declared[name])) : undefined;
    if (isObject(declared) && place === undefined) return [];
    const value = isObject(declared) && place !== undefined ? declared[place] : declared;
    const path = place === undefined ? ['config', key] : ['config', key, place];
    const isSecret = isObject(declared) && declared['secret'] === true;
    return [[fullKey(key, project), { text: file.writtenAt(...path) ?? textOf(value ?? ''), isSecret }]];
  });
}

interface Reading {
  readonly project: string;
  /** Collects the keys of what cannot be decrypted. */
  readonly encrypted: string[];
  readonly problems: string[];
}

function stackValues(file: YamlFile | undefined, reading: Reading): readonly (readonly [string, Value])[] {
  const config = file?.content['config'];
  if (!file || !isSet(config)) return [];
  if (!isObject(config)) {
    reading.problems.push(`${file.placeOf('config')}: 'config' must hold keys and values`);
    return [];
  }
  return Object.entries(config).map(([key, value]) => {
    const name = fullKey(key.replace(/^([^:]+):config:/, '$1:'), reading.project);
    const opened = withPlaceholders(value, name);
    if (opened.isSecret) reading.encrypted.push(name);
    return [name, { text: file.writtenAt('config', key) ?? textOf(opened.value), isSecret: opened.isSecret }];
  });
}

/** A value with texts in the place of what is encrypted in it. */
function withPlaceholders(value: Json, name: string): { readonly value: Json; readonly isSecret: boolean } {
  if (isList(value)) {
    const items = value.map((item, index) => withPlaceholders(item, `${name}-${index}`));
    return { value: items.map((item) => item.value), isSecret: items.some(({ isSecret }) => isSecret) };
  }
  if (!isObject(value)) return { value, isSecret: false };
  const keys = Object.keys(value);
  if (keys.length === 1 && typeof value['secure'] === 'string') return { value: placeholder(name), isSecret: true };
  const members = keys.map((key) => [key, withPlaceholders(value[key] ?? null, `${name}-${key}`)] as const);
  return {
    value: Object.fromEntries(members.map(([key, member]) => [key, member.value])),
    isSecret: members.some(([, { isSecret }]) => isSecret),
  };
}

/** Letters, digits and dashes: programs put secrets into URLs, names and JSON. */
function placeholder(name: string): string {
  return `placeholder-of-${name.replaceAll(/[^A-Za-z0-9]+/g, '-')}`;
}

/** What the project declares, and the stack does not give, or gives in another form. */
function declarationMistakes(
  { project: file, stack, name }: ConfigFiles,
  project: string,
  values: ReadonlyMap<string, Value>,
): readonly string[] {
  return Object.entries(objectIn(file, 'config')).flatMap(([key, declared]) => {
    if (!isObject(declared) || declared['type'] === undefined) return [];
    const full = fullKey(key, project);
    const value = values.get(full);
    if (!value) {
      return [
        `${file.placeOf('config', key)}: stack '${name}' gives no value for '${full}': pulumi config set ${full} …`,
      ];
    }
    const type = text(declared['type']);
    if (value.isSecret || isOfType(value.text, type)) return [];
    const place =
      stack && Object.hasOwn(objectIn(stack, 'config'), full)
        ? stack.placeOf('config', full)
        : file.placeOf('config', key);
    return [`${place}: '${full}' is ${JSON.stringify(value.text)}; it must be of type ${type}`];
  });
}

function isOfType(value: string, type: string): boolean {
  if (type === 'integer') return /^[+-]?\d+$/.test(value);
  if (type === 'boolean') return value === 'true' || value === 'false';
  if (type === 'array') return isList(parsed(value));
  if (type === 'object') return isObject(parsed(value));
  return true;
}

function parsed(value: string): Json | undefined {
  try {
    return JSON.parse(value) as Json;
  } catch {
    return undefined;
  }
}
