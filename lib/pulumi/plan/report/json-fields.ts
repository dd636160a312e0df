import { isList, isObject, type Json, type JsonObject } from '../../../manifest/json';

/**
 * Reads the fields of a JSON object. A field that is not as it should be is noted, and read as something harmless, so
 * that all mistakes are found at once.
 */
export class Fields {
  readonly #object: JsonObject;
  readonly #at: string;
  readonly #problems: string[];

  /**
   * @param at - where the object is: `resources[3].`
   * @param problems - takes what is wrong: `'resources[3].name' is 5, but should be a text.`
   */
  constructor(value: Json, at: string, problems: string[]) {
    this.#object = isObject(value) ? value : {};
    this.#at = at;
    this.#problems = problems;
    if (!isObject(value)) problems.push(`'${at.replace(/\.$/, '')}' is ${shown(value)}, but should be an object.`);
  }

  text(key: string): string {
    return this.#read(key, 'a text', isText) ?? '';
  }

  optionalText(key: string): string | undefined {
    return this.#object[key] === undefined ? undefined : this.text(key);
  }

  flag(key: string): boolean {
    return this.#read(key, 'true or false', (value) => typeof value === 'boolean') ?? false;
  }

  texts(key: string): readonly string[] {
    return this.#read(key, 'a list of texts', isTexts) ?? [];
  }

  textLists(key: string): Readonly<Record<string, readonly string[]>> {
    return this.#read(key, 'lists of texts by name', isTextLists) ?? {};
  }

  textsByName(key: string): Readonly<Record<string, string>> {
    return this.#read(key, 'texts by name', isTextsByName) ?? {};
  }

  object(key: string): JsonObject {
    return this.#read(key, 'an object', isObject) ?? {};
  }

  one<T extends string>(key: string, values: readonly T[]): T | undefined {
    const isOne = (value: Json): value is T => values.some((each) => each === value);
    return this.#read(key, values.join(' or '), isOne);
  }

  /** The objects of a list, each read in turn. */
  each<T>(key: string, read: (fields: Fields) => T): readonly T[] {
    const list = this.#read(key, 'a list', isList) ?? [];
    return list.map((item, index) => read(new Fields(item, `${this.#at}${key}[${index}].`, this.#problems)));
  }

  #read<T extends Json>(key: string, want: string, is: (value: Json) => value is T): T | undefined {
    const value = Object.hasOwn(this.#object, key) ? this.#object[key] : undefined;
    if (value !== undefined && is(value)) return value;
    this.#problems.push(`'${this.#at}${key}' is ${shown(value)}, but should be ${want}.`);
    return undefined;
  }
}

function isText(value: Json): value is string {
  return typeof value === 'string';
}

function isTexts(value: Json): value is readonly string[] {
  return isList(value) && value.every(isText);
}

function isTextLists(value: Json): value is Readonly<Record<string, readonly string[]>> {
  return isObject(value) && Object.values(value).every(isTexts);
}

function isTextsByName(value: Json): value is Readonly<Record<string, string>> {
  return isObject(value) && Object.values(value).every(isText);
}

function shown(value: Json | undefined): string {
  if (value === undefined) return 'not there';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
