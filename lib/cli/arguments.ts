import { parseArgs } from 'node:util';
import { nearest, oneOf } from '../manifest/finding';

/** That a command was not called as it should be. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The options of the commands; those with a list of values take one of them. */
const OPTIONS = {
  format: { type: 'string', values: ['text', 'json', 'sarif'] },
  pack: { type: 'string', values: ['baseline', 'restricted', 'production'] },
  'kubernetes-version': { type: 'string' },
  namespace: { type: 'string' },
  external: { type: 'string', multiple: true },
  config: { type: 'string' },
  'fail-on': { type: 'string', values: ['warning', 'error'] },
  ignore: { type: 'string', multiple: true },
  color: { type: 'string', values: ['auto', 'always', 'never'] },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const satisfies Record<string, Option>;

interface Option {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  readonly multiple?: boolean;
  readonly values?: readonly string[];
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
      values.set(name, [...(values.get(name) ?? []), valueOf(name, token.value)]);
    }
    this.positionals = positionals;
    this.#values = values;
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
