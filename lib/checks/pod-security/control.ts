import type { JsonPath } from '../../manifest/json';
import type { Check, Violation } from '../check';
import type { Context, Pods } from '../context';
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
  const minor = (level: Level): number => (isEnforced(level) ? (enforcement?.minor ?? newest) : newest);
  const judged = { ...pods, minor };
  const violations: Violation[] = [];
  // Most controls find nothing in most pods: a list for each of them would cost more than the looking.
  for (const { level, rule, judge } of controls) {
    for (const { message, ...offence } of judge(judged)) {
      violations.push({
        ...offence,
        rule,
        object: pods.object,
        message: `${message}${isEnforced(level) ? consequence(pods, enforcement) : ''}.`,
        pack: isEnforced(level) ? 'baseline' : level,
      });
    }
  }
  return violations;
}

function consequence({ object }: Pods, enforcement: Enforcement | undefined): string {
  if (!enforcement) return '';
  const { namespace, level, version } = enforcement;
  const pods = object.kind === 'Pod' ? 'the Pod is' : 'its pods are';
  const standard = version === undefined ? `'${level}'` : `'${level}' of ${version}`;
  return `; Namespace '${namespace}' enforces ${standard}, so ${pods} refused`;
}

/** Whether root in the pods is nobody on the node. */
export function hasOwnUsers({ spec }: Pods): boolean {
  return spec['hostUsers'] === false;
}
