import { all, output, type OutputInstance } from '@pulumi/pulumi';
import type { Finding } from '../../manifest/finding';
import { titleOf, type InventoryObject } from '../../manifest/inventory';
import { contentHash, isList, isObject, pointer, type Json, type JsonObject, type JsonPath } from '../../manifest/json';
import { formOf, FORMS, loneList } from '../../manifest/token-values';
import { holdsTokens, partsOf, tokenOfNumber, type Checksums, type Part, type Token } from '../../manifest/tokens';
import { DeployError, NOT_THIS } from '../error';

/** The Outputs behind tokens, by the names of these. */
export type Outputs = ReadonlyMap<string, OutputInstance<unknown>>;

/** JSON in which any value may be known only later. */
export type InputJson = Json | OutputInstance<Json> | readonly InputJson[] | InputObject;

/** The fields of an object as a resource takes them. */
export interface InputObject {
  readonly [field: string]: InputJson;
}

/** An object, and what is known of the tokens in it. */
export interface OpenObject {
  readonly object: InventoryObject;
  readonly outputs: Outputs;
  readonly checksums: Checksums;
  /** Whether its values may be handed over; rejected where they may not. @default - they may */
  readonly permission?: Promise<unknown> | undefined;
}

/**
 * The fields of an object with Outputs in the places of tokens, field by field: what is known stays known, what is not
 * secret stays readable, and each field depends only on what it is made of.
 */
export function objectInputs(open: OpenObject): InputObject {
  return new Inputs(open).ofObject(open.object.manifest, []);
}

/** One Output of a value with Outputs in it. Its own type follows every value to its leaves, which JSON does not have. */
const whole: (value: unknown) => OutputInstance<unknown> = output;

class Inputs {
  readonly #open: OpenObject;

  constructor(open: OpenObject) {
    this.#open = open;
  }

  ofObject(fields: JsonObject, at: JsonPath): InputObject {
    return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, this.#of(value, [...at, key])]));
  }

  #of(value: Json, at: JsonPath): InputJson {
    if (!holdsTokens(value)) return value;
    if (isList(value)) return this.#list(value, at);
    if (isObject(value)) return this.ofObject(value, at);
    return this.#permitted(typeof value === 'number' ? this.#number(value, at) : this.#text(String(value), at));
  }

  /** A list of which nobody knows the length is one Output; in any other, each item is its own. */
  #list(list: readonly Json[], at: JsonPath): InputJson {
    if (!list.some(loneList)) return list.map((item, index) => this.#of(item, [...at, index]));
    const parts = list.map((item, index): InputJson => {
      const token = loneList(item);
      return token ? this.#valueOf(token, [...at, index]) : [this.#of(item, [...at, index])];
    });
    return this.#permitted(whole(parts).apply((lists) => (isList(lists) ? lists.flatMap((items) => items) : [])));
  }

  #number(value: number, at: JsonPath): OutputInstance<Json> {
    const token = tokenOfNumber(value);
    return token ? this.#valueOf(token, at) : output(value);
  }

  #text(text: string, at: JsonPath): OutputInstance<Json> {
    const parts = partsOf(text).map((part) => this.#part(part, at));
    return all(parts).apply((values) => values.join(''));
  }

  #part({ text, token, checksum }: Part, at: JsonPath): OutputInstance<string> {
    if (token) return this.#valueOf(token, at).apply(String);
    const content = checksum === undefined ? undefined : this.#open.checksums.get(checksum);
    if (content === undefined) return whole(text).apply(() => text);
    const values = new Inputs({ ...this.#open, permission: undefined }).#of(content, at);
    return whole(values).apply((value) => contentHash(isJson(value) ? value : null));
  }

  #valueOf(token: Token, at: JsonPath): OutputInstance<Json> {
    const { object, outputs } = this.#open;
    const found = outputs.get(token.name) ?? whole(undefined);
    return found.apply((value): Json => {
      if (isJson(value) && FORMS[token.type].fits(value)) return value;
      throw new DeployError([wrongType(token, value, { object, at })], NOT_THIS);
    });
  }

  /** The value, once it may be handed over; it depends on the same and is as secret as before. */
  #permitted(value: OutputInstance<Json>): OutputInstance<Json> {
    const { permission } = this.#open;
    return permission ? whole(permission).apply(() => value) : value;
  }
}

function isJson(value: unknown): value is Json {
  return value !== undefined;
}

interface Field {
  readonly object: InventoryObject;
  readonly at: JsonPath;
}

function wrongType({ name, type }: Token, value: unknown, { object, at }: Field): Finding {
  return {
    rule: 'token/wrong-type',
    severity: 'error',
    path: object.path,
    trace: object.trace,
    object: titleOf(object),
    pointer: pointer(at),
    // The value itself may be secret.
    message: `The value of '${name}' is ${formOf(value)}.`,
    want: FORMS[type].want,
    fix: 'Make the value that is meant of the Output with `apply`, before it becomes a token.',
  };
}
