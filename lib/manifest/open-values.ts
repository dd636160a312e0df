import type { Finding } from './finding';
import { titleOf, type InventoryObject } from './inventory';
import { isList, isObject, pointer, valueAt, type Json, type JsonPath } from './json';
import { RAW_VALUE } from './raw-values';
import { listInText, loneList } from './token-values';
import { holdsTokens, tokensAt, type Token, type TokenType } from './tokens';

/** A token that has no value, and a field that waits for it. */
export interface OpenValue {
  readonly token: Token;
  readonly object: InventoryObject;
  readonly at: JsonPath;
}

/** Every field that waits for the value of a token, once for each token. */
export function openValuesIn(objects: readonly InventoryObject[]): readonly OpenValue[] {
  const open = objects.filter(({ manifest }) => holdsTokens(manifest));
  return open.flatMap((object) => openFields(object.manifest, []).map((field) => ({ ...field, object })));
}

function openFields(value: Json, at: JsonPath): readonly Omit<OpenValue, 'object'>[] {
  if (isList(value)) return value.flatMap((item, index) => openFields(item, [...at, index]));
  if (isObject(value)) return Object.entries(value).flatMap(([key, child]) => openFields(child, [...at, key]));
  const tokens = new Map(tokensAt(value).map((token) => [token.name, token]));
  return [...tokens.values()].filter(({ name }) => name !== RAW_VALUE).map((token) => ({ token, at }));
}

/** That plain manifests cannot be rendered, for each value that is missing. */
export function unresolved({ token, object, at }: OpenValue): Finding {
  return {
    rule: 'token/unresolved',
    severity: 'error',
    path: object.path,
    trace: object.trace,
    object: titleOf(object),
    pointer: pointer(at),
    message: `The value of '${token.name}' is not known.`,
    want: 'a value for every token, where plain manifests are rendered',
    fix: `Pass it in \`values\` of the App, or in a JSON file that STACKWRIGHT_VALUES or \`synth --values\` names: { "${token.name}": … }; required-values.json lists all of them.`,
  };
}

/** Lists that became part of a text, or stand where no list is. */
export function listsInText(open: readonly OpenValue[]): readonly Finding[] {
  return open.flatMap(({ token, object, at }) => {
    const { path, trace, manifest } = object;
    const isItem = typeof at.at(-1) === 'number' && loneList(valueAt(manifest, at) ?? null) !== undefined;
    if (token.type !== 'list' || isItem) return [];
    const where = { path, trace, object: titleOf(object), pointer: pointer(at) };
    return [{ rule: 'token/wrong-type', severity: 'error', ...where, ...listInText(token.name) }];
  });
}

/** What is needed of a value, and where. */
export interface RequiredValue {
  readonly type: TokenType;
  /** `Kind namespace/name /path/to/field`, sorted. */
  readonly fields: readonly string[];
}

/** What is needed, by the name of the token. */
export type RequiredValues = Readonly<Record<string, RequiredValue>>;

/** The values that the objects need. */
export function requiredValues(objects: readonly InventoryObject[]): RequiredValues {
  const required = new Map<string, { readonly type: TokenType; readonly fields: string[] }>();
  for (const { token, object, at } of openValuesIn(objects)) {
    const known = required.get(token.name) ?? { type: token.type, fields: [] };
    known.fields.push(`${titleOf(object)} ${pointer(at)}`);
    required.set(token.name, known);
  }
  const entries = [...required].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, { type, fields }]) => [name, { type, fields: fields.sort() }]));
}
