import { addTo } from '../../manifest/group';
import { placeOf, titleOf, type InventoryObject } from '../../manifest/inventory';
import { isList, isObject, objectAt, text, type JsonObject } from '../../manifest/json';
import { selects } from '../../manifest/selections';
import type { Context } from '../context';
import { may, policyRulesOf, type Action, type PolicyRule } from '../policy-rules';
import { KNOWN_ROLES } from './known-roles';

export const ROLE = 'Role.rbac.authorization.k8s.io';
export const CLUSTER_ROLE = 'ClusterRole.rbac.authorization.k8s.io';
export const ROLE_BINDING = 'RoleBinding.rbac.authorization.k8s.io';
export const CLUSTER_ROLE_BINDING = 'ClusterRoleBinding.rbac.authorization.k8s.io';

/** Who may be given permissions. */
export type Subject =
  | { readonly kind: 'ServiceAccount'; readonly namespace: string; readonly name: string }
  | { readonly kind: 'User' | 'Group'; readonly name: string };

export type ServiceAccount = Extract<Subject, { kind: 'ServiceAccount' }>;

/** What a binding gives to its subjects. */
export interface Grant {
  readonly binding: InventoryObject;
  /** What the role is called: `Role shop/web`. */
  readonly role: string;
  readonly rules: readonly PolicyRule[];
  /** Where it holds; undefined: in the whole cluster. */
  readonly namespace: string | undefined;
}

/** Who may do what, by the roles and bindings of a tree and the roles that every cluster has. */
export class Permissions {
  /** Every ServiceAccount that bindings speak of. */
  readonly serviceAccounts: readonly ServiceAccount[];
  readonly #bySubject = new Map<string, Grant[]>();
  readonly #roles: ClusterRoles;
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
    this.#roles = new ClusterRoles(context.ofKind(CLUSTER_ROLE));
    const accounts = new Map<string, ServiceAccount>();
    for (const binding of [...context.ofKind(CLUSTER_ROLE_BINDING), ...context.ofKind(ROLE_BINDING)]) {
      const grant = this.grantOf(binding);
      for (const subject of subjectsOf(binding)) {
        if (!subject) continue;
        if (grant) addTo(this.#bySubject, keyOf(subject), grant);
        for (const account of accountsOf(subject)) accounts.set(keyOf(account), account);
      }
    }
    this.serviceAccounts = [...accounts.values()];
  }

