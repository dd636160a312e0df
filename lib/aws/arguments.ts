import { RunError } from '@pulumi/pulumi';

/** What is wrong with one argument of a component. */
export interface ArgumentMistake {
  /** Where it stands in the arguments: `nodes.maxSize`. */
  readonly argument: string;
  /** The value that was given. */
  readonly got: unknown;
  /** What is allowed in its place. */
  readonly want: string;
  /** What to do, where that does not go without saying. */
  readonly fix?: string;
}

/** All that is wrong with the arguments of one component. Nothing of it was registered. */
export class ArgumentsError extends RunError {
  override readonly name = 'ArgumentsError';
  readonly #mistakes: readonly ArgumentMistake[];

  /** @param subject - the component, as in `Network 'shop'` */
  constructor(subject: string, mistakes: readonly ArgumentMistake[]) {
    const count = mistakes.length === 1 ? 'an argument is' : `${mistakes.length} arguments are`;
    super([`${subject}: ${count} wrong.`, ...mistakes.map(sentence)].join('\n  '));
    this.#mistakes = mistakes;
  }

  get mistakes(): readonly ArgumentMistake[] {
    return this.#mistakes;
  }
}

/** @throws ArgumentsError where there are mistakes */
export function refuseMistakes(subject: string, mistakes: readonly ArgumentMistake[]): void {
  if (mistakes.length > 0) throw new ArgumentsError(subject, mistakes);
}

/** Nothing where `right` holds. */
export function expect(right: boolean, mistake: ArgumentMistake): readonly ArgumentMistake[] {
  return right ? [] : [mistake];
}

/** A mistake for what stands in a list more than once. */
export function repetitions(argument: string, values: readonly string[]): readonly ArgumentMistake[] {
  const repeated = values.filter((value, index) => values.indexOf(value) !== index);
  return expect(repeated.length === 0, { argument, got: values, want: 'each of them once' });
}

/** A mistake unless it is a whole number within the bounds; nothing where it is left out. */
export function outside(argument: string, got: number | undefined, bounds: Bounds): readonly ArgumentMistake[] {
  const { min, max } = bounds;
  const right = got === undefined || (Number.isInteger(got) && got >= min && got <= max);
  return expect(right, { argument, got, want: `a whole number from ${min} to ${max}` });
}

/** Both included. */
interface Bounds {
  readonly min: number;
  readonly max: number;
}

// What IAM, EKS and RDS all take, with room for the endings that are put to it.
const NAME = /^(?=.{1,32}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** A mistake unless it can begin the names of all that a component makes. */
export function nameMistakes(name: string): readonly ArgumentMistake[] {
  return expect(NAME.test(name), {
    argument: 'name',
    got: name,
    want: "at most 32 lower-case letters, digits and single hyphens, beginning with a letter, as in 'shop-prod'",
  });
}

function sentence({ argument, got, want, fix }: ArgumentMistake): string {
  const given = got === undefined ? 'not given' : `got ${JSON.stringify(got)}`;
  return `${argument}: ${given}; want ${want}.${fix === undefined ? '' : ` ${fix}`}`;
}
