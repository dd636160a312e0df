import type { Urn } from '../plan';
import { makeUrn, packageOf, STACK_TYPE, titleOf } from '../urn';
import { read, registered, type Answer } from './answers';
import { Refusal, type Deployment } from './deployment';
import { goalOf, providerReference, providersOf, type Goal } from './goal';
import { called, invoked } from './invokes';
import type { EngineParts } from './parts';
import { plannedOf, readOf, refusalsOf, type Place } from './planned';
import type { Callbacks, Protocol, Resources } from './sdk';
import { propertiesOf, structOf } from './structs';
import { recorded } from './wire';

/** What the SDK makes depend on whether the engine has it. Hooks are taken, and not run: nothing happens in a plan. */
const FEATURES = new Set([
  'secrets',
  'resourceReferences',
  'outputValues',
  'aliasSpecs',
  'deletedWith',
  'replaceWith',
  'transforms',
  'invokeTransforms',
  'parameterization',
  'resourceHooks',
  'errorHooks',
]);

/** The handlers of the service that registers resources, by the names of its methods. */
export function monitorHandlers(parts: EngineParts) {
  const { deployment, protocol } = parts;
  const { resources } = protocol;
  const empty = () => new protocol.empties.Empty();
  return {
    supportsFeature: (request: Resources.SupportsFeatureRequest) => {
      const response = new resources.SupportsFeatureResponse();
      response.setHassupport(FEATURES.has(request.getId()));
      return response;
    },
    registerResource: (request: Resources.RegisterResourceRequest) => register(parts, request),
    registerResourceOutputs: (request: Resources.RegisterResourceOutputsRequest) => {
      takeOutputs(deployment, request);
      return empty();
    },
    readResource: (request: Resources.ReadResourceRequest) => readResource(parts, request),
    invoke: (request: Resources.ResourceInvokeRequest) => invoked(parts, request),
    call: (request: Resources.ResourceCallRequest) => called(parts, request),
    registerStackTransform: (callback: Callbacks.Callback) => {
      deployment.stackTransforms.push(callback);
      return empty();
    },
    registerStackInvokeTransform: (callback: Callbacks.Callback) => {
      deployment.invokeTransforms.push(callback);
      return empty();
    },
    registerResourceHook: empty,
    registerErrorHook: empty,
    registerPackage: (request: Resources.RegisterPackageRequest) => registerPackage(parts, request),
    signalAndWaitForShutdown: empty,
  };
}

function registerPackage(
  { deployment, protocol }: EngineParts,
  request: Resources.RegisterPackageRequest,
): Resources.RegisterPackageResponse {
  const parameterization = request.getParameterization();
  const name = parameterization?.getName() ?? request.getName();
  const version = parameterization?.getVersion() ?? request.getVersion();
  const reference = `${name}@${version}`;
  deployment.packages.set(reference, version);
  const response = new protocol.resources.RegisterPackageResponse();
  response.setRef(reference);
  return response;
}

async function register(
  parts: EngineParts,
  request: Resources.RegisterResourceRequest,
): Promise<Resources.RegisterResourceResponse> {
  const { deployment, protocol, transforms } = parts;
  deployment.arrive(request.getType(), request.getName());
  const goal = await transforms.transformed(goalOf(protocol, request), request.getTransformsList());
  const refusals = refusalsOf(goal);
  if (refusals.length > 0) throw new Refusal(refusals.join('\n'));
  const place = placeOf(deployment, goal);
  const { urn } = place;
  deployment.claim(urn);
  deployment.hide(goal.properties);
  const provider = deployment.providerSettings(place.provider, goal.type);
  const answer = await registered(goal, { urn, provider }, deployment.settings);
  deployment.add({
    ...answer,
    planned: plannedOf(goal, place),
    transforms: request.getTransformsList(),
    providers: providersFor(deployment, goal),
  });
  if (goal.type === STACK_TYPE) deployment.rootUrn = urn;
  return registeredResponse(protocol, urn, answer);
}

function registeredResponse(protocol: Protocol, urn: Urn, { id, outputs }: Answer): Resources.RegisterResourceResponse {
  const response = new protocol.resources.RegisterResourceResponse();
  response.setUrn(urn);
  response.setId(id);
  response.setObject(structOf(protocol, outputs));
  return response;
}

/** Where a goal stands among the others. */
function placeOf(deployment: Deployment, goal: Goal): Place {
  const { project, stack } = deployment.settings;
  const above = parentOf(deployment, goal);
  return {
    project,
    stack,
    urn: makeUrn({ project, stack, parent: goal.parent, type: goal.type, name: goal.name }),
    provider: providerReference(goal, above?.providers),
    version: deployment.packages.get(goal.packageRef),
    inherited: above?.planned,
  };
}

function parentOf(deployment: Deployment, goal: Pick<Goal, 'type' | 'name' | 'parent'>) {
  const parent = deployment.state(goal.parent);
  if (goal.parent === undefined || parent) return parent;
  throw new Refusal(`Could not find parent resource '${goal.parent}' of ${titleOf(goal)}`);
}

/** The providers that the children of a component have: its own, and those of the components around it. */
function providersFor(deployment: Deployment, goal: Goal): ReadonlyMap<string, string> {
  if (goal.custom) return new Map();
  const above = deployment.state(goal.parent)?.providers ?? [];
  return new Map([...above, ...providersOf(goal.options)]);
}

function takeOutputs(deployment: Deployment, request: Resources.RegisterResourceOutputsRequest): void {
  const outputs = propertiesOf(request.getOutputs());
  deployment.hide(outputs);
  if (request.getUrn() === deployment.rootUrn) deployment.finish(outputs);
}

async function readResource(
  parts: EngineParts,
  request: Resources.ReadResourceRequest,
): Promise<Resources.ReadResourceResponse> {
  const { deployment, protocol } = parts;
  const goal = { type: request.getType(), name: request.getName(), parent: request.getParent() || undefined };
  deployment.arrive(goal.type, goal.name);
  const { project, stack } = deployment.settings;
  const above = parentOf(deployment, goal);
  const urn = makeUrn({ project, stack, ...goal });
  deployment.claim(urn);
  const properties = propertiesOf(request.getProperties());
  deployment.hide(properties);
  const provider = request.getProvider() || above?.providers.get(packageOf(goal.type));
  const version = deployment.packages.get(request.getPackageref());
  const planned = readOf(request, { project, stack, urn, provider, version, inputs: recorded(properties) });
  const secrets = request.getAdditionalsecretoutputsList();
  const reading = { type: goal.type, name: goal.name, urn, id: request.getId(), properties, secrets };
  const settings = deployment.providerSettings(provider, goal.type);
  const answer = await read({ ...reading, provider: settings }, deployment.settings);
  deployment.add({ ...answer, planned, transforms: [], providers: new Map() });
  const response = new protocol.resources.ReadResourceResponse();
  response.setUrn(urn);
  response.setProperties(structOf(protocol, answer.outputs));
  return response;
}
