import { isList, isObject, type Json, type JsonObject } from '../../../manifest/json';
import type { Change } from '../diff/diff';
import type { Plan, PlanFinding, PlannedResource, Urn } from '../plan';
import { propertyPathText } from '../property-path';

export interface PlanReport {
  readonly findings: readonly PlanFinding[];
  /** What it changes of an earlier plan. @default - it was not compared with one */
  readonly changes?: readonly Change[] | undefined;
}

/**
 * A plan and what there is to say of it as JSON text, the same for every run of one program: what others depend on
 * comes first, then the URN decides, and keys are sorted. `readPlan` reads it.
 */
export function planJson(plan: Plan, { findings, changes }: PlanReport): string {
  const { format, project, stack, outputs, messages } = plan;
  const data = {
    format,
    project,
    stack,
    resources: steadyOrder(plan.resources).map(resourceData),
    outputs: sortedKeys(outputs),
    messages,
    findings,
    ...(changes ? { changes: changes.map(changeData) } : {}),
  };
  return `${JSON.stringify(data, undefined, 2)}\n`;
}

/** Resources by how much is below them, then by URN: programs register what is independent in any order. */
export function steadyOrder(resources: readonly PlannedResource[]): readonly PlannedResource[] {
  const depths = new Map<Urn, number>();
  for (const { urn, parent, provider, dependencies, deletedWith } of resources) {
    const below = [parent, provider, deletedWith, ...dependencies];
    depths.set(urn, Math.max(0, ...below.map((each) => (each === undefined ? 0 : (depths.get(each) ?? 0) + 1))));
  }
  const depthOf = ({ urn }: PlannedResource) => depths.get(urn) ?? 0;
  return [...resources].sort((a, b) => depthOf(a) - depthOf(b) || (a.urn < b.urn ? -1 : 1));
}

function resourceData(resource: PlannedResource): object {
  const { urn, type, name, custom, read, remote, parent, provider, ...rest } = resource;
  return {
    urn,
    type,
    name,
    custom,
    read,
    remote,
    parent,
    provider,
    inputs: sortedKeys(rest.inputs),
    dependencies: rest.dependencies,
    propertyDependencies: sortedKeys(rest.propertyDependencies),
    protect: rest.protect,
    retainOnDelete: rest.retainOnDelete,
    deletedWith: rest.deletedWith,
    deleteBeforeReplace: rest.deleteBeforeReplace,
    ignoreChanges: rest.ignoreChanges,
    replaceOnChanges: rest.replaceOnChanges,
    additionalSecretOutputs: rest.additionalSecretOutputs,
    aliases: rest.aliases,
    customTimeouts: sortedKeys({ ...rest.customTimeouts }),
    importId: rest.importId,
    version: rest.version,
  };
}

function changeData({ kind, isCertain, resource, before, inputs, forcedBy, ...change }: Change): object {
  return {
    kind,
    isCertain,
    urn: resource.urn,
    ...(before && before.urn !== resource.urn ? { formerUrn: before.urn } : {}),
    inputs: inputs.map(({ path, ...input }) => ({ path: propertyPathText(path), ...input })),
    options: change.options,
    forcedBy,
    deletesFirst: change.deletesFirst,
    ...(change.fate ? { fate: change.fate } : {}),
    secrets: change.secrets,
  };
}

function sortedKeys(value: Json): Json;
function sortedKeys(value: JsonObject): JsonObject;
function sortedKeys(value: Json): Json {
  if (isList(value)) return value.map((item) => sortedKeys(item));
  if (!isObject(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sortedKeys(value[key] ?? null)]));
}
