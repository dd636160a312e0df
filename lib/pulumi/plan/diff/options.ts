import type { PlannedResource, Urn } from '../plan';

/** What is said of a resource beside its inputs, before and after. */
export interface OptionChange {
  readonly option: 'name' | 'type' | 'parent' | 'provider' | 'protect' | 'retainOnDelete' | 'deletedWith';
  readonly before: boolean | string | undefined;
  readonly after: boolean | string | undefined;
}

/**
 * What differs in the options of a resource.
 * @param renamed - today's URN of the resources of the earlier plan
 */
export function optionChanges(
  before: PlannedResource,
  after: PlannedResource,
  renamed: ReadonlyMap<Urn, Urn>,
): readonly OptionChange[] {
  const today = (urn: Urn | undefined) => (urn === undefined ? undefined : (renamed.get(urn) ?? urn));
  const all: readonly OptionChange[] = [
    { option: 'name', before: before.name, after: after.name },
    { option: 'type', before: before.type, after: after.type },
    { option: 'parent', before: today(before.parent), after: after.parent },
    { option: 'provider', before: today(before.provider), after: after.provider },
    { option: 'protect', before: before.protect, after: after.protect },
    { option: 'retainOnDelete', before: before.retainOnDelete, after: after.retainOnDelete },
    { option: 'deletedWith', before: today(before.deletedWith), after: after.deletedWith },
  ];
  return all.filter((change) => change.before !== change.after);
}
