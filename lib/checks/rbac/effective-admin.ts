import { groupBy } from '../../manifest/group';
import { check, type Breach } from '../check';
import { keyOf, RunningAccounts } from './accounts';
import { called } from './bindings';
import { permissionsIn, type Grant, type Permissions, type ServiceAccount } from './permissions';
import { canGetSecrets, prizesOf, waysOf, type Prize, type Way } from './powers';
import { listed } from './role-rule';

const RBAC = 'rbac.authorization.k8s.io';

const example = (place: string): string => `
      apiVersion: v1
      kind: ServiceAccount
      metadata: { name: ci, namespace: ${place} }
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata: { name: operator, namespace: tools }
      ---
      apiVersion: ${RBAC}/v1
      kind: ClusterRoleBinding
      metadata: { name: operator }
      roleRef: { apiGroup: ${RBAC}, kind: ClusterRole, name: cluster-admin }
      subjects: [{ kind: ServiceAccount, name: operator, namespace: tools }]
      ---
      apiVersion: ${RBAC}/v1
      kind: Role
      metadata: { name: ci, namespace: ${place} }
      rules: [{ apiGroups: [apps], resources: [deployments], verbs: [create] }]
      ---
      apiVersion: ${RBAC}/v1
      kind: RoleBinding
      metadata: { name: ci, namespace: ${place} }
      roleRef: { apiGroup: ${RBAC}, kind: Role, name: ci }
      subjects: [{ kind: ServiceAccount, name: ci, namespace: ${place} }]
    `;

/** ServiceAccounts that get by way of others what nobody gave them. */
export const effectiveAdmin = check(
  {
    id: 'rbac/effective-admin',
    pack: 'restricted',
    severity: 'warning',
    title: 'No ServiceAccount reaches all of the cluster, or the Secrets of others, by acting as another one.',
    why: 'Whoever creates pods or tokens in a namespace can do whatever any ServiceAccount there can.',
    fix: 'Bind a role with less, or keep what is more powerful in a namespace of its own.',
    fails: example('tools'),
    passes: example('shop'),
  },
  (context) => {
    const permissions = permissionsIn(context);
    const search = new Search(permissions, new RunningAccounts(context));
    return permissions.serviceAccounts.flatMap((account) => search.from(account));
  },
);

/** One step from somebody to a ServiceAccount that they can act as. */
interface Step {
  readonly account: ServiceAccount;
  readonly way: Way | undefined;
  readonly before: Step | undefined;
}

interface Held {
  readonly grants: readonly Grant[];
  readonly ways: readonly Way[];
  readonly prizes: readonly Prize[];
}

class Search {
  readonly #known = new Map<string, Held>();
  readonly #permissions: Permissions;
  readonly #running: RunningAccounts;
  /** Those with the most first, so that hardly anybody else has to be looked at. */
  readonly #accounts: readonly ServiceAccount[];
  readonly #byNamespace: ReadonlyMap<string, readonly ServiceAccount[]>;
  /** The worst that anybody has: who has that, needs not be looked at further. */
  readonly #highest: number;

  constructor(permissions: Permissions, running: RunningAccounts) {
    this.#permissions = permissions;
    this.#running = running;
    const ranks = new Map(permissions.serviceAccounts.map((account) => [account, this.#rankOf(account)]));
    this.#accounts = [...ranks].sort(([, a], [, b]) => b - a).map(([account]) => account);
    this.#byNamespace = groupBy(this.#accounts, ({ namespace }) => namespace);
    this.#highest = this.#accounts[0] ? (ranks.get(this.#accounts[0]) ?? 0) : 0;
  }

  from(account: ServiceAccount): readonly Breach[] {
    const { grants, prizes: own } = this.#held(account);
    // Whoever has everything has it by one binding, which is told already.
    if (own.some(({ rank }) => rank === 3)) return [];
    const start: Step = { account, way: undefined, before: undefined };
    const hidden = own.find(({ isHidden }) => isHidden);
    let worst = hidden && { prize: hidden, step: start };
    const has = new Set(own.map(({ what }) => what));
    const places = new Set(grants.flatMap((grant) => (canGetSecrets(grant) ? [grant.namespace] : [])));
    const isNew = ({ rank, what, grant }: Prize): boolean =>
      !has.has(what) && (rank > 1 || !(places.has(undefined) || places.has(grant.namespace)));
    for (const step of this.#reached(start)) {
      if ((worst?.prize.rank ?? 0) >= this.#highest) break;
      for (const prize of this.#held(step.account).prizes)
        if (prize.rank > (worst?.prize.rank ?? 0) && isNew(prize)) worst = { prize, step };
    }
    return worst ? [this.#told(worst.step, worst.prize)] : [];
  }

  /** Everybody else that somebody can act as, by the fewest steps. */
  *#reached(start: Step): Generator<Step> {
    const known = new Set([keyOf(start.account)]);
    const steps: Step[] = [start];
    const exhausted = new Set<string | undefined>();
    for (const before of steps) {
      for (const way of this.#held(before.account).ways) {
        const { namespace } = way.grant;
        if (exhausted.has(undefined) || exhausted.has(namespace)) continue;
        if (way.isOpenToAll) exhausted.add(namespace);
        for (const account of this.#accountsIn(namespace)) {
          if (known.has(keyOf(account)) || !way.isOpenTo(account)) continue;
          known.add(keyOf(account));
          const step = { account, way, before };
          steps.push(step);
          yield step;
        }
      }
    }
  }

  /** What somebody has, and whom they can act as, which many others may ask. */
  #held(account: ServiceAccount): Held {
    const known = this.#known.get(keyOf(account));
    if (known) return known;
    const grants = this.#permissions.of(account);
    const held = { grants, ways: waysOf(grants, this.#running), prizes: prizesOf(grants) };
    this.#known.set(keyOf(account), held);
    return held;
  }

  #accountsIn(namespace: string | undefined): readonly ServiceAccount[] {
    return namespace === undefined ? this.#accounts : (this.#byNamespace.get(namespace) ?? []);
  }

  /** The worst that somebody has. */
  #rankOf(account: ServiceAccount): number {
    return this.#held(account).prizes.reduce((highest, { rank }) => Math.max(highest, rank), 0);
  }

  #told(last: Step, prize: Prize): Breach {
    const path = pathTo(last);
    const first = path[0]?.account ?? last.account;
    const workloads = this.#running.workloadsOf(first);
    const runs =
      workloads.length === 0
        ? ''
        : `, with which ${listed(shortened(workloads), 'and')} run${workloads.length === 1 ? 's' : ''},`;
    const steps = path.flatMap(({ account, way }) =>
      way ? [`may ${described(way)}, so act as ${called(account)}`] : [],
    );
    const chain = [...steps, `${prize.how} (${prize.grant.role})`].join(', which ');
    const binding = path[1]?.way?.grant.binding ?? prize.grant.binding;
    return {
      object: binding,
      at: ['roleRef', 'name'],
      message: `${called(first)}${runs} can get ${prize.what}: it ${chain}.`,
      want: 'a role that leads no further',
      severity: prize.rank === 3 ? 'error' : 'warning',
    };
  }
}

function pathTo(step: Step): readonly Step[] {
  return step.before ? [...pathTo(step.before), step] : [step];
}

function described({ grant, how }: Way): string {
  return `${how} in ${grant.namespace === undefined ? 'any namespace' : `namespace '${grant.namespace}'`} (${grant.role})`;
}

function shortened(workloads: readonly string[]): readonly string[] {
  return workloads.length <= 3 ? workloads : [...workloads.slice(0, 2), `${workloads.length - 2} more`];
}
