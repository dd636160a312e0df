import type { Urn } from '../plan';
import { titleOf } from '../urn';
import { Refusal, type Deployment } from './deployment';
import type { Goal } from './goal';
import type { Callbacks, Protocol, Resources } from './sdk';
import { propertiesOf, structOf } from './structs';
import { raised } from './wire';

/** The functions that the program has left with the engine. They run in the program, which serves them. */
export class Transforms {
  readonly #protocol: Protocol;
  readonly #deployment: Deployment;
  readonly #clients = new Map<string, InstanceType<Protocol['callbackService']['CallbacksClient']>>();

  constructor(protocol: Protocol, deployment: Deployment) {
    this.#protocol = protocol;
    this.#deployment = deployment;
  }

  close(): void {
    for (const client of this.#clients.values()) client.close();
  }

  /** The goal after its own transforms, then those of its ancestors from the nearest on, then those of the stack. */
  async transformed(goal: Goal, own: readonly Callbacks.Callback[]): Promise<Goal> {
    const all = [...own, ...this.#above(goal.parent), ...this.#deployment.stackTransforms];
    if (all.length === 0) return goal;
    const start = { ...goal, properties: raised(goal.properties, goal.propertyDependencies) };
    let current: Goal = start;
    for (const callback of all) current = await this.#transform(current, callback);
    // Where the inputs come from, the transforms now say with them.
    return { ...current, dependencies: current.options.getDependsOnList(), propertyDependencies: new Map() };
  }

  #above(parent: Urn | undefined): readonly Callbacks.Callback[] {
    const state = this.#deployment.state(parent);
    return state ? [...state.transforms, ...this.#above(state.planned.parent)] : [];
  }

  async #transform(goal: Goal, callback: Callbacks.Callback): Promise<Goal> {
    const { resources } = this.#protocol;
    const request = new resources.TransformRequest();
    request.setName(goal.name);
    request.setType(goal.type);
    request.setCustom(goal.custom);
    request.setParent(goal.parent ?? '');
    request.setProperties(structOf(this.#protocol, goal.properties));
    request.setOptions(goal.options);
    const bytes = await this.#call(callback, request.serializeBinary(), `A transform of ${titleOf(goal)}`);
    const response = resources.TransformResponse.deserializeBinary(bytes);
    const properties = response.getProperties();
    return {
      ...goal,
      properties: properties ? propertiesOf(properties) : goal.properties,
      options: response.getOptions() ?? goal.options,
    };
  }

  /** The arguments of a function that the program calls, after the transforms of such calls. */
  async transformedCall(request: Resources.ResourceInvokeRequest): Promise<Resources.ResourceInvokeRequest> {
    const { resources } = this.#protocol;
    for (const callback of this.#deployment.invokeTransforms) {
      const transform = new resources.TransformInvokeRequest();
      transform.setToken(request.getTok());
      transform.setArgs(request.getArgs());
      const options = new resources.TransformInvokeOptions();
      options.setProvider(request.getProvider());
      options.setVersion(request.getVersion());
      options.setPluginDownloadUrl(request.getPlugindownloadurl());
      transform.setOptions(options);
      const bytes = await this.#call(callback, transform.serializeBinary(), `A transform of ${request.getTok()}`);
      const response = resources.TransformInvokeResponse.deserializeBinary(bytes);
      request.setArgs(response.getArgs() ?? request.getArgs());
      request.setProvider(response.getOptions()?.getProvider() ?? request.getProvider());
    }
    return request;
  }

  #call(callback: Callbacks.Callback, request: Uint8Array, subject: string): Promise<Uint8Array> {
    const message = new this.#protocol.callbacks.CallbackInvokeRequest();
    message.setToken(callback.getToken());
    message.setRequest(request);
    return new Promise((resolve, reject) => {
      this.#client(callback.getTarget()).invoke(message, (error, response) => {
        if (error) reject(new Refusal(`${subject} failed: ${error.details}`));
        else resolve(response.getResponse_asU8());
      });
    });
  }

  #client(target: string): InstanceType<Protocol['callbackService']['CallbacksClient']> {
    const { grpc, callbackService } = this.#protocol;
    const known = this.#clients.get(target);
    if (known) return known;
    const client = new callbackService.CallbacksClient(target, grpc.credentials.createInsecure());
    this.#clients.set(target, client);
    return client;
  }
}
