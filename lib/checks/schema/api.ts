import { entryOf } from '../../manifest/json';
import { groupOf } from '../../manifest/kinds';
import { KUBERNETES_VERSIONS, type KubernetesVersion } from '../platform';
import { DATA } from './data';
import { neededIn, restated } from './server';
import { typeOf, type Field, type Struct } from './types';

/** What the data says of one kind of one API version. */
interface KindData {
  /** Its type, its scope, the first and the last version that serve it, and where only on demand, as bits. */
  readonly served?: readonly [type: number, scope: 'N' | 'C', from: number, to: number, off: number];
  /** When it was introduced, deprecated and removed, and what is used instead: `apps/v1 Deployment`. */
  readonly life?: readonly string[];
}

interface Data {
  readonly enums: readonly (readonly string[])[];
  readonly names: readonly string[];
  readonly types: readonly Readonly<Record<string, string>>[];
  readonly kinds: Readonly<Record<string, Readonly<Record<string, KindData>>>>;
}

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && 'enums' in value && 'types' in value && 'kinds' in value;
}

let loaded: Data | undefined;

/** The data, which is read when it is first needed: most programs that import the library do not synthesize. */
function data(): Data {
  if (!loaded) {
    const read: unknown = JSON.parse(DATA);
    if (!isData(read)) throw new TypeError('The data of the API is not what this version reads.');
    loaded = read;
  }
  return loaded;
}

/** Where a kind stands at one version of Kubernetes. */
export interface Standing {
  readonly isServed: boolean;
  /** Whether a server only serves it where it is told to. */
  readonly isOff: boolean;
  /** The first version that serves it, as far as it is known. */
  readonly introduced: string | undefined;
  readonly deprecated: string | undefined;
  /** The first version without it, also where that is to come. */
  readonly removed: string | undefined;
  readonly replacement: string | undefined;
}

/** The API of one version of Kubernetes. */
export class Api {
  readonly version: KubernetesVersion;
  readonly #index: number;
  readonly #structs: (Struct | undefined)[] = [];

  constructor(version: KubernetesVersion) {
    this.version = version;
    this.#index = KUBERNETES_VERSIONS.indexOf(version);
  }

  /** The fields of a kind that this version serves. */
  structOfKind(apiVersion: string, kind: string): Struct | undefined {
    const served = kindData(apiVersion, kind)?.served;
    return served && this.#serves(served) ? this.#structOf(served[0]) : undefined;
  }

  /** Where a kind stands; undefined for what Kubernetes never had. */
  standingOf(apiVersion: string, kind: string): Standing | undefined {
    const found = kindData(apiVersion, kind);
    if (!found) return undefined;
    const { served, life: [introduced, deprecated, removed, replacement] = [] } = found;
    const from = served && served[2] > 0 ? KUBERNETES_VERSIONS[served[2]] : undefined;
    return {
      isServed: served !== undefined && this.#serves(served),
      isOff: served !== undefined && ((served[4] >> this.#index) & 1) === 1,
      introduced: from ?? given(introduced),
      deprecated: given(deprecated),
      removed: (served && KUBERNETES_VERSIONS[served[3] + 1]) ?? given(removed),
      replacement: given(replacement),
    };
  }

  #serves([, , from, to]: NonNullable<KindData['served']>): boolean {
    return from <= this.#index && this.#index <= to;
  }

  #structOf(index: number): Struct {
    const known = this.#structs[index];
    if (known) return known;
    const { names, enums, types } = data();
    const name = names[index] ?? '';
    const dictionary = {
      structOf: (other: number) => this.#structOf(other),
      enumOf: (list: number) => enums[list] ?? [],
    };
    const fields: Field[] = [];
    for (const [field, codes] of Object.entries(types[index] ?? {})) {
      const code = codeAt(codes, this.#index);
      if (code === undefined) continue;
      const isRequired = code.startsWith('!');
      const type = typeOf(isRequired ? code.slice(1) : code, dictionary);
      fields.push({ name: field, type: restated(`${name}.${field}`, type), isRequired });
    }
    const struct = new LazyStruct(name, fields);
    this.#structs[index] = struct;
    return struct;
  }
}

/** What is needed in a struct depends on the structs in it, which are read when they are first asked for. */
class LazyStruct implements Struct {
  readonly name: string;
  readonly fields: ReadonlyMap<string, Field>;
  readonly isStatus: boolean;
  #needed: readonly Field[] | undefined;

  constructor(name: string, fields: readonly Field[]) {
    this.name = name;
    this.fields = new Map(fields.map((field) => [field.name, field]));
    this.isStatus = name.endsWith('Status');
  }

  get needed(): readonly Field[] {
    this.#needed ??= neededIn(this);
    return this.#needed;
  }
}

function given(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

function kindData(apiVersion: string, kind: string): KindData | undefined {
  const { kinds } = data();
  return entryOf(entryOf(kinds, apiVersion) ?? {}, kind);
}

/** `code` for all versions, or `code@first-last|code@first-last`. */
function codeAt(codes: string, version: number): string | undefined {
  if (!codes.includes('@')) return codes;
  for (const span of codes.split('|')) {
    const [code, range = ''] = span.split('@');
    const [first, last] = range.split('-').map(Number);
    if (first !== undefined && last !== undefined && first <= version && version <= last) return code;
  }
  return undefined;
}

const apis = new Map<KubernetesVersion, Api>();

/** The API of a version of Kubernetes. */
export function apiOf(version: KubernetesVersion): Api {
  const known = apis.get(version) ?? new Api(version);
  apis.set(version, known);
  return known;
}

/** Every API version that Kubernetes has or had, and its kinds. */
export function builtInKinds(): Iterable<readonly [apiVersion: string, kinds: readonly string[]]> {
  return Object.entries(data().kinds).map(([apiVersion, kinds]) => [apiVersion, Object.keys(kinds)] as const);
}

let groups: ReadonlySet<string> | undefined;

/** Whether a group is of Kubernetes itself. */
export function isBuiltInGroup(group: string): boolean {
  groups ??= new Set(Object.keys(data().kinds).map(groupOf));
  return groups.has(group);
}

/** Whether a kind is of Kubernetes itself, in any version of it. */
export function isBuiltIn(apiVersion: string, kind: string): boolean {
  return kindData(apiVersion, kind) !== undefined;
}

/** Whether objects of a kind of Kubernetes itself are in a namespace; undefined for all others. */
export function isNamespaced(apiVersion: string, kind: string): boolean | undefined {
  const served = kindData(apiVersion, kind)?.served;
  return served && served[1] === 'N';
}
