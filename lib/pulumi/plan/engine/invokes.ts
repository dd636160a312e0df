import { text, type JsonObject } from '../../../manifest/json';
import { Refusal, type Deployment } from './deployment';
import type { EngineParts } from './parts';
import type { Providers, Resources } from './sdk';
import { propertiesOf, structOf } from './structs';
import { lowered, recorded } from './wire';

/** What a function of a provider answers. It runs in a preview too: the SDK only calls it with all arguments known. */
export async function invoked(
  { protocol, deployment, transforms }: EngineParts,
  request: Resources.ResourceInvokeRequest,
): Promise<Providers.InvokeResponse> {
  const call = await transforms.transformedCall(request);
  const args = propertiesOf(call.getArgs());
  deployment.hide(args);
  const response = blank(protocol.monitorService.ResourceMonitorService.invoke);
  response.setReturn(structOf(protocol, resultOf(deployment, call.getTok(), args)));
  return response;
}

// Which class the answers to these have is not the same in all SDKs.
function blank<Response>({
  responseDeserialize,
}: {
  readonly responseDeserialize: (bytes: Buffer) => Response;
}): Response {
  return responseDeserialize(Buffer.alloc(0));
}

/** What a method of a resource answers. */
export function called(
  { protocol, deployment }: EngineParts,
  request: Resources.ResourceCallRequest,
): Providers.CallResponse {
  const args = propertiesOf(request.getArgs());
  deployment.hide(args);
  const response = blank(protocol.monitorService.ResourceMonitorService.call);
  response.setReturn(structOf(protocol, resultOf(deployment, request.getTok(), args)));
  return response;
}

function resultOf(deployment: Deployment, token: string, args: JsonObject): JsonObject {
  if (token === 'pulumi:pulumi:getResource') return stateOf(deployment, text(args['urn']));
  const { resultOf, folder } = deployment.settings;
  return resultOf({ token, args: recorded(lowered(args)), folder });
}

/** With this, the SDK brings references to resources to life. */
function stateOf(deployment: Deployment, urn: string): JsonObject {
  const state = deployment.state(urn);
  if (!state) throw new Refusal(`Unknown resource '${urn}'`);
  return { urn, id: state.id, state: state.outputs };
}
