import type { KindName } from './kinds';

/** What the API server takes as a name. */
export interface NameRule {
  readonly maximum: number;
  readonly pattern: RegExp;
  readonly want: string;
}

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

const DNS_LABEL: NameRule = {
  maximum: 63,
  pattern: LABEL,
  want: "at most 63 lower-case letters, digits and '-', with a letter or digit at both ends",
};
const SERVICE_NAME: NameRule = {
  maximum: 63,
  pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  want: "at most 63 lower-case letters, digits and '-', starting with a letter and ending with a letter or digit",
};
const DNS_SUBDOMAIN: NameRule = {
  maximum: 253,
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  want: "at most 253 lower-case letters, digits, '-' and '.', with a letter or digit at both ends of each part",
};
const PATH_SEGMENT: NameRule = {
  maximum: 253,
  pattern: /^(?!\.{1,2}$)[^/%]+$/,
  want: "at most 253 characters without '/' and '%', and neither '.' nor '..'",
};

/** A label's value holds 63 characters; controllers that put a suffix after the name in one leave less of it. */
function shortened(rule: NameRule, maximum: number): NameRule {
  return { ...rule, maximum, want: rule.want.replace(String(rule.maximum), String(maximum)) };
}

const RULES: ReadonlyMap<KindName, NameRule> = new Map([
  ['Namespace', DNS_LABEL],
  ['Service', SERVICE_NAME],
  ['Job.batch', shortened(DNS_SUBDOMAIN, 63)], // the label batch.kubernetes.io/job-name
  ['CronJob.batch', shortened(DNS_SUBDOMAIN, 52)], // its Jobs add '-' and ten digits
  ['StatefulSet.apps', shortened(DNS_LABEL, 52)], // the label controller-revision-hash
  ['PodDisruptionBudget.policy', PATH_SEGMENT], // nothing but the path to it asks for more
  ['ClusterRole.rbac.authorization.k8s.io', PATH_SEGMENT],
  ['ClusterRoleBinding.rbac.authorization.k8s.io', PATH_SEGMENT],
  ['Role.rbac.authorization.k8s.io', PATH_SEGMENT],
  ['RoleBinding.rbac.authorization.k8s.io', PATH_SEGMENT],
]);

/** The names that objects of a kind may have (https://kubernetes.io/docs/concepts/overview/working-with-objects/names/). */
export function nameRule(kind: KindName): NameRule {
  return RULES.get(kind) ?? DNS_SUBDOMAIN;
}

export function isAllowed(name: string, rule: NameRule): boolean {
  return name.length <= rule.maximum && rule.pattern.test(name);
}

/** A text with only what a name may have. It is empty when nothing of it may, and as long as the text. */
export function legalName(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
