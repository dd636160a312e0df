import type { Plan, PlanFinding, PlannedResource, Urn } from '../plan';
import { access } from './access';
import { boundVolumes, claimsInUse, storageClasses } from './claims';
import { controllers } from './controllers';
import { deletable } from './deletable';
import { Destruction, type DestroyRule } from './destruction';
import { addons, logGroups, rolePolicies } from './eks';
import { DependencyGraph } from './graph';
import { leftRunning } from './left-running';
import { namedUses, retainedUses } from './named-uses';
import { definitions, permanentNamespaces, unawaitedNamespaces } from './namespaces';
import { internetGateways, routes } from './network';
import { nodes } from './nodes';
import { orphans, providers } from './orphans';
import { apiServices, webhooks } from './webhooks';

export { destroyNotes, type DestroyNote } from './notes';

/**
 * What an engine does with a resource when the stack is destroyed: it deletes it; refuses to, because it is protected;
 * leaves it, because it is to be retained; lets it go with something else; or only forgets it, because there is
 * nothing behind it (components, providers) or somebody else owns it.
 */
export type DestroyAction = 'delete' | 'refuse' | 'retain' | 'skip' | 'forget';

/** What a destroy does with one resource. */
export interface DestroyStep {
  readonly urn: Urn;
  readonly action: DestroyAction;
}

/**
 * The steps of a destroy, in waves: the steps of a wave are taken at once, each wave after the one before it. What
 * depends on something, is a child of it or is made by it as its provider, goes before it.
 */
export function destroySteps(plan: Plan): readonly (readonly DestroyStep[])[] {
  const resources = new Map(plan.resources.map((resource) => [resource.urn, resource]));
  return new DependencyGraph(plan).waves().map((wave) =>
    wave.flatMap((urn) => {
      const resource = resources.get(urn);
      return resource ? [{ urn, action: actionOn(resource, resources) }] : [];
    }),
  );
}

function actionOn(resource: PlannedResource, resources: ReadonlyMap<Urn, PlannedResource>): DestroyAction {
  const { protect, custom, read, type, retainOnDelete, deletedWith } = resource;
  if (protect) return 'refuse';
  if (read || !custom || type.startsWith('pulumi:providers:')) return 'forget';
  if (retainOnDelete) return 'retain';
  return deletedWith !== undefined && resources.has(deletedWith) ? 'skip' : 'delete';
}

const RULES: readonly DestroyRule[] = [
  orphans,
  leftRunning,
  providers,
  access,
  nodes,
  controllers,
  claimsInUse,
  boundVolumes,
  storageClasses,
  webhooks,
  apiServices,
  permanentNamespaces,
  unawaitedNamespaces,
  definitions,
  rolePolicies,
  addons,
  logGroups,
  routes,
  internetGateways,
  namedUses,
  retainedUses,
  deletable,
];

/**
 * Where a destroy of the stack would leave something behind, hang or fail: errors where it is certain that nothing in
 * the program prevents it, warnings where it depends on what the plan does not show. What is protected is no finding:
 * it is meant to stand in the way.
 *
 * @param plan - best the one with known outputs, where names that are made of outputs are plain text
 */
export function destroyFindings(plan: Plan): readonly PlanFinding[] {
  const destruction = new Destruction(plan);
  return RULES.flatMap((rule) => rule(destruction));
}
