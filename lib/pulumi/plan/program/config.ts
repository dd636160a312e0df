import { isList, type Json } from '../../../manifest/json';

/** Configuration of a program, as the engine hands it over: all values are texts, and all keys have a namespace. */
export interface Config {
  readonly values: Readonly<Record<string, string>>;
  /** Keys of the values that are secret. */
  readonly secretKeys: readonly string[];
}

/** Configuration as a caller gives it: keys with or without namespace; what is no text is handed over as JSON. */
export interface GivenConfig {
  /** @default none */
  readonly config?: Readonly<Record<string, Json>>;
  /** Values that are secret. @default none */
  readonly secrets?: Readonly<Record<string, Json>>;
}

/** The configuration with what a caller gives in the place of what it holds. */
export function configOf({ config = {}, secrets = {} }: GivenConfig, project: string, base = NONE): Config {
  const open = keyed(config, project);
  const hidden = keyed(secrets, project);
  const values = { ...base.values, ...open, ...hidden };
  const secretKeys = [...base.secretKeys.filter((key) => !Object.hasOwn(open, key)), ...Object.keys(hidden)];
  return { values, secretKeys: [...new Set(secretKeys)] };
}

const NONE: Config = { values: {}, secretKeys: [] };

function keyed(config: Readonly<Record<string, Json>>, project: string): Record<string, string> {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [fullKey(key, project), textOf(value)]));
}

/** A key with its namespace, which is the project's unless it says otherwise. */
export function fullKey(key: string, project: string): string {
  return key.includes(':') ? key : `${project}:${key}`;
}

export function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The texts in secret values, those inside of objects and lists too. */
export function secretTextsOf({ values, secretKeys }: Config): readonly string[] {
  return secretKeys.flatMap((key) => {
    const value = values[key] ?? '';
    return [value, ...inner(value)];
  });
}

function inner(value: string): readonly string[] {
  if (!/^\s*[[{]/.test(value)) return [];
  try {
    return leaves(JSON.parse(value) as Json);
  } catch {
    return [];
  }
}

function leaves(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  if (isList(value)) return value.flatMap(leaves);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [];
}