  /** What a subject is given, by itself and as a member of the groups that it is always in. */
  of(subject: Subject): readonly Grant[] {
    return [keyOf(subject), ...groupsOf(subject)].flatMap((key) => this.#bySubject.get(key) ?? []);
  }

  /** Whether a subject may do something: in a namespace, or in none, as to objects that belong to none. */
  may(subject: Subject, action: Action & { readonly namespace?: string }): boolean {
    return this.of(subject).some(
      ({ rules, namespace }) =>
        (namespace === undefined || (!('url' in action) && namespace === action.namespace)) && may(rules, action),
    );
  }

  /** What a binding gives; undefined where its role is not known. */
  grantOf(binding: InventoryObject): Grant | undefined {
    const { kind, name } = objectAt(binding.manifest, 'roleRef');
    const namespace = binding.kind === ROLE_BINDING ? placeOf(binding) : undefined;
    if (kind === 'ClusterRole') {
      const rules = this.#roles.rulesOf(text(name));
      return rules && { binding, role: `ClusterRole ${text(name)}`, rules, namespace };
    }
    if (kind !== 'Role' || namespace === undefined) return undefined;
    const role = this.#context.inventory.find({ ...binding, kind: ROLE, name: text(name) });
    return role && { binding, role: titleOf(role), rules: present(policyRulesOf(role.manifest)), namespace };
  }
}

const known = new WeakMap<Context, Permissions>();

/** Who may do what in a tree. */
export function permissionsIn(context: Context): Permissions {
  const permissions = known.get(context) ?? new Permissions(context);
  known.set(context, permissions);
  return permissions;
}

/** The subjects of a binding, each by its index; undefined at those that are none. */
export function subjectsOf(binding: InventoryObject): readonly (Subject | undefined)[] {
  const subjects = binding.manifest['subjects'];
  return isList(subjects) ? subjects.map((subject) => subjectIn(objectAt(subject), binding)) : [];
}

function subjectIn({ kind, namespace, name }: JsonObject, binding: InventoryObject): Subject | undefined {
  if (typeof name !== 'string') return undefined;
  if (kind === 'Group') return { kind, name };
  if (kind === 'User') return accountCalled(name) ?? { kind, name };
  if (kind !== 'ServiceAccount') return undefined;
  const own = typeof namespace === 'string' && namespace !== '' ? namespace : placeOf({ ...binding, kind });
  return { kind, namespace: own, name };
}

const ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/** ServiceAccounts are users too, whom a binding may call so. */
function accountCalled(user: string): ServiceAccount | undefined {
  const [, namespace, name] = ACCOUNT.exec(user) ?? [];
  return namespace === undefined || name === undefined ? undefined : { kind: 'ServiceAccount', namespace, name };
}

function keyOf(subject: Subject): string {
  return subject.kind === 'ServiceAccount'
    ? `User system:serviceaccount:${subject.namespace}:${subject.name}`
    : `${subject.kind} ${subject.name}`;
}

const ACCOUNTS = 'system:serviceaccounts:';

/** Among all ServiceAccounts of a namespace there is always the default one. */
function accountsOf(subject: Subject): readonly ServiceAccount[] {
  if (subject.kind === 'ServiceAccount') return [subject];
  if (subject.kind === 'User' || !subject.name.startsWith(ACCOUNTS)) return [];
  return [{ kind: 'ServiceAccount', namespace: subject.name.slice(ACCOUNTS.length), name: 'default' }];
}

function groupsOf(subject: Subject): readonly string[] {
  if (subject.kind === 'Group') return [];
  if (subject.kind === 'User' && subject.name === 'system:anonymous') return ['Group system:unauthenticated'];
  const namespace = (subject.kind === 'ServiceAccount' ? subject : accountCalled(subject.name))?.namespace;
  const accounts = namespace === undefined ? [] : ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
  return [...accounts, 'system:authenticated'].map((group) => `Group ${group}`);
}

interface ClusterRole {
  readonly labels: JsonObject;
  readonly rules: readonly PolicyRule[];
  /** Of the roles whose rules it has, in place of its own. */
  readonly selectors: readonly JsonObject[] | undefined;
}

/** The rules of ClusterRoles, with those that they get from others by their labels. */
class ClusterRoles {
  readonly #byName = new Map<string, ClusterRole>();
  readonly #rules = new Map<string, readonly PolicyRule[]>();

  constructor(objects: readonly InventoryObject[]) {
    for (const manifest of [...KNOWN_ROLES, ...objects.map((object) => object.manifest)])
      this.#byName.set(text(objectAt(manifest, 'metadata')['name']), clusterRole(manifest));
  }

  rulesOf(name: string): readonly PolicyRule[] | undefined {
    if (!this.#byName.has(name)) return undefined;
    const rules = this.#rules.get(name) ?? this.#collected(name);
    this.#rules.set(name, rules);
    return rules;
  }

  /** Selected roles may select others in turn, and each other. */
  #collected(name: string): readonly PolicyRule[] {
    const names = new Set([name]);
    const rules: PolicyRule[] = [];
    for (const each of names) {
      const role = this.#byName.get(each);
      if (!role?.selectors) rules.push(...(role?.rules ?? []));
      else for (const selected of this.#selectedBy(role.selectors)) names.add(selected);
    }
    return rules;
  }

  #selectedBy(selectors: readonly JsonObject[]): readonly string[] {
    return [...this.#byName].flatMap(([name, { labels }]) =>
      selectors.some((selector) => selects(selector, labels)) ? [name] : [],
    );
  }
}

function clusterRole(manifest: JsonObject): ClusterRole {
  return {
    labels: objectAt(manifest, 'metadata', 'labels'),
    rules: present(policyRulesOf(manifest)),
    selectors: isAggregated(manifest) ? selectorsIn(objectAt(manifest, 'aggregationRule')) : undefined,
  };
}

function selectorsIn({ clusterRoleSelectors }: JsonObject): readonly JsonObject[] {
  return isList(clusterRoleSelectors) ? clusterRoleSelectors.filter(isObject) : [];
}

/** Whether the rules of a ClusterRole are those of others, which a controller writes. */
export function isAggregated(manifest: JsonObject): boolean {
  return isObject(manifest['aggregationRule']);
}

function present<T>(items: readonly (T | undefined)[]): readonly T[] {
  return items.filter((item) => item !== undefined);
}
