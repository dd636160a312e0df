import type { IConstruct } from 'constructs';
import { renamedByContent } from './content-names';
import type { Finding } from './finding';
import { Inventory, titleOf, type InventoryObject } from './inventory';
import { contentHash, isList, isObject, pointer, type Json, type JsonObject, type JsonPath } from './json';
import { Note } from './note';
import { holdsTokens, partsOf, tokenOfNumber, type Part, type Token, type TokenType } from './tokens';

/** The values of tokens by name. A name with dots also finds a value in nested objects. */
export type TokenValues = JsonObject;

const noted = new Note<TokenValues>('token-values');

/** Gives the tokens of a tree their values. */
export function setTokenValues(root: IConstruct, values: TokenValues): void {
  noted.leave(root, values);
}

export function tokenValuesOf(root: IConstruct): TokenValues | undefined {
  return noted.on(root).at(-1);
}

/** An inventory in which tokens have their values, as far as these are known, and what is wrong with them. */
export interface Filled {
  readonly inventory: Inventory;
  readonly findings: readonly Finding[];
}

/** Puts values in the place of tokens. Those that have none stay. */
export function filled(inventory: Inventory, values: TokenValues): Filled {
  if (Object.keys(values).length === 0) return { inventory, findings: [] };
  const findings: Finding[] = [];
  const contents = new Map([...inventory.checksums].map(([id, content]) => [id, settled(content, values)]));
  const objects = inventory.objects.map((object) => {
    if (!holdsTokens(object.manifest)) return object;
    const filling = new Filling({ object, values, contents, findings });
    const manifest = filling.of(object.manifest, []);
    return isObject(manifest) ? renamed({ ...object, manifest }) : object;
  });
  return { inventory: new Inventory(objects, inventory), findings };
}

/** A Job whose values are known is named by them: manifests are applied, and no Job's template can change. */
function renamed(object: InventoryObject): InventoryObject {
  const isJob = object.kind === 'Job.batch' && object.isNamedByContent === true;
  return isJob && !holdsTokens(object.manifest) ? renamedByContent(object) : object;
}

/** Content for a checksum: what is wrong with a value is told where the value itself is. */
function settled(content: Json, values: TokenValues): Json {
  return new Filling({ values, contents: new Map(), findings: [] }).of(content, []);
}

/** The value of a name: its own, or one in nested objects: `database.address`. */
export function valueOf(values: TokenValues, name: string): Json | undefined {
  if (Object.hasOwn(values, name)) return values[name];
  let current: Json | undefined = values;
  for (const step of name.split('.')) {
    if (isList(current)) current = current[Number(step)];
    else if (isObject(current) && Object.hasOwn(current, step)) current = current[step];
    else return undefined;
  }
  return current;
}

interface Task {
  readonly object?: InventoryObject;
  readonly values: TokenValues;
  /** What checksums are taken of, as far as its values are known. */
  readonly contents: ReadonlyMap<string, Json>;
  /** Filled on the way. */
  readonly findings: Finding[];
}

class Filling {
  readonly #task: Task;

  constructor(task: Task) {
    this.#task = task;
  }

  of(value: Json, at: JsonPath): Json {
    if (isList(value)) return value.flatMap((item, index) => this.#item(item, [...at, index]));
    if (isObject(value)) {
      const entries = Object.entries(value).map(([key, child]) => [key, this.of(child, [...at, key])] as const);
      return Object.fromEntries(entries);
    }
    if (typeof value === 'number') return this.#number(value, at);
    return typeof value === 'string' ? this.#text(value, at) : value;
  }

  /** The items of a list token stand beside those around it. */
  #item(item: Json, at: JsonPath): readonly Json[] {
    const token = loneList(item);
    const value = token && this.#valueOf(token, at);
    return isList(value) ? value : [this.of(item, at)];
  }

  #number(value: number, at: JsonPath): Json {
    const token = tokenOfNumber(value);
    return (token && this.#valueOf(token, at)) ?? value;
  }

  #text(text: string, at: JsonPath): string {
    return partsOf(text)
      .map((part) => this.#part(part, at) ?? part.text)
      .join('');
  }

  #part({ token, checksum }: Part, at: JsonPath): string | undefined {
    if (token?.type === 'list') this.#refuseListInText(token, at);
    else if (token) return scalarText(this.#valueOf(token, at));
    const content = checksum === undefined ? undefined : this.#task.contents.get(checksum);
    return content === undefined || holdsTokens(content) ? undefined : contentHash(content);
  }

  #refuseListInText({ name }: Token, at: JsonPath): void {
    if (valueOf(this.#task.values, name) === undefined) return;
    this.#tell(at, listInText(name));
  }

  #valueOf({ name, type }: Token, at: JsonPath): Json | undefined {
    const value = valueOf(this.#task.values, name);
    if (value === undefined || FORMS[type].fits(value)) return value;
    this.#tell(at, {
      // The value itself may be secret.
      message: `The value of '${name}' is ${formOf(value)}.`,
      want: FORMS[type].want,
      fix: 'Correct the value.',
    });
    return undefined;
  }

  #tell(at: JsonPath, mistake: Mistake): void {
    const { object, findings } = this.#task;
    if (!object) return;
    const { path, trace } = object;
    const where = { path, trace, object: titleOf(object), pointer: pointer(at) };
    findings.push({ rule: 'token/wrong-type', severity: 'error', ...where, ...mistake });
  }
}

type Mistake = Pick<Finding, 'message' | 'want' | 'fix'>;

/** That a list became part of a text. */
export function listInText(name: string): Mistake {
  return {
    message: `The list '${name}' stands in a text.`,
    want: 'a list as an item of a list',
    fix: 'Make a text of it where it is made, and a token of that text.',
  };
}

interface Form {
  readonly want: string;
  readonly fits: (value: Json) => boolean;
}

/** What each type of token takes. */
export const FORMS: Readonly<Record<TokenType, Form>> = {
  text: { want: 'text, a number or a boolean', fits: isScalar },
  number: { want: 'a number', fits: (value) => typeof value === 'number' && Number.isFinite(value) },
  list: { want: 'a list of texts', fits: (value) => isList(value) && value.every((item) => typeof item === 'string') },
};

function isScalar(value: Json): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function scalarText(value: Json | undefined): string | undefined {
  return value !== undefined && isScalar(value) ? String(value) : undefined;
}

/** What a value is, without telling it. */
export function formOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}

/** The item's token, where the item is nothing else. */
export function loneList(item: Json): Token | undefined {
  const [part, ...more] = typeof item === 'string' ? partsOf(item) : [];
  return more.length === 0 && part?.token?.type === 'list' ? part.token : undefined;
}
