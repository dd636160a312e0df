import type { Plan, PlannedResource, Urn } from '../plan';
import { nameOf, qualifiedType, STACK_TYPE } from '../urn';

/**
 * Which resource of an earlier plan each resource is, by its own URN, and what is a resource of the earlier plan under
 * another URN: by its aliases, or by those of what it is in.
 */
export function previousOf(before: Plan, after: Plan): ReadonlyMap<Urn, PlannedResource> {
  const old = new Map(before.resources.map((resource) => [resource.urn, resource]));
  const identities = identitiesOf(after);
  const found = new Map<Urn, PlannedResource>();
  const taken = new Set<Urn>();
  for (const { urn } of after.resources) {
    for (const identity of identities.get(urn) ?? []) {
      const previous = old.get(identity);
      // Another resource that has this URN today is the old one itself.
      if (!previous || taken.has(identity) || (identity !== urn && identities.has(identity))) continue;
      found.set(urn, previous);
      taken.add(identity);
      break;
    }
  }
  return found;
}

type Identities = ReadonlyMap<Urn, readonly Urn[]>;

/** All URNs that each resource has or had. */
function identitiesOf({ resources }: Plan): Identities {
  const identities = new Map<Urn, readonly Urn[]>();
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  // Parents are registered before their children.
  for (const resource of resources) {
    const parent = resource.parent === undefined ? undefined : byUrn.get(resource.parent);
    identities.set(resource.urn, [...new Set(ownIdentities(resource, parent, identities))]);
  }
  return identities;
}

function ownIdentities(
  resource: PlannedResource,
  parent: PlannedResource | undefined,
  identities: Identities,
): readonly Urn[] {
  const urns = resource.aliases.filter(isUrn);
  const types = [resource.type, ...resource.aliases.filter((alias) => !isUrn(alias))];
  const parents = parent ? (identities.get(parent.urn) ?? []) : [];
  const inherited = parents.flatMap((urn) => types.map((type) => childUrn(resource, urn, type)));
  const retyped = types.map((type) => replacedType(resource.urn, type));
  return [resource.urn, ...urns, ...retyped, ...inherited];
}

function isUrn(alias: string): boolean {
  return alias.startsWith('urn:pulumi:');
}

function replacedType(urn: Urn, type: string): Urn {
  const types = qualifiedType(urn).split('$').slice(0, -1);
  return `${scopeOf(urn)}::${[...types, type].join('$')}::${nameOf(urn)}`;
}

/** The URN that a child would have below what its parent was once. */
function childUrn({ urn, parent = '' }: PlannedResource, parentUrn: Urn, type: string): Urn {
  const [name, parentName] = [nameOf(urn), nameOf(parent)];
  const types = qualifiedType(parentUrn) === STACK_TYPE ? type : `${qualifiedType(parentUrn)}$${type}`;
  // As the SDKs have it: children whose name starts with that of their parent are renamed with it.
  const former = name.startsWith(parentName) ? `${nameOf(parentUrn)}${name.slice(parentName.length)}` : name;
  return `${scopeOf(parentUrn)}::${types}::${former}`;
}

/** Stack and project: `urn:pulumi:dev::shop`. */
function scopeOf(urn: Urn): string {
  return urn.split('::').slice(0, 2).join('::');
}
