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
  response.setReturn(
    structOf(protocol, resultOf(deployment, { token: call.getTok(), args, provider: call.getProvider() })),
  );
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
  response.setReturn(
    structOf(protocol, resultOf(deployment, { token: request.getTok(), args, provider: request.getProvider() })),
  );
  return response;
}

// What these answer is what a program then makes resources of.
const TEMPLATES: Readonly<Record<string, string>> = {
  'kubernetes:helm:template': 'a chart',
  'kubernetes:kustomize:directory': 'a folder of kustomize',
};

interface Call {
  readonly token: string;
  readonly args: JsonObject;
  /** Reference to a provider; empty: the default one. */
  readonly provider: string;
}

function resultOf(deployment: Deployment, { token, args, provider }: Call): JsonObject {
  if (token === 'pulumi:pulumi:getResource') return stateOf(deployment, text(args['urn']));
  const { resultOf, folder } = deployment.settings;
  const templates = Object.hasOwn(TEMPLATES, token) ? TEMPLATES[token] : undefined;
  if (templates !== undefined) {
    const text = `What is in ${templates} is not known here: its plugin would have to run.`;
    deployment.say({ severity: 'warning', text, urn: undefined });
  }
  const settings = deployment.providerSettings(provider || undefined, token);
  return resultOf({ token, args: recorded(lowered(args)), folder, provider: settings });
}

/** With this, the SDK brings references to resources to life. */
function stateOf(deployment: Deployment, urn: string): JsonObject {
  const state = deployment.state(urn);
  if (!state) throw new Refusal(`Unknown resource '${urn}'`);
  return { urn, id: state.id, state: state.outputs };
}
