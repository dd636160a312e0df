import { allowing, danger, exampleRole, given, isForNames, type Entry, type Power } from './role-rule';

const RBAC = 'rbac.authorization.k8s.io';
const ALL_POWERFUL: ReadonlySet<string> = new Set(['cluster-admin', 'system:masters']);

const ESCALATE: readonly Power[] = [
  { group: RBAC, resources: ['roles'], verbs: ['escalate'] },
  { group: RBAC, resources: ['clusterroles'], verbs: ['escalate'], isOfCluster: true },
];
// A RoleBinding may be to a ClusterRole: that is asked for in its namespace.
const BIND: Power = { group: RBAC, resources: ['roles', 'clusterroles'], verbs: ['bind'] };
const IMPERSONATE: readonly Power[] = [
  { group: '', resources: ['serviceaccounts'], verbs: ['impersonate'] },
  ...[
    { group: '', resources: ['users', 'groups'] },
    { group: 'authentication.k8s.io', resources: ['uids', 'userextras', 'userextras/scopes'] },
  ].map((people) => ({ ...people, verbs: ['impersonate'], isOfCluster: true })),
];

/** Permission to get any other permission. */
export const escalation = danger(
  {
    id: 'rbac/escalation',
    severity: 'error',
    title: 'Nobody can give themselves more permissions, or act as somebody else.',
    why: '`escalate` and `bind` bypass the check that nobody grants what they do not have; `impersonate` borrows the permissions of anybody.',
    fix: 'Remove the verb, or name in `resourceNames` the few roles or users that it is for.',
    fails: exampleRole(`apiGroups: [${RBAC}], resources: [clusterroles], verbs: [get, bind]`),
    passes: exampleRole(`apiGroups: [${RBAC}], resources: [clusterroles], verbs: [bind], resourceNames: [view]`),
  },
  (entry) => {
    // Of a role that may be escalated, a name says nothing: it may hold anything afterwards.
    const found = given(entry, ...ESCALATE) ?? (isHarmless(entry) ? undefined : given(entry, BIND, ...IMPERSONATE));
    if (!found) return undefined;
    return {
      at: [...entry.at, 'verbs'],
      message: `${allowing(entry, found)}.`,
      want: 'verbs without escalate, bind and impersonate',
    };
  },
);

function isHarmless(entry: Entry): boolean {
  return isForNames(entry) && !entry.resourceNames.some((name) => ALL_POWERFUL.has(name));
}
