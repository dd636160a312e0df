import { objectAt, text, type Json, type JsonObject, type JsonPath } from '../../manifest/json';
import type { Check, Violation } from '../check';
import type { Context, PodContainer, Pods } from '../context';
import type { Rule } from '../rule';
import { enforcementOn, includes, minorOf, type Enforcement, type Level } from './enforcement';

/** Pods, and the versions of the standard that they are judged by. */
export interface JudgedPods extends Pods {
  /** The minor version of Kubernetes whose standard counts at a level. */
  readonly minor: (level: Level) => number;
}

/** One place where pods are not what a control asks for. */
export interface Offence {
  readonly at: JsonPath;
  /** What is wrong, as a sentence without its end. */
  readonly message: string;
  readonly want: string;
  readonly fix?: string;
}

/** What a level of the Pod Security Standards says of one thing. */
export interface Control {
  readonly level: Level;
  readonly rule: Rule;
  readonly judge: (pods: JudgedPods) => readonly Offence[];
}

/** A control whose rule is in the pack that is called like its level. */
export function control(
  level: Level,
  rule: Omit<Rule, 'pack' | 'severity'>,
  judge: (pods: JudgedPods) => readonly Offence[],
): Control {
  return { level, rule: { ...rule, pack: level, severity: 'error' }, judge };
}

/**
 * Pods by controls of the Pod Security Standards. Where their Namespace enforces the level of a control, the cluster
 * refuses the pods, whatever the pack.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function podSecurity(controls: readonly Control[]): Check {
  return {
    rules: [...new Set(controls.map(({ rule }) => rule))],
    judge: (context) => {
      const violations: Violation[] = [];
      for (const pods of context.pods) violations.push(...violationsBy(controls, pods, context));
      return violations;
    },
  };
}

function violationsBy(controls: readonly Control[], pods: Pods, context: Context): readonly Violation[] {
  const enforcement = enforcementOn(pods, context);
  const isEnforced = (level: Level): boolean => enforcement !== undefined && includes(enforcement.level, level);
  const newest = minorOf(context.kubernetesVersion);
  const judged = {
    ...pods,
    minor: (level: Level) => (isEnforced(level) ? (enforcement?.minor ?? newest) : newest),
  };
  return controls.flatMap(({ level, rule, judge }) =>
    judge(judged).map(({ message, ...offence }) => ({
      ...offence,
      rule,
      object: pods.object,
      message: `${message}${isEnforced(level) ? consequence(pods, enforcement) : ''}.`,
      pack: isEnforced(level) ? 'baseline' : level,
    })),
  );
}

function consequence({ object }: Pods, enforcement: Enforcement | undefined): string {
  if (!enforcement) return '';
  const { namespace, level, version } = enforcement;
  const pods = object.kind === 'Pod' ? 'the Pod is' : 'its pods are';
  const standard = version === undefined ? `'${level}'` : `'${level}' of ${version}`;
  return `; Namespace '${namespace}' enforces ${standard}, so ${pods} refused`;
}

const LISTED = {
  containers: 'Container',
  initContainers: 'Init container',
  ephemeralContainers: 'Ephemeral container',
};

/** How a container is called at the start of a sentence. */
export function containerTitle({ container, list, at }: PodContainer): string {
  return `${LISTED[list]} '${text(container['name'], String(at.at(-1)))}'`;
}

/** A securityContext: that of the pod, or of a container. */
export interface Setting {
  /** Who has it, for the start of a sentence. */
  readonly owner: string;
  readonly context: JsonObject;
  readonly at: JsonPath;
}

/** The securityContext of the pod. */
export function podSetting({ spec, at }: Pods): Setting {
  return { owner: 'The pod', context: objectAt(spec, 'securityContext'), at: [...at, 'securityContext'] };
}

// Every control asks for them.
const known = new WeakMap<readonly PodContainer[], readonly Setting[]>();

/** The securityContext of each container. */
export function containerSettings({ containers }: Pods): readonly Setting[] {
  const settings = known.get(containers) ?? containers.map(containerSetting);
  known.set(containers, settings);
  return settings;
}

function containerSetting(each: PodContainer): Setting {
  const context = objectAt(each.container, 'securityContext');
  return { owner: containerTitle(each), context, at: [...each.at, 'securityContext'] };
}

/** The securityContext of the pod, and of each container. */
export function settings(pods: Pods): readonly Setting[] {
  return [podSetting(pods), ...containerSettings(pods)];
}

/** Whether a field has a value: the API takes `null` as none. */
export function isSet(value: Json | undefined): value is Exclude<Json, null> {
  return value !== undefined && value !== null;
}

/** A value within a message. */
export function shown(value: Json | undefined): string {
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value ?? null);
}

/** Whether pods say that they are for Windows, where much of a securityContext has no meaning. */
export function isForWindows({ spec }: Pods): boolean {
  return objectAt(spec, 'os')['name'] === 'windows';
}

/** Whether root in the pods is nobody on the node. */
export function hasOwnUsers({ spec }: Pods): boolean {
  return spec['hostUsers'] === false;
}

/** A Pod of one line for examples. */
export function examplePod(spec: string): string {
  return `
      apiVersion: v1
      kind: Pod
      metadata: { name: web, namespace: shop }
      spec: ${spec}
    `;
}

/** A Pod of one container, with more fields of it, for examples. */
export function exampleContainer(fields: string): string {
  return examplePod(`{ containers: [{ name: web, image: registry.example/web:1.0.0, ${fields} }] }`);
}
