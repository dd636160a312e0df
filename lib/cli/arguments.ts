import { parseArgs } from 'node:util';
import { nearest, oneOf } from '../manifest/finding';

/** That a command was not called as it should be. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The options of the commands; those with a list of values take one of them, or several where they are a list. */
const OPTIONS = {
  format: { type: 'string', values: ['text', 'json', 'sarif'], of: ['check'] },
  pack: { type: 'string', values: ['baseline', 'restricted', 'production'], of: ['check'] },
  'kubernetes-version': { type: 'string', of: ['check'] },
  namespace: { type: 'string', of: ['check'] },
  external: { type: 'string', multiple: true, of: ['check'] },
  config: { type: 'string', of: ['check'] },
  'fail-on': { type: 'string', values: ['warning', 'error'], of: ['check'] },
  ignore: { type: 'string', multiple: true, of: ['check'] },
  stack: { type: 'string', of: ['plan', 'synth'] },
  values: { type: 'string', of: ['synth'] },
  output: { type: 'string', of: ['synth'] },
  json: { type: 'boolean', of: ['plan'] },
  inputs: { type: 'string', values: ['short', 'all', 'none'], of: ['plan'] },
  diff: { type: 'string', of: ['plan'] },
  forbid: { type: 'string', values: ['create', 'update', 'replace', 'delete'], isList: true, of: ['plan'] },
  timeout: { type: 'string', of: ['plan', 'synth'] },
  color: { type: 'string', values: ['auto', 'always', 'never'] },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const satisfies Record<string, Option>;

/** The commands that take options of their own. */
export type CommandName = 'check' | 'plan' | 'synth';

interface Option {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  readonly multiple?: boolean;
  readonly values?: readonly string[];
  /** Whether its value is a list, with commas. */
  readonly isList?: boolean;
  /** The commands that take it. @default - all */
  readonly of?: readonly CommandName[];
}

type Name = keyof typeof OPTIONS;

/** What somebody typed. */
export class Arguments {
  readonly positionals: readonly string[];
  readonly #values: ReadonlyMap<Name, readonly string[]>;

  /** @throws UsageError for options that do not exist, or have another value than they may */
  constructor(args: readonly string[]) {
    const { tokens } = parseArgs({
      args: [...args],
      options: OPTIONS,
      allowPositionals: true,
      strict: false,
      tokens: true,
    });
    const positionals: string[] = [];
    const values = new Map<Name, string[]>();
    for (const token of tokens) {
      if (token.kind === 'positional') positionals.push(token.value);
      if (token.kind !== 'option') continue;
      const name = nameOf(token.name, token.rawName);
      values.set(name, [...(values.get(name) ?? []), ...valuesOf(name, token.value)]);
    }
    this.positionals = positionals;
    this.#values = values;
  }

  /** @throws UsageError for options that are for other commands */
  forCommand(command: CommandName): void {
    for (const name of this.#values.keys()) {
      const { of }: Option = OPTIONS[name];
      if (of && !of.includes(command))
        throw new UsageError(`'--${name}' is no option of '${this.positionals[0] ?? ''}'.`);
    }
  }

  has(name: Name): boolean {
    return this.#values.has(name);
  }

  all(name: Name): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  /** The last value of an option. */
  last(name: Name): string | undefined {
    return this.all(name).at(-1);
  }

  /** The value of an option that takes one of some words. */
  one<T extends string>(name: Name, values: readonly T[]): T | undefined {
    const given = this.last(name);
    return values.find((value) => value === given);
  }
}

function isName(name: string): name is Name {
  return Object.hasOwn(OPTIONS, name);
}

function nameOf(name: string, rawName: string): Name {
  if (isName(name)) return name;
  throw new UsageError(
    `There is no option '${rawName}'.${meant(
      `--${name}`,
      Object.keys(OPTIONS).map((each) => `--${each}`),
    )}`,
  );
}

function valuesOf(name: Name, value: string | undefined): readonly string[] {
  const { isList = false }: Option = OPTIONS[name];
  return isList && value !== undefined
    ? value.split(',').map((item) => valueOf(name, item.trim()))
    : [valueOf(name, value)];
}

function valueOf(name: Name, value: string | undefined): string {
  const option: Option = OPTIONS[name];
  if (option.type === 'boolean') {
    if (value !== undefined) throw new UsageError(`The option '--${name}' takes no value.`);
    return '';
  }
  const wanted = option.values ? `: ${oneOf(option.values)}` : '';
  if (value === undefined) throw new UsageError(`The option '--${name}' needs a value${wanted}.`);
  if (option.values && !option.values.includes(value)) {
    throw new UsageError(`'${value}' is no value for '--${name}'${wanted}.${meant(value, option.values)}`);
  }
  return value;
}

/** ` Did you mean 'check'?`, where something is near. */
export function meant(given: string, candidates: Iterable<string>): string {
  const found = nearest(given, candidates);
  return found === undefined ? '' : ` Did you mean '${found}'?`;
}
