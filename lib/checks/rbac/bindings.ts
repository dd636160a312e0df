import { titleOf, type InventoryObject } from '../../manifest/inventory';
import { objectAt, text } from '../../manifest/json';
import { check, type Breach } from '../check';
import type { Context } from '../context';
import { may } from '../policy-rules';
import { CLUSTER_ROLE_BINDING, permissionsIn, ROLE_BINDING, subjectsOf, type Grant, type Subject } from './permissions';
import { exampleBinding, isBuiltIn } from './role-rule';

const web = 'kind: ServiceAccount, name: web, namespace: shop';

function bindingsIn(context: Context): readonly InventoryObject[] {
  return [...context.ofKind(CLUSTER_ROLE_BINDING), ...context.ofKind(ROLE_BINDING)].filter(
    (binding) => !isBuiltIn(binding),
  );
}

/** What is done with objects: who may do all of it with all of them runs what they like, as whom they like. */
const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];

/** Whether a role allows everything: no entry but one with `*` allows what nobody can have named. */
export function isAllPowerful({ rules }: Pick<Grant, 'rules'>): boolean {
  return VERBS.every((verb) => may(rules, { verb, group: '*', resource: '*' }));
}

/** Bindings that give everything. */
export const clusterAdminBinding = check(
  {
    id: 'rbac/cluster-admin-binding',
    pack: 'restricted',
    severity: 'error',
    title: 'Nobody is given a role that allows everything.',
    why: 'Whoever takes over such a subject, for instance through a flaw in a pod, has the cluster, or the whole namespace.',
    fix: 'Bind a role that allows only what is needed.',
    fails: exampleBinding('cluster-admin', web),
    passes: exampleBinding('view', web),
  },
  (context) => {
    const permissions = permissionsIn(context);
    return bindingsIn(context).flatMap((binding) => {
      const grant = permissions.grantOf(binding);
      if (!grant || !isAllPowerful(grant)) return [];
      const place = grant.namespace === undefined ? 'the cluster' : 'its namespace';
      const message = `${titleOf(binding)} gives ${calledAll(subjectsOf(binding))} everything in ${place}, by ${grant.role}.`;
      return { object: binding, at: ['roleRef', 'name'], message, want: 'a role with what is needed' };
    });
  },
);

const EVERYBODY: ReadonlyMap<string, string> = new Map([
  ['User system:anonymous', 'everybody who reaches the API server'],
  ['Group system:unauthenticated', 'everybody who reaches the API server'],
  ['Group system:authenticated', 'every user and every ServiceAccount'],
  ['Group system:serviceaccounts', 'every ServiceAccount of every namespace'],
  ['Group system:masters', 'a group that no role can restrict'],
]);

/** The roles that are made for everybody, by their names: what they allow to read is no secret. */
const PUBLIC: ReadonlySet<string> = new Set([
  'system:basic-user',
  'system:discovery',
  'system:public-info-viewer',
  'system:service-account-issuer-discovery',
]);

/** Bindings to groups that nobody chose the members of. */
export const systemGroupBinding = check(
  {
    id: 'rbac/system-group-binding',
    pack: 'restricted',
    severity: 'error',
    title: 'No role is bound to a group that everybody is in, or that is above all roles.',
    why: 'The group system:authenticated has every user and ServiceAccount in it, system:serviceaccounts every pod of every namespace, and system:unauthenticated everybody else.',
    fix: 'Bind the role to the users, groups and ServiceAccounts that need it.',
    fails: exampleBinding('view', 'kind: Group, name: system:authenticated, apiGroup: rbac.authorization.k8s.io'),
    passes: exampleBinding('view', 'kind: Group, name: shop-developers, apiGroup: rbac.authorization.k8s.io'),
  },
  (context) =>
    eachSubject(context, (subject, binding) => {
      const who = EVERYBODY.get(`${subject.kind} ${subject.name}`);
      const role = text(objectAt(binding.manifest, 'roleRef')['name']);
      if (who === undefined || PUBLIC.has(role)) return undefined;
      return {
        message: `${titleOf(binding)} binds '${role}' to ${subject.name}, ${who}.`,
        want: 'users, groups or ServiceAccounts of your own',
      };
    }),
);

/** Bindings to the ServiceAccount of pods that name none. */
export const defaultServiceAccount = check(
  {
    id: 'rbac/default-service-account',
    pack: 'restricted',
    severity: 'warning',
    title: 'No role is bound to the ServiceAccount `default`.',
    why: 'Every pod of the namespace that names no other one runs with it, and so gets the permissions too.',
    fix: 'Make a ServiceAccount for the workload that needs them, and bind that.',
    fails: exampleBinding('view', 'kind: ServiceAccount, name: default, namespace: shop'),
    passes: exampleBinding('view', web),
  },
  (context) =>
    eachSubject(context, (subject, binding) =>
      subject.kind === 'ServiceAccount' && subject.name === 'default'
        ? {
            message: `${titleOf(binding)} gives '${text(objectAt(binding.manifest, 'roleRef')['name'])}' to every pod without a ServiceAccount of its own.`,
            want: 'a ServiceAccount of the workload',
          }
        : undefined,
    ),
);

type Judge = (subject: Subject, binding: InventoryObject) => Pick<Breach, 'message' | 'want'> | undefined;

function eachSubject(context: Context, judge: Judge): readonly Breach[] {
  return bindingsIn(context).flatMap((binding) =>
    subjectsOf(binding).flatMap((subject, index) => {
      const breach = subject && judge(subject, binding);
      return breach ? { ...breach, object: binding, at: ['subjects', index, 'name'] } : [];
    }),
  );
}

function calledAll(subjects: readonly (Subject | undefined)[]): string {
  const names = subjects.flatMap((subject) => (subject ? [called(subject)] : []));
  return names.length === 0 ? 'nobody yet' : names.join(', ');
}

/** How a subject is called in messages. */
export function called(subject: Subject): string {
  return subject.kind === 'ServiceAccount'
    ? `ServiceAccount ${subject.namespace.startsWith('(') ? '' : `${subject.namespace}/`}${subject.name}`
    : `${subject.kind} ${subject.name}`;
}
