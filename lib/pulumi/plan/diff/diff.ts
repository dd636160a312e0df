import type { JsonObject } from '../../../manifest/json';
import type { Plan, PlannedResource, Urn } from '../plan';
import { parsePropertyPath, propertyPathText, touches, type PropertyPath } from '../property-path';
import { STACK_TYPE } from '../urn';
import { previousOf } from './identity';
import { cascades, inputChanges, secretsIn, type InputChange, type Replaced } from './inputs';
import { optionChanges, type OptionChange } from './options';
import { deletesFirst, replacementPaths, type DeclaredReplacements, type Pair } from './replacements';

/** What an engine would do with one resource. */
export interface Change {
  readonly kind: 'create' | 'update' | 'replace' | 'delete' | 'same';
  /** Whether it is known to come so; false: it may, when all values are known. */
  readonly isCertain: boolean;
  /** As it will be; for `delete`, as it was. */
  readonly resource: PlannedResource;
  /** As it was. */
  readonly before: PlannedResource | undefined;
  readonly inputs: readonly InputChange[];
  /** What else is said of it: provider, protection, parent, … */
  readonly options: readonly OptionChange[];
  /** What forces a replacement: paths of inputs, or `provider`. */
  readonly forcedBy: readonly string[];
  /** Whether a replacement deletes the old one before there is a new one. */
  readonly deletesFirst: boolean;
  /** What becomes of the old one where a deletion or replacement does not delete it by itself. */
  readonly fate: Fate | undefined;
  /** How many inputs are secret in both, so that nobody can tell whether they differ. */
  readonly secrets: number;
}

/** Left where it is, or gone with something else. */
export type Fate = { readonly kind: 'retained' } | { readonly kind: 'dies-with'; readonly urn: Urn };

export interface DiffOptions {
  /** What the declarations of the installed SDKs say of replacements. @default - nothing */
  readonly declared?: DeclaredReplacements;
}

/**
 * What an engine would do to come from one plan of a stack to the next: creations, updates, replacements and what stays
 * in the order of the new plan, then deletions, backwards. What is only read is in neither.
 */
export function diffOf(before: Plan, after: Plan, { declared = () => [] }: DiffOptions = {}): readonly Change[] {
  const diff = new Diff(before, after, declared);
  const changes = managed(after).map((resource) => diff.changeOf(resource));
  return withFates([...changes, ...diff.deletions()], before);
}

const NOTHING = {
  inputs: [],
  options: [],
  forcedBy: [],
  deletesFirst: false,
  fate: undefined,
  secrets: 0,
  isCertain: true,
} as const;

class Diff {
  readonly #before: Plan;
  readonly #declared: DeclaredReplacements;
  readonly #previous: ReadonlyMap<Urn, PlannedResource>;
  readonly #after: ReadonlyMap<Urn, PlannedResource>;
  /** Today's URN of what was called otherwise. */
  readonly #renamed: ReadonlyMap<Urn, Urn>;
  /** What is replaced so far; dependents come later. */
  readonly #replaced = new Map<Urn, Replaced>();

  constructor(before: Plan, after: Plan, declared: DeclaredReplacements) {
    this.#before = before;
    this.#declared = declared;
    this.#previous = previousOf(before, after);
    this.#after = new Map(after.resources.map((resource) => [resource.urn, resource]));
    this.#renamed = new Map([...this.#previous].map(([urn, previous]) => [previous.urn, urn]));
  }

  changeOf(resource: PlannedResource): Change {
    const before = this.#previous.get(resource.urn);
    if (!before || before.read) return { ...NOTHING, kind: 'create', resource, before: undefined };
    const pair: Pair = { before, after: resource, settings: this.#settingsOf(resource) };
    const options = optionChanges(before, resource, this.#renamed);
    const changed = inputChanges(before, resource);
    const inputs = [...changed, ...cascades(pair, changed, { replaced: this.#replaced, renamed: this.#renamed })];
    const common = { ...NOTHING, resource, before, inputs, options, secrets: secretsIn(before, resource) };
    return this.#replacementOf(pair, common) ?? { ...common, ...updateOf(inputs) };
  }

  deletions(): readonly Change[] {
    const kept = new Set(Array.from(this.#previous.entries(), ([urn, { urn: old }]) => (this.#isRead(urn) ? '' : old)));
    return managed(this.#before)
      .filter(({ urn }) => !kept.has(urn))
      .map((resource): Change => ({ ...NOTHING, kind: 'delete', resource, before: resource }))
      .reverse();
  }

  #isRead(urn: Urn): boolean {
    return this.#after.get(urn)?.read === true;
  }

  #settingsOf({ provider }: PlannedResource): JsonObject {
    return provider === undefined ? {} : (this.#after.get(provider)?.inputs ?? {});
  }

  #replacementOf(pair: Pair, common: Omit<Change, 'kind'>): Change | undefined {
    const { urn, deleteBeforeReplace } = pair.after;
    const patterns = replacementPaths(pair, this.#declared).map(parsePropertyPath);
    const forcing = common.inputs.filter((change) => patterns.some((pattern) => pattern && forces(pattern, change)));
    const byProvider = this.#otherProvider(pair);
    if (forcing.length === 0 && !byProvider) return undefined;
    const isCertain = forcing.some((change) => change.isCertain) || byProvider?.isCertain === true;
    this.#replaced.set(urn, { isCertain });
    return {
      ...common,
      kind: 'replace',
      isCertain,
      forcedBy: [...(byProvider ? ['provider'] : []), ...forcing.map(({ path }) => propertyPathText(path))],
      // An engine that replaces for the sake of the provider does not ask it what goes first.
      deletesFirst: forcing.length > 0 ? deletesFirst(pair) : deleteBeforeReplace,
    };
  }

  /** An engine replaces what comes to another provider, whatever that is set to; default ones are all the same. */
  #otherProvider({ before, after }: Pair): Replaced | undefined {
    if (!after.custom) return undefined;
    const was = before.provider === undefined ? undefined : (this.#renamed.get(before.provider) ?? before.provider);
    if (was !== after.provider) return { isCertain: true };
    return after.provider === undefined ? undefined : this.#replaced.get(after.provider);
  }
}

function forces(pattern: PropertyPath, { path, before, after }: InputChange): boolean {
  return touches(pattern, path, [before, after]);
}

function updateOf(inputs: readonly InputChange[]): Pick<Change, 'kind' | 'isCertain'> {
  if (inputs.length === 0) return { kind: 'same', isCertain: true };
  return { kind: 'update', isCertain: inputs.some(({ isCertain }) => isCertain) };
}

function managed({ resources }: Plan): readonly PlannedResource[] {
  return resources.filter(({ read, type }) => !read && type !== STACK_TYPE);
}

/** The changes, with what becomes of what goes: it may be left alone, or die with something that goes too. */
function withFates(changes: readonly Change[], before: Plan): readonly Change[] {
  const known = new Set(before.resources.map(({ urn }) => urn));
  const gone = new Set(changes.filter(isRemoval).map((change) => change.before?.urn));
  return changes.map((change) => {
    if (!isRemoval(change) || !change.before) return change;
    const { retainOnDelete, deletedWith } = change.before;
    if (retainOnDelete) return { ...change, fate: { kind: 'retained' } };
    if (deletedWith === undefined || !known.has(deletedWith) || !gone.has(deletedWith)) return change;
    return { ...change, fate: { kind: 'dies-with', urn: deletedWith } };
  });
}

function isRemoval({ kind }: Change): boolean {
  return kind === 'delete' || kind === 'replace';
}
