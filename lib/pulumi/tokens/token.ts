import { output, Output, RunError, type Input } from '@pulumi/pulumi';
import { isTokenName, listToken, numberToken, textToken } from '../../manifest/tokens';
import { currentRun, type Run } from '../run';

export interface TokenOptions {
  /**
   * What the value is called in reports, and in the values that plain manifests are rendered with: letters, digits,
   * `.`, `_` and `-`.
   * @default - the resource and its property: `database.address`
   */
  readonly name?: string;
}

/**
 * Text that stands for an Output wherever the tree takes text, also within other text. `deploy` puts the Output in its
 * place: what it depends on, and whether it is secret, is kept. A number or boolean becomes text.
 *
 * The same Output has the same token; it cannot be part of a name, a selector or an id.
 *
 * @example
 * new Config(this, 'database', { data: { DATABASE_URL: `ecto://app@${token(database.address)}/shop` } });
 */
export function token(value: Input<string | number | boolean>, options: TokenOptions = {}): string {
  return isPlain(value) ? String(value) : textToken(nameOf(value, options));
}

/** The same for a number: a port, for instance. Do no arithmetic with it; it cannot be a number of pods. */
token.number = (value: Input<number>, options: TokenOptions = {}): number =>
  typeof value === 'number' ? value : numberToken(nameOf(value, options));

/** The same for a list of texts. Its items take the place of the only item that the list has until then. */
token.list = (value: Input<readonly string[]>, options: TokenOptions = {}): string[] =>
  isList(value) ? [...value] : listToken(nameOf(value, options));

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isList(value: Input<readonly string[]>): value is readonly string[] {
  return Array.isArray(value);
}

function nameOf(value: Output<unknown> | Promise<unknown>, { name }: TokenOptions): string {
  if (!Output.isInstance(value) && !(value instanceof Promise)) throw notAnOutput(value, name);
  if (name !== undefined && !isTokenName(name)) throw illegalName(name);
  const run = currentRun();
  const known = run.tokenNames.get(value);
  if (known !== undefined && (name === undefined || name === known)) return known;
  const chosen = name ?? freeName(run, derivedName(value) ?? 'value');
  if (name !== undefined && run.outputs.has(name) && known !== name) throw taken(name);
  run.tokenNames.set(value, chosen);
  run.outputs.set(chosen, Output.isInstance(value) ? value : output(value));
  return chosen;
}

function freeName(run: Run, name: string): string {
  let free = name;
  for (let count = 2; run.outputs.has(free); count++) free = `${name}-${count}`;
  return free;
}

/** The resource that an Output belongs to, and the property that it is: `database.address`. */
function derivedName(value: object): string | undefined {
  const [resource] = resourcesOf(value);
  if (typeof resource !== 'object' || resource === null) return undefined;
  const owner = ownersOf(resource).find((each) => propertyOf(each, value) !== undefined) ?? resource;
  const derived = `${String(Reflect.get(owner, '__name'))}.${propertyOf(owner, value) ?? 'value'}`
    .replaceAll(/[^\w.-]+/g, '-')
    .replace(/^[.-]+/, '');
  return isTokenName(derived) ? derived : undefined;
}

function propertyOf(resource: object, value: object): string | undefined {
  return Object.entries(resource).find(([, own]) => own === value)?.[0];
}

/** A resource, and the components that it is part of: what they make of it is their own property. */
function ownersOf(resource: object): readonly object[] {
  const parent: unknown = Reflect.get(resource, '__parentResource');
  return [resource, ...(typeof parent === 'object' && parent !== null ? ownersOf(parent) : [])];
}

/** The SDK keeps the resources that an Output comes from to itself; without them the name says less. */
function resourcesOf(value: object): Iterable<unknown> {
  const resources: unknown = Reflect.get(value, 'resources');
  const found: unknown = typeof resources === 'function' ? Reflect.apply(resources, value, []) : undefined;
  return found instanceof Set ? found : [];
}

function notAnOutput(value: unknown, name = 'the token'): RunError {
  const given = value === null || value === undefined ? String(value) : `a value of the type ${typeof value}`;
  return new RunError(
    `The value of ${name} is ${given}. A token takes an Output or a promise of text; a property that the resource does not have is undefined.`,
  );
}

function illegalName(name: string): RunError {
  return new RunError(
    `'${name}' cannot name a token: letters, digits, '.', '_' and '-' can, starting with a letter, digit or '_'.`,
  );
}

function taken(name: string): RunError {
  return new RunError(`Two Outputs cannot both be the token '${name}'. Give one of them another name.`);
}
