import { isList, isObject, text, type Json, type JsonObject } from '../../../manifest/json';
import { SECRET, UNKNOWN, type Urn } from '../plan';

/**
 * What the SDK and the engine put in the place of values that JSON has no word for. They are part of the protocol
 * and equal in all SDKs.
 */
export const WIRE = {
  unknown: '04da6b54-80e4-46f7-96ec-b56ff0331ba9',
  signature: '4dabf18193072939515e22adb298388d',
  secret: '1b47061264138c4ac30d75fd1eb44270',
  output: 'd0e6a833031e9bbcd3f4e8bde6ca49a4',
  resource: '5cf8f73096256a8f31e491e813e4eb8e',
  asset: 'c44067f5952c0a294b673a41bacd8c17',
  archive: '0def7320c3a5731c473e5ecbe6d01bc7',
} as const;

type Special = 'secret' | 'output' | 'resource' | 'asset' | 'archive';

function specialOf(value: Json): Special | undefined {
  if (!isObject(value)) return undefined;
  const signature = value[WIRE.signature];
  const kinds: readonly Special[] = ['secret', 'output', 'resource', 'asset', 'archive'];
  return kinds.find((kind) => WIRE[kind] === signature);
}

/** Plain data inside of a list or an object, each member through `change`. */
function within(value: Json, change: (member: Json) => Json): Json {
  if (isList(value)) return value.map(change);
  if (isObject(value)) return objectWithin(value, change);
  return value;
}

function objectWithin(value: JsonObject, change: (member: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, change(member)]));
}

/** Properties as a plan has them: nothing secret, `UNKNOWN` and `SECRET` in their places, resources as their URNs. */
export function recorded(properties: JsonObject): JsonObject {
  return objectWithin(properties, recordedValue);
}

function recordedValue(value: Json): Json {
  if (value === WIRE.unknown) return UNKNOWN;
  if (!isObject(value)) return within(value, recordedValue);
  switch (specialOf(value)) {
    case 'secret':
      return SECRET;
    case 'output':
      if (value['secret'] === true) return SECRET;
      return value['value'] === undefined ? UNKNOWN : recordedValue(value['value']);
    case 'resource':
      return text(value['urn']);
    case 'asset':
      return { $asset: contentOf(value) };
    case 'archive':
      return { $archive: contentOf(value) };
    case undefined:
      return within(value, recordedValue);
  }
}

// The SDK sends marks of its own along.
function contentOf(value: JsonObject): JsonObject {
  const entries = Object.entries(value).filter(([key]) => key !== WIRE.signature && !key.startsWith('__'));
  return recorded(Object.fromEntries(entries));
}

/** The resources that output values in `value` come from. */
export function dependenciesIn(value: Json): readonly Urn[] {
  if (!isObject(value)) return isList(value) ? value.flatMap(dependenciesIn) : [];
  const inside = Object.values(value).flatMap(dependenciesIn);
  return specialOf(value) === 'output' ? [...urnsOf(value['dependencies']), ...inside] : inside;
}

function urnsOf(dependencies: Json | undefined): readonly Urn[] {
  return isList(dependencies) ? dependencies.map((urn) => text(urn)) : [];
}

/** Properties as a provider takes them: output values become what they hold. */
export function lowered(properties: JsonObject): JsonObject {
  return objectWithin(properties, loweredValue);
}

function loweredValue(value: Json): Json {
  if (!isObject(value) || specialOf(value) !== 'output') return within(value, loweredValue);
  const held = value['value'] === undefined ? WIRE.unknown : loweredValue(value['value']);
  return value['secret'] === true ? secret(held) : held;
}

export function secret(value: Json): JsonObject {
  return specialOf(value) === 'secret' && isObject(value) ? value : { [WIRE.signature]: WIRE.secret, value };
}

/** Properties as output values, for those that come from other resources: so transforms see where they come from. */
export function raised(properties: JsonObject, dependencies: ReadonlyMap<string, readonly Urn[]>): JsonObject {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => {
      const urns = dependencies.get(key) ?? [];
      return [key, urns.length === 0 ? value : outputValue(value, urns)];
    }),
  );
}

function outputValue(value: Json, urns: readonly Urn[]): Json {
  const dependencies = [...new Set([...urns, ...dependenciesIn(value)])];
  const shell = { [WIRE.signature]: WIRE.output, dependencies };
  if (value === WIRE.unknown) return shell;
  if (!isObject(value)) return { ...shell, value };
  const special = specialOf(value);
  if (special === 'output') return { ...value, dependencies };
  if (special !== 'secret') return { ...shell, value };
  const held = value['value'] ?? null;
  return { ...shell, secret: true, ...(held === WIRE.unknown ? {} : { value: held }) };
}

/** What a provider makes up, and in it what it was given: that is not changed. */
export function merged(made: JsonObject, given: JsonObject): JsonObject {
  return Object.fromEntries([
    ...Object.entries(made),
    ...Object.entries(given).map(([key, value]) => [key, mergedValue(made[key], value)] as const),
  ]);
}

function mergedValue(made: Json | undefined, given: Json): Json {
  // Where something is secret or unknown, whoever makes up the rest sees no more than that.
  if (!isObject(made) || !isObject(given) || isMarker(made)) return given;
  const special = specialOf(given);
  if (special === 'secret') return secret(mergedValue(made, given['value'] ?? null));
  return special === undefined ? merged(made, given) : given;
}

/**
 * What was given, as a preview answers it: what a provider adds within a block of it is unknown. Of a property that was
 * not given at all nothing is said, which the SDK takes for unknown.
 */
export function withUnknowns(made: JsonObject, given: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, completed(made[key], value)]));
}

function completed(made: Json | undefined, given: Json): Json {
  if (!isObject(made) || !isObject(given) || isMarker(made)) return given;
  const special = specialOf(given);
  if (special === 'secret') return secret(completed(made, given['value'] ?? null));
  if (special !== undefined) return given;
  const added = Object.keys(made).filter((key) => !Object.hasOwn(given, key));
  return { ...Object.fromEntries(added.map((key) => [key, WIRE.unknown])), ...withUnknowns(made, given) };
}

function isMarker(value: JsonObject): boolean {
  return value['$value'] === SECRET.$value || value['$value'] === UNKNOWN.$value;
}

/** The texts in secret values of `value`, to be kept out of messages. */
export function secretTexts(value: Json): readonly string[] {
  if (isList(value)) return value.flatMap(secretTexts);
  if (!isObject(value)) return [];
  const special = specialOf(value);
  if (special === 'secret' || (special === 'output' && value['secret'] === true)) return textsIn(value['value']);
  return Object.values(value).flatMap(secretTexts);
}

function textsIn(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return value === WIRE.unknown ? [] : [value];
  if (isList(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
