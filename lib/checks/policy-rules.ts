import { isList, isObject, type Json, type JsonObject } from '../manifest/json';

/** What one entry of a role allows. */
export interface PolicyRule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
  readonly nonResourceURLs: readonly string[];
}

/** What somebody may want to do to objects. */
export interface ResourceAction {
  readonly verb: string;
  /** `''` is the core group. */
  readonly group: string;
  /** With the subresource: `pods`, `pods/exec`. */
  readonly resource: string;
  /** @default - any, as in a list or when an object is created */
  readonly name?: string;
}

/** What somebody may want of the API server beside objects. */
export interface UrlAction {
  readonly verb: string;
  readonly url: string;
}

export type Action = ResourceAction | UrlAction;

/** The entries of a role, each by its index; undefined at those that are none. */
export function policyRulesOf(role: JsonObject): readonly (PolicyRule | undefined)[] {
  const rules = role['rules'];
  return isList(rules) ? rules.map((rule) => (isObject(rule) ? policyRule(rule) : undefined)) : [];
}

/** An entry of a role; what is left out allows nothing. */
export function policyRule(rule: JsonObject): PolicyRule {
  return {
    verbs: texts(rule['verbs']),
    apiGroups: texts(rule['apiGroups']),
    resources: texts(rule['resources']),
    resourceNames: texts(rule['resourceNames']),
    nonResourceURLs: texts(rule['nonResourceURLs']),
  };
}

function texts(value: Json | undefined): readonly string[] {
  return isList(value) ? value.filter((item) => typeof item === 'string') : [];
}

/**
 * Whether entries of a role allow an action, as the API server decides it.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export function may(rules: readonly PolicyRule[], action: Action): boolean {
  return rules.some((rule) => allows(rule, action));
}

function allows(rule: PolicyRule, action: Action): boolean {
  if (!isAmong(rule.verbs, action.verb)) return false;
  if ('url' in action) return rule.nonResourceURLs.some((pattern) => matchesUrl(pattern, action.url));
  return (
    isAmong(rule.apiGroups, action.group) &&
    rule.resources.some((pattern) => matchesResource(pattern, action.resource)) &&
    (rule.resourceNames.length === 0 || rule.resourceNames.includes(action.name ?? ''))
  );
}

function isAmong(patterns: readonly string[], value: string): boolean {
  return patterns.includes('*') || patterns.includes(value);
}

/** `*` is every resource with every subresource; `*` before a slash any resource, and after one nothing. */
function matchesResource(pattern: string, resource: string): boolean {
  if (pattern === '*' || pattern === resource) return true;
  const slash = resource.indexOf('/');
  return slash >= 0 && pattern === `*${resource.slice(slash)}`;
}

function matchesUrl(pattern: string, url: string): boolean {
  return pattern === url || (pattern.endsWith('*') && url.startsWith(pattern.replace(/\*+$/, '')));
}

/** The names of objects to which entries of a role allow an action; `any` where names do not matter. */
export function namesFor(
  rules: readonly PolicyRule[],
  action: Omit<ResourceAction, 'name'>,
): 'any' | readonly string[] {
  if (may(rules, action)) return 'any';
  return rules.flatMap((rule) => (allows({ ...rule, resourceNames: [] }, action) ? rule.resourceNames : []));
}
