import type { Json, JsonObject } from '../../../manifest/json';
import type { Urn } from '../plan';
import type { EngineSettings } from './deployment';
import type { Goal } from './goal';
import { importIdOf } from './planned';
import { stackOutputNames } from './stack-references';
import { lowered, merged, recorded, secret, WIRE, withUnknowns } from './wire';

/** What is known of a resource: properties as they go over the wire. */
export interface Answer {
  /** Empty: not known yet. */
  readonly id: string;
  readonly outputs: JsonObject;
}

interface Identified {
  readonly urn: Urn;
  /** What its provider is set to. */
  readonly provider: JsonObject;
}

/** What the engine answers when a resource is registered. */
export async function registered(goal: Goal, { urn, provider }: Identified, settings: EngineSettings): Promise<Answer> {
  const { mode, outputsOf, folder } = settings;
  const { custom, remote, type, name } = goal;
  if (!custom && !remote) return { id: '', outputs: {} };
  const inputs = lowered(goal.properties);
  const importId = importIdOf(goal) ?? '';
  // The plugin of a remote component says what comes out of it; before it has run, that is nothing.
  if (mode === 'preview' && remote) return { id: importId, outputs: {} };
  const made = await outputsOf({ type, name, urn, inputs: recorded(inputs), folder, provider });
  if (mode === 'preview') return { id: importId, outputs: withUnknowns(made, inputs) };
  const outputs = withSecrets(merged(made, inputs), goal.options.getAdditionalSecretOutputsList());
  return { id: custom ? importId || `${name}-id` : '', outputs };
}

function withSecrets(outputs: JsonObject, keys: readonly string[]): JsonObject {
  const marked = Object.entries(outputs).map(([key, value]): [string, Json] => [
    key,
    keys.includes(key) ? secret(value) : value,
  ]);
  return Object.fromEntries(marked);
}

/** Something that is read where it is: it is there before anything is created, unless its id comes from that. */
export interface Reading extends Identified {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly properties: JsonObject;
  readonly secrets: readonly string[];
}

/** What the engine answers when a resource is read. */
export async function read(
  { id, properties, secrets, ...resource }: Reading,
  settings: EngineSettings,
): Promise<Answer> {
  if (id === WIRE.unknown || id === '') return { id: '', outputs: {} };
  if (resource.type === 'pulumi:pulumi:StackReference') return { id, outputs: referred(id, settings) };
  const inputs = lowered(properties);
  const made = await settings.outputsOf({ ...resource, inputs: recorded(inputs), folder: settings.folder });
  return { id, outputs: withSecrets(merged(made, inputs), secrets) };
}

/** The outputs of another stack: those that are given, else made up, by the names that the program asks for. */
function referred(stack: string, { mode, stackOutputs, projectFolder }: EngineSettings): JsonObject {
  const given = Object.hasOwn(stackOutputs, stack) ? stackOutputs[stack] : undefined;
  if (given) return { name: stack, outputs: given, secretOutputNames: [] };
  if (mode === 'preview') return { name: stack };
  const names = stackOutputNames(projectFolder);
  return {
    name: stack,
    outputs: Object.fromEntries(names.map((name) => [name, `${name}-of-${stack}`])),
    secretOutputNames: [],
  };
}
