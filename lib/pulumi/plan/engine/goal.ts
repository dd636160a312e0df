import type { JsonObject } from '../../../manifest/json';
import type { Urn } from '../plan';
import { packageOf } from '../urn';
import type { Protocol, Resources } from './sdk';
import { propertiesOf } from './structs';

/** A resource that the program wants, and how: what the transforms of the program change before it is registered. */
export interface Goal {
  readonly type: string;
  readonly name: string;
  readonly parent: Urn | undefined;
  readonly custom: boolean;
  readonly remote: boolean;
  /** As they came over the wire: see `WIRE`. */
  readonly properties: JsonObject;
  readonly dependencies: readonly Urn[];
  readonly propertyDependencies: ReadonlyMap<string, readonly Urn[]>;
  readonly options: Resources.TransformResourceOptions;
  readonly importId: string;
  readonly packageRef: string;
}

export function goalOf(protocol: Protocol, request: Resources.RegisterResourceRequest): Goal {
  return {
    type: request.getType(),
    name: request.getName(),
    parent: request.getParent() || undefined,
    custom: request.getCustom(),
    remote: request.getRemote(),
    properties: propertiesOf(request.getObject()),
    dependencies: request.getDependenciesList(),
    propertyDependencies: propertyDependenciesOf(request),
    options: optionsOf(protocol, request),
    importId: request.getImportid(),
    packageRef: request.getPackageref(),
  };
}

function propertyDependenciesOf(request: Resources.RegisterResourceRequest): Goal['propertyDependencies'] {
  const dependencies = new Map<string, readonly Urn[]>();
  request.getPropertydependenciesMap().forEach((value, key) => dependencies.set(key, value.getUrnsList()));
  return dependencies;
}

/** References to providers by package. */
export function providersOf(options: Resources.TransformResourceOptions): ReadonlyMap<string, string> {
  const providers = new Map<string, string>();
  options.getProvidersMap().forEach((reference, name) => providers.set(name, reference));
  return providers;
}

/** The options in the form in which transforms take and return them. */
function optionsOf(
  { resources }: Protocol,
  request: Resources.RegisterResourceRequest,
): Resources.TransformResourceOptions {
  const options = new resources.TransformResourceOptions();
  options.setDependsOnList(request.getDependenciesList());
  if (isGiven(request, 'hasProtect')) options.setProtect(request.getProtect() ?? false);
  if (isGiven(request, 'hasRetainondelete')) options.setRetainOnDelete(request.getRetainondelete() ?? false);
  options.setIgnoreChangesList(request.getIgnorechangesList());
  options.setReplaceOnChangesList(request.getReplaceonchangesList());
  options.setVersion(request.getVersion());
  options.setAliasesList(request.getAliasesList());
  options.setProvider(request.getProvider());
  options.setCustomTimeouts(request.getCustomtimeouts());
  options.setPluginDownloadUrl(request.getPlugindownloadurl());
  options.setDeletedWith(request.getDeletedwith());
  if (request.getDeletebeforereplacedefined() || request.getDeletebeforereplace()) {
    options.setDeleteBeforeReplace(request.getDeletebeforereplace());
  }
  options.setAdditionalSecretOutputsList(request.getAdditionalsecretoutputsList());
  request.getProvidersMap().forEach((reference, name) => options.getProvidersMap().set(name, reference));
  // Later than the first SDK that we take: without it, transforms cannot change what is imported.
  if ('setImport' in options) options.setImport(request.getImportid());
  return options;
}

/** Whether an option is given at all. SDKs that cannot say so always give it. */
function isGiven(request: Resources.RegisterResourceRequest, has: 'hasProtect' | 'hasRetainondelete'): boolean {
  return has in request ? request[has]() : true;
}

/** The provider of a goal: the one that is named for it, else the one that its component has for the package. */
export function providerReference(goal: Goal, above: ReadonlyMap<string, string> | undefined): string | undefined {
  if (!goal.custom && !goal.remote) return undefined;
  const own = goal.options.getProvider();
  if (own !== '') return own;
  const name = packageOf(goal.type);
  return providersOf(goal.options).get(name) ?? above?.get(name);
}
