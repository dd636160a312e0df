import type { CheckOptions } from '../checks/input/check-manifests';
import { readDocument } from '../checks/input/document';
import { Positions } from '../checks/input/positions';
import { KUBERNETES_VERSIONS, type KubernetesVersion } from '../checks/platform';
import type { External } from '../manifest/external';
import { nearest, oneOf } from '../manifest/finding';
import { isList, isObject, plainCopy, text, type Json, type JsonObject } from '../manifest/json';
import { PACKS } from '../manifest/policy';
import { UsageError } from './arguments';

/** The file that is taken where none is named. */
export const CONFIG = 'stackwright.checks.yaml';

/** What a field may be; the text says it where something else is there. */
interface Field {
  readonly want: string;
  readonly is: (value: Json) => boolean;
  readonly isRequired?: boolean;
}
type Fields = Readonly<Record<string, Field | ObjectField>>;
interface ObjectField {
  /** The fields of each object in a list. */
  readonly each: Fields;
}

const TEXT: Field = { want: 'a text', is: (value) => typeof value === 'string' && value.trim() !== '' };
const TEXTS: Field = { want: 'a list of texts', is: (value) => isList(value) && value.every(TEXT.is) };
const NAMESPACE: Field = {
  want: "at most 63 lower-case letters, digits and '-', with a letter or digit at both ends",
  is: (value) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(text(value)),
};
const COUNT: Field = { want: 'a whole number above 0', is: (value) => Number.isInteger(value) && Number(value) > 0 };
const AMOUNT: Field = {
  want: "an amount, as in '3920m' or '14Gi'",
  is: (value) => /^[0-9.]+[A-Za-z]*$/.test(text(value)),
};
const LABELS: Field = { want: 'texts by name', is: (value) => isObject(value) && Object.values(value).every(TEXT.is) };

const FIELDS: Fields = {
  kubernetesVersion: { want: oneOf(KUBERNETES_VERSIONS), is: (value) => isVersion(versionText(value)) },
  pack: { want: oneOf(PACKS), is: (value) => PACKS.some((pack) => pack === value) },
  namespace: NAMESPACE,
  externals: {
    each: {
      kind: { ...TEXT, isRequired: true },
      name: { ...TEXT, isRequired: true },
      namespace: TEXT,
      keys: TEXTS,
      ports: { want: 'a list of numbers and names', is: isPorts },
    },
  },
  definitions: { want: 'a list of CustomResourceDefinitions', is: (value) => isList(value) && value.every(isObject) },
  zones: COUNT,
  nodes: {
    each: {
      count: { ...COUNT, isRequired: true },
      cpu: { ...AMOUNT, isRequired: true },
      memory: { ...AMOUNT, isRequired: true },
      pods: COUNT,
      labels: LABELS,
    },
  },
  registries: TEXTS,
  acknowledge: { each: { rule: { ...TEXT, isRequired: true }, reason: { ...TEXT, isRequired: true }, object: TEXT } },
};

function isVersion(value: Json): value is KubernetesVersion {
  return KUBERNETES_VERSIONS.some((version) => version === value);
}

/** In YAML, `1.30` is a number. */
function versionText(value: Json): Json {
  return typeof value === 'number' ? value.toFixed(2) : value;
}

function isPorts(value: Json): boolean {
  return isList(value) && value.every((port) => typeof port === 'string' || Number.isInteger(port));
}

/**
 * What a configuration file says.
 * @param file - its path, for messages
 * @throws UsageError with the line of what is wrong
 */
export function readConfig(content: string, file: string): CheckOptions {
  const document = { text: content, line: 1 };
  const reading = readDocument(document);
  if ('problem' in reading) {
    throw new UsageError(`${file}:${reading.problem.line}: ${reading.problem.message}`);
  }
  const positions = new Positions(document);
  const config = withExternals(reading.value ?? {});
  const mistake = mistakeIn(config, FIELDS, []);
  if (mistake) throw new UsageError(`${file}:${positions.of(mistake.at).line}: ${mistake.message}`);
  const options = isObject(config) ? optionsOf(config) : {};
  return {
    ...options,
    acknowledge: (options.acknowledge ?? []).map((acknowledgement, index) => ({
      ...acknowledgement,
      trace: { locate: () => ({ file, ...positions.of(['acknowledge', String(index)]) }) },
    })),
  };
}

/**
 * The same from what another tool has read.
 * @throws UsageError with the field that is wrong
 */
