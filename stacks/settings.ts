import { getStack, RunError, type Config, type Output } from '@pulumi/pulumi';

/** What a setting has to be. */
export class Shape<T> {
  /** All that is wrong with a value, in sentences that name its key; `undefined` says that it is not set. */
  readonly mistakes: (value: unknown, key: string) => readonly string[];

  constructor(mistakes: (value: unknown, key: string) => readonly string[]) {
    this.mistakes = mistakes;
  }

  is(value: unknown): value is T {
    return this.mistakes(value, '').length === 0;
  }
}

/** Any text: whether it says something is up to whoever takes it. */
export function text(example: string): Shape<string> {
  return single('text', example, (value) => typeof value === 'string');
}

export function wholeNumber(example: number): Shape<number> {
  return single('a whole number', String(example), Number.isInteger);
}

export function flag(example: boolean): Shape<boolean> {
  return single('true or false', String(example), (value) => typeof value === 'boolean');
}

/** One of these texts. */
export function choice<T extends string>(...values: readonly [T, ...T[]]): Shape<T> {
  const want = values.map((value) => `'${value}'`).join(' or ');
  return single(want, values[0], (value) => values.some((allowed) => allowed === value));
}

/** A list of texts. */
export function list(example: string): Shape<readonly string[]> {
  const right = (value: unknown) => Array.isArray(value) && value.every((entry) => typeof entry === 'string');
  return new Shape((value, key) =>
    right(value) ? [] : [sentence(key, value, { want: 'a list of texts', command: `'${key}[0]' ${example}` })],
  );
}

/** The same, or nothing. */
export function optional<T>(shape: Shape<T>): Shape<T | undefined> {
  return new Shape((value, key) => (value === undefined ? [] : shape.mistakes(value, key)));
}

/** What each field of an object has to be. */
export type Fields<T> = { readonly [K in keyof T]-?: Shape<T[K]> };

/** An object of these fields and no others. */
export function object<T extends object>(fields: Fields<T>): Shape<T> {
  const expected = new Map<string, Shape<unknown>>(Object.entries(fields));
  return new Shape((value, key) => {
    // Where nothing is set, each field says so by itself.
    const given = value === undefined ? {} : value;
    if (typeof given !== 'object' || given === null || Array.isArray(given)) {
      return [`${key}: got ${JSON.stringify(value)}; want an object of ${[...expected.keys()].join(', ')}.`];
    }
    const values = new Map<string, unknown>(Object.entries(given));
    const unknown = [...values.keys()].filter((name) => !expected.has(name));
    return [
      ...[...expected].flatMap(([name, shape]) => shape.mistakes(values.get(name), within(key, name))),
      ...unknown.map(
        (name) => `${within(key, name)}: there is no such setting; there is ${[...expected.keys()].join(', ')}.`,
      ),
    ];
  });
}

/**
 * Reads the settings of a stack, `Pulumi.<stack>.yaml`.
 *
 * @param secrets - keys of texts that are secret
 * @throws RunError with all that is missing or of the wrong type, and how to set it
 */
export function readSettings<T extends object, S extends string>(
  config: Config,
  shape: { readonly settings: Fields<T>; readonly secrets: readonly S[] },
): { readonly settings: T; readonly secrets: (key: S) => Output<string> } {
  const settings = Object.fromEntries(Object.keys(shape.settings).map((key) => [key, parsed(config.get(key))]));
  const shapeOfAll = object<T>(shape.settings);
  const missing = shape.secrets.filter((key) => config.getSecret(key) === undefined);
  const mistakes = [
    ...shapeOfAll.mistakes(settings, `${config.name}:`),
    ...missing.map((key) => `${config.name}:${key}: not set. Set it: pulumi config set --secret ${config.name}:${key}`),
  ];
  if (!shapeOfAll.is(settings) || mistakes.length > 0) {
    throw new RunError([`Pulumi.${getStack()}.yaml lacks settings, or has wrong ones:`, ...mistakes].join('\n  '));
  }
  return { settings, secrets: (key) => config.requireSecret(key) };
}

/** Objects, numbers and the like come as JSON; a text comes as it is. */
function parsed(value: string | undefined): unknown {
  if (value === undefined) return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function single<T>(want: string, example: string, right: (value: unknown) => boolean): Shape<T> {
  return new Shape((value, key) =>
    right(value) ? [] : [sentence(key, value, { want, command: `'${key}' ${example}` })],
  );
}

function sentence(key: string, value: unknown, { want, command }: { want: string; command: string }): string {
  const given = value === undefined ? 'not set' : `got ${JSON.stringify(value)}`;
  return `${key}: ${given}; want ${want}. Set it: pulumi config set --path ${command}`;
}

function within(key: string, name: string): string {
  return key.endsWith(':') ? `${key}${name}` : `${key}.${name}`;
}
