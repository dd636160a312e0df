import { isSet, objectAt, text, type Json, type JsonObject, type JsonPath } from '../manifest/json';
import type { PodContainer, Pods } from './context';
import { sentence } from './words';

const WORDS = {
  containers: 'container',
  initContainers: 'init container',
  ephemeralContainers: 'ephemeral container',
};

/** How messages call a container: `init container 'migrate'`. */
export function containerName({ container, list, at }: PodContainer): string {
  const name = text(container['name']);
  return name === '' ? `${WORDS[list]} number ${Number(at.at(-1)) + 1}` : `${WORDS[list]} '${name}'`;
}

/** The same at the start of a sentence. */
export function containerTitle(container: PodContainer): string {
  return sentence(containerName(container));
}

/** A securityContext: that of the pod, or of a container. */
export interface SecurityContext {
  /** Who has it, for the start of a sentence. */
  readonly owner: string;
  readonly context: JsonObject;
  readonly at: JsonPath;
}

/** The securityContext of the pod. */
export function podSecurityContext({ spec, at }: Pods): SecurityContext {
  return { owner: 'The pod', context: objectAt(spec, 'securityContext'), at: [...at, 'securityContext'] };
}

// Many rules ask for them.
const known = new WeakMap<readonly PodContainer[], readonly SecurityContext[]>();

/** The securityContext of each container. */
export function containerSecurityContexts({ containers }: Pods): readonly SecurityContext[] {
  const contexts = known.get(containers) ?? containers.map(securityContextOf);
  known.set(containers, contexts);
  return contexts;
}

function securityContextOf(each: PodContainer): SecurityContext {
  const context = objectAt(each.container, 'securityContext');
  return { owner: containerTitle(each), context, at: [...each.at, 'securityContext'] };
}

/** The securityContext of the pod, and of each container. */
export function securityContexts(pods: Pods): readonly SecurityContext[] {
  return [podSecurityContext(pods), ...containerSecurityContexts(pods)];
}

/** What holds for a container in a field of its securityContext: its own value, or else that of its pod. */
export interface EffectiveField {
  readonly value: Json | undefined;
  /** Where the value is; of none, where it belongs. */
  readonly at: JsonPath;
}

export function effectiveField(pods: Pods, { container, at }: PodContainer, field: string): EffectiveField {
  const own = objectAt(container, 'securityContext')[field];
  const shared = objectAt(pods.spec, 'securityContext')[field];
  return isSet(own) || !isSet(shared)
    ? { value: own ?? undefined, at: [...at, 'securityContext', field] }
    : { value: shared, at: [...pods.at, 'securityContext', field] };
}

/** Whether pods say that they are for Windows, where much of a securityContext has no meaning. */
export function isForWindows({ spec }: Pods): boolean {
  return objectAt(spec, 'os')['name'] === 'windows';
}

/** Whether pods can only run on Windows, where users are no numbers and images cannot be read-only. */
export function isOnWindows(pods: Pods): boolean {
  return isForWindows(pods) || objectAt(pods.spec, 'nodeSelector')['kubernetes.io/os'] === 'windows';
}
