import { groupBy } from '../../../manifest/group';
import type { PlannedResource, Urn } from '../plan';
import { nameOf, typeOf } from '../urn';

/** What a resource is called for short. */
export type ShortName = (urn: Urn) => string;

/**
 * Names for short of what may be told of: the name alone where only one has it, else with the kind, and the URN where
 * that does not tell either.
 */
export function shortNames(resources: readonly Pick<PlannedResource, 'urn'>[]): ShortName {
  const urns = [...new Set(resources.map(({ urn }) => urn))];
  const byName = groupBy(urns, nameOf);
  const byTitle = groupBy(urns, titled);
  return (urn) => {
    const name = nameOf(urn);
    if ((byName.get(name)?.length ?? 0) <= 1) return name === '' ? urn : name;
    return (byTitle.get(titled(urn))?.length ?? 0) <= 1 ? titled(urn) : urn;
  };
}

/** `Deployment web`. */
function titled(urn: Urn): string {
  return `${typeOf(urn).split(':').at(-1) ?? ''} ${nameOf(urn)}`;
}