export function readOptions(config: unknown, file: string): CheckOptions {
  const value = withExternals(plainCopy(config) ?? null);
  const mistake = mistakeIn(value, FIELDS, []);
  if (mistake) throw new UsageError(`${file}: ${mistake.message}`);
  return isObject(value) ? optionsOf(value) : {};
}

/** What is made elsewhere, also as it is typed: `Secret/shop/wildcard-tls`. */
function withExternals(config: Json): Json {
  if (!isObject(config) || !isList(config['externals'])) return config;
  const externals = config['externals'].map((external): Json => {
    return (typeof external === 'string' ? typedExternal(external) : undefined) ?? external;
  });
  return { ...config, externals };
}

/** The fields of a platform, which have been looked at already. */
function optionsOf(config: JsonObject): CheckOptions {
  const { kubernetesVersion } = config;
  const versioned =
    kubernetesVersion === undefined ? config : { ...config, kubernetesVersion: versionText(kubernetesVersion) };
  return isOptions(versioned) ? versioned : {};
}

function isOptions(config: JsonObject): config is JsonObject & CheckOptions {
  return mistakeIn(config, FIELDS, []) === undefined;
}

interface Mistake {
  readonly at: readonly string[];
  readonly message: string;
}

function mistakeIn(value: Json, fields: Fields, at: readonly string[]): Mistake | undefined {
  const where = at.length === 0 ? 'The configuration' : `'${at.join('.')}'`;
  if (!isObject(value)) return { at, message: `${where} has to be fields with values.` };
  for (const [name, child] of Object.entries(value)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!field) return { at: [...at, name], message: unknownField(name, Object.keys(fields)) };
    const mistake = fieldMistake(child, field, [...at, name]);
    if (mistake) return mistake;
  }
  const missing = Object.entries(fields).find(
    ([name, field]) => 'is' in field && field.isRequired && value[name] === undefined,
  );
  return missing ? { at, message: `${where} has no '${missing[0]}'.` } : undefined;
}

function fieldMistake(value: Json, field: Field | ObjectField, at: readonly string[]): Mistake | undefined {
  const shown = `'${at.join('.')}' cannot be ${JSON.stringify(value).slice(0, 60)}`;
  if ('is' in field) return field.is(value) ? undefined : { at, message: `${shown}, but ${field.want}.` };
  if (!isList(value)) return { at, message: `${shown}, but a list.` };
  for (const [index, item] of value.entries()) {
    const mistake = mistakeIn(item, field.each, [...at, String(index)]);
    if (mistake) return mistake;
  }
  return undefined;
}

function unknownField(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return `There is no field '${name}'; there are ${known.join(', ')}.${near === undefined ? '' : ` Did you mean '${near}'?`}`;
}

/** The version that somebody typed. */
export function versionOf(given: string): KubernetesVersion {
  if (isVersion(given)) return given;
  const minor = /^v?(\d+\.\d+)(?:\.\d+|$)/.exec(given)?.[1];
  throw new UsageError(
    `'${given}' is no value for '--kubernetes-version': ${oneOf(KUBERNETES_VERSIONS)}.` +
      (minor !== undefined && isVersion(minor) ? ` Did you mean '${minor}'?` : ''),
  );
}

/** The namespace that somebody typed. */
export function namespaceOf(given: string): string {
  if (NAMESPACE.is(given)) return given;
  throw new UsageError(`'${given}' is no value for '--namespace': ${NAMESPACE.want}.`);
}

/** An object as it is typed: `KIND[.GROUP][/NAMESPACE]/NAME`. */
export function externalOf(given: string): External {
  const external = typedExternal(given);
  if (external) return external;
  throw new UsageError(
    `'${given}' is no value for '--external': KIND[.GROUP][/NAMESPACE]/NAME, as in 'Secret/shop/wildcard-tls' or ` +
      "'StorageClass.storage.k8s.io/fast'.",
  );
}

/** Undefined where it is not typed so. */
function typedExternal(given: string): (Pick<External, 'kind' | 'name'> & { readonly namespace?: string }) | undefined {
  const [kind = '', ...rest] = given.split('/');
  const name = rest.at(-1) ?? '';
  const [namespace = ''] = rest;
  if (rest.length < 1 || rest.length > 2 || rest.includes('') || !/^[A-Z][A-Za-z0-9]*(?:\.[a-z0-9.-]+)?$/.test(kind))
    return undefined;
  return { kind, name, ...(rest.length === 2 ? { namespace } : {}) };
}
