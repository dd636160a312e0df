import { titleOf, type InventoryObject } from '../../manifest/inventory';
import { objectAt, type JsonPath } from '../../manifest/json';
import type { Breach, Check, Violation } from '../check';
import type { Context } from '../context';
import { policyRulesOf, type PolicyRule } from '../policy-rules';
import type { Rule } from '../rule';
import { CLUSTER_ROLE, isAggregated, ROLE } from './permissions';

/** One entry of a Role or ClusterRole. */
export interface Entry extends PolicyRule {
  readonly role: InventoryObject;
  /** Where it is in the role. */
  readonly at: JsonPath;
  /** All entries of the role. */
  readonly all: readonly PolicyRule[];
}

/** What somebody could do with a permission, and how to find it in a role. */
export interface Danger {
  readonly rule: Rule;
  readonly judge: (entry: Entry) => Omit<Breach, 'object'> | undefined;
}

/** A rule of its own over each entry of the roles. */
export function danger(rule: Omit<Rule, 'pack'>, judge: (entry: Entry) => Omit<Breach, 'object'> | undefined): Danger {
  return { rule: { ...rule, pack: 'restricted' }, judge };
}

/** What roles allow, whether somebody has them or not: they are there to be bound. */
export function roleRules(dangers: readonly Danger[]): Check {
  return {
    rules: dangers.map(({ rule }) => rule),
    judge: (context) => entriesIn(context).flatMap((entry) => violationsIn(entry, dangers)),
  };
}

function violationsIn(entry: Entry, dangers: readonly Danger[]): readonly Violation[] {
  return dangers.flatMap(({ rule, judge }) => {
    const breach = judge(entry);
    return breach ? [{ ...breach, rule, object: entry.role }] : [];
  });
}

function entriesIn(context: Context): readonly Entry[] {
  return [ROLE, CLUSTER_ROLE].flatMap((kind) =>
    context.ofKind(kind).flatMap((role) => {
      // What a controller writes, or the API server for itself, nobody chose here.
      if (isAggregated(role.manifest) || isBuiltIn(role)) return [];
      const rules = policyRulesOf(role.manifest);
      const all = rules.filter((rule) => rule !== undefined);
      return rules.flatMap((rule, index) => (rule ? { ...rule, role, all, at: ['rules', index] } : []));
    }),
  );
}

/** Whether the API server made a role or binding for itself, and keeps it as it is. */
export function isBuiltIn({ manifest }: InventoryObject): boolean {
  return objectAt(manifest, 'metadata', 'labels')['kubernetes.io/bootstrapping'] === 'rbac-defaults';
}

/** Resources, and what can be done to them. */
export interface Power {
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Whether the resources belong to no namespace: a Role that names them allows nothing. */
  readonly isOfCluster?: boolean;
}

/** What an entry gives of some powers. */
export type Given = Pick<Power, 'resources' | 'verbs'>;

/** Which of some powers an entry gives by their names. A `*` in place of the resource is told by its own rule. */
export function given(entry: Entry, ...powers: readonly Power[]): Given | undefined {
  const resources = new Set<string>();
  const allowed = new Set<string>();
  for (const { group, resources: wanted, verbs, isOfCluster = false } of powers) {
    if (isOfCluster && entry.role.kind === ROLE) continue;
    if (!entry.apiGroups.includes(group) && !entry.apiGroups.includes('*')) continue;
    const named = entry.resources.filter((pattern) => names(pattern, wanted));
    const actions = named.length === 0 ? [] : entry.verbs.filter((verb) => verb === '*' || verbs.includes(verb));
    if (actions.length === 0) continue;
    for (const resource of named) resources.add(resource);
    for (const verb of actions) allowed.add(verb);
  }
  return allowed.size === 0 ? undefined : { resources: [...resources], verbs: [...allowed] };
}

function names(pattern: string, resources: readonly string[]): boolean {
  if (!pattern.startsWith('*/')) return resources.includes(pattern);
  return resources.some((resource) => resource.endsWith(pattern.slice(1)));
}

/** What an entry allows, as the start of a sentence. */
export function allowing({ role }: Entry, { verbs, resources }: Given): string {
  const actions = verbs.includes('*') ? 'do anything to' : listed(verbs, 'and');
  return `${titleOf(role)} allows its subjects to ${actions} ${listed(resources, 'and')}`;
}

/** `a, b and c`. */
export function listed(texts: readonly string[], last: string): string {
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} ${last} ${texts.at(-1)}`;
}

/** The place of the resources of an entry, which its finding is about. */
export function resourcesAt({ at }: Entry): JsonPath {
  return [...at, 'resources'];
}

/** Whether an entry is for objects of some names only. */
export function isForNames({ resourceNames }: PolicyRule): boolean {
  return resourceNames.length > 0;
}

/** The rule of a ClusterRole, for examples. */
export function exampleRole(...rules: readonly string[]): string {
  return `
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: { name: web }
      rules: [${rules.map((rule) => `{ ${rule} }`).join(', ')}]
    `;
}

/** A binding in a namespace, for examples. */
export function exampleBinding(role: string, subject: string): string {
  return `
      apiVersion: v1
      kind: ServiceAccount
      metadata: { name: web, namespace: shop }
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: { name: web, namespace: shop }
      roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${role} }
      subjects: [{ ${subject} }]
    `;
}
