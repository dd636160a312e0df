import type { Json, JsonObject } from '../../../manifest/json';
import type { CreatedResource } from '../engine/outputs';
import { kubernetesObject } from './kubernetes';
import { membersOf } from './members';
import type { DeclaredMember } from './members';
import { declaringFile, tokenOf } from './package';
import type { DeclaringFile } from './package';
import { regionOf } from './texts';
import type { Subject } from './texts';
import { completed, madeUp } from './values';

/** What the declarations of an SDK say of a type of resource. */
interface DeclaredResource {
  readonly root: string;
  readonly outputs: readonly DeclaredMember[];
  /** Names of what a program can set. */
  readonly settable: ReadonlySet<string>;
}

/**
 * What a provider would answer, made up from the declarations of the SDK packages that the program has installed: what
 * was given, and readable, always equal values for all other outputs. Left open are only outputs that can be set, were
 * not, and need not have a value: a provider leaves them open as well. Inside of blocks that were given, what a provider
 * must add to them is there too. Types that no installed package declares answer what was given. It does not throw.
 */
export function declaredOutputs({ type, name, inputs, folder, provider }: CreatedResource): JsonObject {
  const token = tokenOf(type);
  if (!token) return inputs;
  const region = regionOf(inputs, provider);
  const subject: Subject = { token, name: physicalName(token.name, inputs) ?? name, inputs, region };
  const isObjectOfCluster = token.package === 'kubernetes' && 'apiVersion' in inputs && 'kind' in inputs;
  const given = isObjectOfCluster ? kubernetesObject(subject) : inputs;
  const declared = declaredResource(type, folder);
  return declared ? withOutputs(declared, subject, given) : given;
}

/** The name that the program chose for the real thing. */
function physicalName(type: string, inputs: JsonObject): string | undefined {
  const own = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
  const names = ['name', 'bucket', 'identifier', `${own}Name`, `${own}Identifier`].map((key) => inputs[key]);
  return names.find((chosen): chosen is string => typeof chosen === 'string' && chosen !== '');
}

function withOutputs({ root, outputs, settable }: DeclaredResource, subject: Subject, given: JsonObject): JsonObject {
  const answer: Record<string, Json> = { ...given };
  const making = { subject, root };
  for (const output of outputs) {
    const own = answer[output.name];
    const isOpen = settable.has(output.name) && isOptional(output);
    const inPlace = own !== undefined && subject.token.package !== 'kubernetes';
    const value = inPlace ? completed(own, output, making) : (own ?? (isOpen ? undefined : madeUp(output, making)));
    if (value !== undefined) answer[output.name] = value;
  }
  return answer;
}

function isOptional({ type }: DeclaredMember): boolean {
  return /\| undefined>$/.test(type);
}

const resources = new WeakMap<DeclaringFile, DeclaredResource>();

function declaredResource(type: string, folder: string): DeclaredResource | undefined {
  const file = declaringFile(type, folder);
  if (!file) return undefined;
  const known = resources.get(file);
  if (known) return known;
  const { declarations, token, root } = file;
  const members = membersOf(declarations, `export declare class ${token.name} extends `) ?? [];
  const args = membersOf(declarations, `export interface ${token.name}Args {`) ?? [];
  const outputs = members.filter((member) => member.type.startsWith('pulumi.Output<'));
  const resource = { root, outputs, settable: new Set(args.map(({ name }) => name)) };
  resources.set(file, resource);
  return resource;
}
