import type { JsonObject } from '../../../manifest/json';
import { goDuration } from '../durations';
import { withTexts } from '../markers';
import type { CustomTimeouts, PlannedResource, Urn } from '../plan';
import { makeUrn, nameOf, providerOf } from '../urn';
import type { Goal } from './goal';
import type { Aliases, Resources } from './sdk';
import { dependenciesIn, recorded } from './wire';

/** What a resource takes over from its parent unless it says otherwise. */
export type Inherited = Pick<PlannedResource, 'deletedWith' | 'protect' | 'retainOnDelete'>;

export interface Place {
  readonly stack: string;
  readonly project: string;
  readonly urn: Urn;
  /** Reference to its provider, `urn::id`. */
  readonly provider: string | undefined;
  readonly version: string | undefined;
  readonly inherited: Inherited | undefined;
}

/** The entry of a plan for a goal. */
export function plannedOf(goal: Goal, place: Place): PlannedResource {
  const { options } = goal;
  return {
    urn: place.urn,
    type: goal.type,
    name: goal.name,
    custom: goal.custom,
    read: false,
    remote: goal.remote,
    parent: goal.parent,
    provider: place.provider === undefined ? undefined : providerOf(place.provider),
    inputs: inputsOf(goal),
    ...dependenciesOf(goal),
    ...inheritedOf(options, place.inherited),
    deleteBeforeReplace: options.getDeleteBeforeReplace() ?? false,
    ignoreChanges: options.getIgnoreChangesList(),
    replaceOnChanges: options.getReplaceOnChangesList(),
    additionalSecretOutputs: options.getAdditionalSecretOutputsList(),
    aliases: [...new Set(options.getAliasesList().map((alias) => aliasOf(alias, goal, place)))],
    customTimeouts: timeoutsOf(options.getCustomTimeouts()),
    importId: importIdOf(goal),
    version: options.getVersion() || place.version,
  };
}

/** A kubeconfig is plain text for the SDK, whatever is in it. */
function inputsOf({ type, properties }: Goal): JsonObject {
  const inputs = recorded(properties);
  return type === 'pulumi:providers:kubernetes' ? withTexts(inputs, withoutCredentials) : inputs;
}

const CREDENTIALS =
  /(["']?\b(?:token|password|client-key-data|id-token|refresh-token)["']?[ \t]*:[ \t]*)("[^"]*"|'[^']*'|[^\s,}]+)/g;

function withoutCredentials(kubeconfig: string): string {
  return kubeconfig.replaceAll(CREDENTIALS, '$1"(hidden)"');
}

/** The id of the object that a goal takes over. */
export function importIdOf(goal: Goal): string | undefined {
  return ('getImport' in goal.options ? goal.options.getImport() : goal.importId) || undefined;
}

function dependenciesOf(goal: Goal): Pick<PlannedResource, 'dependencies' | 'propertyDependencies'> {
  const ofProperties = Object.entries(goal.properties)
    .map(([key, value]) => [key, sorted([...(goal.propertyDependencies.get(key) ?? []), ...dependenciesIn(value)])])
    .filter((entry): entry is [string, readonly Urn[]] => (entry[1]?.length ?? 0) > 0);
  return {
    dependencies: sorted([...goal.dependencies, ...ofProperties.flatMap(([, urns]) => urns)]),
    propertyDependencies: Object.fromEntries(ofProperties),
  };
}

function sorted(urns: readonly Urn[]): readonly Urn[] {
  return [...new Set(urns)].filter((urn) => urn !== '').sort();
}

function inheritedOf(options: Resources.TransformResourceOptions, parent: Inherited | undefined): Inherited {
  return {
    deletedWith: options.getDeletedWith() || parent?.deletedWith,
    protect: (isLeftOut(options, 'hasProtect') ? parent?.protect : options.getProtect()) ?? false,
    retainOnDelete:
      (isLeftOut(options, 'hasRetainOnDelete') ? parent?.retainOnDelete : options.getRetainOnDelete()) ?? false,
  };
}

// SDKs that cannot leave an option out have no word for it.
function isLeftOut(options: Resources.TransformResourceOptions, has: 'hasProtect' | 'hasRetainOnDelete'): boolean {
  return has in options && !options[has]();
}

/** A URN; or a type, where nothing but the type was another. */
function aliasOf(alias: Aliases.Alias, { type, name, parent }: Goal, { stack, project }: Place): string {
  const spec = alias.getSpec();
  if (!spec) return alias.getUrn();
  const above = spec.getNoparent() ? undefined : spec.getParenturn() || parent;
  const isOnlyType = spec.getName() === '' && spec.getStack() === '' && spec.getProject() === '' && above === parent;
  if (isOnlyType && spec.getType() !== '') return spec.getType();
  return makeUrn({
    stack: spec.getStack() || stack,
    project: spec.getProject() || project,
    parent: above,
    type: spec.getType() || type,
    name: spec.getName() || name,
  });
}

function timeoutsOf(timeouts: Resources.RegisterResourceRequest.CustomTimeouts | undefined): CustomTimeouts {
  const given = { create: timeouts?.getCreate(), update: timeouts?.getUpdate(), delete: timeouts?.getDelete() };
  return Object.fromEntries(
    Object.entries(given)
      .filter((entry): entry is [string, string] => Boolean(entry[1]))
      .map(([operation, duration]) => [operation, goDuration(duration) ?? duration]),
  );
}

/** Why the engine would refuse a goal; none if it would not. */
export function refusalsOf(goal: Goal): readonly string[] {
  const timeouts = goal.options.getCustomTimeouts();
  const given = [timeouts?.getCreate(), timeouts?.getUpdate(), timeouts?.getDelete()];
  const wrong = given.filter((duration) => duration && goDuration(duration) === undefined);
  const isPlugins = goal.custom || goal.remote;
  return [
    ...(isPlugins && goal.type.split(':').length !== 3
      ? [`Type '${goal.type}' of '${goal.name}' is not a valid type token (must have format 'package:module:type')`]
      : []),
    ...wrong.map((duration) => `Unable to parse custom timeout '${String(duration)}' of '${goal.name}': 20m, 1h30m`),
  ];
}

/** The entry of a plan for something that is only read. */
export function readOf(
  request: Resources.ReadResourceRequest,
  place: Omit<Place, 'inherited'> & Pick<PlannedResource, 'inputs'>,
): PlannedResource {
  return {
    urn: place.urn,
    type: request.getType(),
    name: nameOf(place.urn),
    custom: true,
    read: true,
    remote: false,
    parent: request.getParent() || undefined,
    provider: place.provider === undefined ? undefined : providerOf(place.provider),
    inputs: place.inputs,
    dependencies: sorted(request.getDependenciesList()),
    propertyDependencies: {},
    protect: false,
    retainOnDelete: false,
    deletedWith: undefined,
    deleteBeforeReplace: false,
    ignoreChanges: [],
    replaceOnChanges: [],
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    aliases: [],
    customTimeouts: {},
    importId: undefined,
    version: request.getVersion() || place.version,
  };
}
