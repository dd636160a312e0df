import type { Plan, PlannedResource } from '../../lib/pulumi/plan/plan';

/** The resource of that type; by its name as well where there are several. */
export function one(plan: Plan, type: string, name?: string): PlannedResource {
  const found = all(plan, type).filter((resource) => name === undefined || resource.name === name);
  if (found.length !== 1) throw new Error(`The plan has ${found.length} of ${type} ${name ?? ''}.`);
  return found[0]!;
}

export function all(plan: Plan, type: string): readonly PlannedResource[] {
  return plan.resources.filter((resource) => resource.type === type);
}

/** Whether `resource` is made after `other` and deleted before it. */
export function depends(plan: Plan, resource: PlannedResource, other: PlannedResource): boolean {
  const byUrn = new Map(plan.resources.map((each) => [each.urn, each]));
  const seen = new Set<string>();
  const visit = (urn: string): boolean => {
    if (urn === other.urn) return true;
    if (seen.has(urn)) return false;
    seen.add(urn);
    return (byUrn.get(urn)?.dependencies ?? []).some(visit);
  };
  return resource.dependencies.some(visit);
}
