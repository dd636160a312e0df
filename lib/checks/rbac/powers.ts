import { may, namesFor, type PolicyRule, type ResourceAction } from '../policy-rules';
import { keyOf, type RunningAccounts } from './accounts';
import { isAllPowerful } from './bindings';
import type { Grant, ServiceAccount } from './permissions';
import { POD_MAKERS } from './pods';

const RBAC = 'rbac.authorization.k8s.io';
const SYSTEM = 'kube-system';

/** A way to act as ServiceAccounts, which a grant opens. */
export interface Way {
  readonly grant: Grant;
  /** What one does, for the middle of a sentence: `make pods`. */
  readonly how: string;
  /** Whether it leads to every ServiceAccount of the place where the grant holds. */
  readonly isOpenToAll: boolean;
  readonly isOpenTo: (account: ServiceAccount) => boolean;
}

/** The ways to act as others that somebody has. */
export function waysOf(grants: readonly Grant[], running: RunningAccounts): readonly Way[] {
  return grants.flatMap((grant) => {
    const { rules, namespace } = grant;
    const open = (how: string, isOpen: boolean): readonly Way[] =>
      isOpen ? [{ grant, how, isOpenToAll: true, isOpenTo: () => true }] : [];
    const entered = (how: string, isOpen: boolean): readonly Way[] =>
      isOpen ? [{ grant, how, isOpenToAll: false, isOpenTo: isAmong(running.in(namespace)) }] : [];
    return [
      ...open('make pods', canMakePods(rules)),
      ...open('make Secrets, which get tokens', canMakeTokenSecrets(rules)),
      ...named(grant, 'make tokens', { verb: 'create', group: '', resource: 'serviceaccounts/token' }),
      ...named(grant, 'impersonate ServiceAccounts', { verb: 'impersonate', group: '', resource: 'serviceaccounts' }),
      ...entered('run commands in pods', canEnterPods(rules)),
      ...entered('change the images of pods', canChangePods(rules)),
    ];
  });
}

function named(grant: Grant, how: string, action: ResourceAction): readonly Way[] {
  const names = namesFor(grant.rules, action);
  if (names.length === 0) return [];
  const isOpenToAll = names === 'any';
  return [{ grant, how, isOpenToAll, isOpenTo: ({ name }) => isOpenToAll || names.includes(name) }];
}

function isAmong(accounts: readonly ServiceAccount[]): (account: ServiceAccount) => boolean {
  const known = new Set(accounts.map(keyOf));
  return (account) => known.has(keyOf(account));
}

function canMakePods(rules: readonly PolicyRule[]): boolean {
  return POD_MAKERS.some(({ group, resources, verbs }) =>
    resources.some((resource) => verbs.some((verb) => may(rules, { verb, group, resource }))),
  );
}

function canEnterPods(rules: readonly PolicyRule[]): boolean {
  return (
    ['create', 'get'].some((verb) =>
      ['pods/exec', 'pods/attach'].some((resource) => may(rules, { verb, group: '', resource })),
    ) || ['update', 'patch'].some((verb) => may(rules, { verb, group: '', resource: 'pods/ephemeralcontainers' }))
  );
}

/** Of pods that are there, the images may be others; not the ServiceAccount. */
function canChangePods(rules: readonly PolicyRule[]): boolean {
  return ['update', 'patch'].some((verb) => may(rules, { verb, group: '', resource: 'pods' }));
}

/** A Secret that asks for the token of a ServiceAccount gets it. */
function canMakeTokenSecrets(rules: readonly PolicyRule[]): boolean {
  return may(rules, { verb: 'create', group: '', resource: 'secrets' }) && canReadSecrets(rules);
}

function canReadSecrets(rules: readonly PolicyRule[]): boolean {
  return ['get', 'list', 'watch'].some((verb) => may(rules, { verb, group: '', resource: 'secrets' }));
}

/** Whether somebody gets all Secrets where a grant holds: pods may mount them. */
export function canGetSecrets({ rules }: Grant): boolean {
  return canReadSecrets(rules) || canMakePods(rules);
}

/** What somebody may have at the end. */
export interface Prize {
  /** Higher is worse: everything, what leads to it as clusters are built, Secrets of one namespace. */
  readonly rank: 1 | 2 | 3;
  readonly what: string;
  /** What gives it, for the middle of a sentence. */
  readonly how: string;
  readonly grant: Grant;
  /** Whether no rule tells of it yet, from the role alone. */
  readonly isHidden: boolean;
}

/** What somebody has by what they are given themselves. */
export function prizesOf(grants: readonly Grant[]): readonly Prize[] {
  return grants.flatMap((grant) => {
    const prize = { grant, isHidden: false };
    const system = grant.namespace === undefined || grant.namespace === SYSTEM;
    const how = grant.namespace === undefined ? adminPower(grants, grant) : undefined;
    const place = grant.namespace === undefined ? 'any namespace' : `namespace '${grant.namespace}'`;
    return [
      ...(how ? [{ ...prize, rank: 3 as const, what: 'cluster-admin', how }] : []),
      ...(system && canMakePods(grant.rules)
        ? [{ ...prize, ...CONTROLLERS, how: `may make pods in ${place}`, isHidden: true }]
        : []),
      ...(canReadSecrets(grant.rules)
        ? [
            {
              ...prize,
              rank: system ? (2 as const) : (1 as const),
              what: `all Secrets of ${place}`,
              how: 'may read them',
            },
          ]
        : []),
    ];
  });
}

/** The controllers of a cluster have ServiceAccounts there, one of which may give any permission. */
const CONTROLLERS = { rank: 2 as const, what: `cluster-admin, through the controllers in ${SYSTEM}` };

/** How a grant, with the others that hold everywhere, gives everything. */
function adminPower(grants: readonly Grant[], grant: Grant): string | undefined {
  if (isAllPowerful(grant)) return 'may do everything';
  const rules = grants.flatMap(({ rules, namespace }) => (namespace === undefined ? rules : []));
  const can = (of: readonly PolicyRule[], verb: string, resource: string): boolean =>
    may(of, { verb, group: RBAC, resource });
  if (
    can(grant.rules, 'escalate', 'clusterroles') &&
    ['update', 'patch'].some((verb) => can(rules, verb, 'clusterroles'))
  )
    return 'may escalate any ClusterRole';
  if (can(grant.rules, 'bind', 'clusterroles') && can(rules, 'create', 'clusterrolebindings'))
    return 'may bind any ClusterRole';
  const masters = { verb: 'impersonate', group: '', resource: 'groups', name: 'system:masters' };
  const isSomebody = namesFor(rules, { verb: 'impersonate', group: '', resource: 'users' }).length > 0;
  return may(grant.rules, masters) && isSomebody ? 'may impersonate system:masters' : undefined;
}
