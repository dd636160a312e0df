import { addTo } from '../../manifest/group';
import { placeOf, titleOf } from '../../manifest/inventory';
import { text } from '../../manifest/json';
import type { Context, Pods } from '../context';
import type { ServiceAccount } from './permissions';

/** Which workloads have the token of which ServiceAccount. */
export class RunningAccounts {
  readonly #workloads = new Map<string, string[]>();
  readonly #byNamespace = new Map<string, ServiceAccount[]>();

  constructor(context: Context) {
    for (const pods of context.pods) {
      const account = accountOf(pods);
      if (!hasToken(pods, account, context)) continue;
      if (!this.#workloads.has(keyOf(account))) addTo(this.#byNamespace, account.namespace, account);
      addTo(this.#workloads, keyOf(account), titleOf(pods.object));
    }
  }

  /** What the workloads that run with an account are called. */
  workloadsOf(account: ServiceAccount): readonly string[] {
    return this.#workloads.get(keyOf(account)) ?? [];
  }

  /** The accounts whose tokens are in pods of a namespace; of all, where none is given. */
  in(namespace: string | undefined): readonly ServiceAccount[] {
    return namespace === undefined ? [...this.#byNamespace.values()].flat() : (this.#byNamespace.get(namespace) ?? []);
  }
}

function accountOf({ object, spec }: Pods): ServiceAccount {
  const name = text(spec['serviceAccountName']) || text(spec['serviceAccount']) || 'default';
  return { kind: 'ServiceAccount', namespace: placeOf({ ...object, kind: 'ServiceAccount' }), name };
}

function hasToken({ object, spec }: Pods, { name }: ServiceAccount, { inventory }: Context): boolean {
  const own = spec['automountServiceAccountToken'];
  if (typeof own === 'boolean') return own;
  const account = inventory.find({ ...object, kind: 'ServiceAccount', name });
  return account?.manifest['automountServiceAccountToken'] !== false;
}

export function keyOf({ namespace, name }: ServiceAccount): string {
  return `${namespace}/${name}`;
}
