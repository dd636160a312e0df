import { addTo } from '../../manifest/group';
import type { InventoryObject } from '../../manifest/inventory';
import { isList, objectAt, text } from '../../manifest/json';
import { check } from '../check';
import type { Context, Pods } from '../context';
import { examplePod } from '../example-objects';
import { once } from '../once';

const DEFAULT = 'default';

function serviceAccountName({ spec }: Pods): string {
  return text(spec['serviceAccountName']) || text(spec['serviceAccount']) || DEFAULT;
}

/** The ServiceAccount of pods, where the tree has it. */
function serviceAccountOf({ inventory }: Context, pods: Pods): InventoryObject | undefined {
  const { namespace, stack } = pods.object;
  return inventory.find({ kind: 'ServiceAccount', namespace, stack, name: serviceAccountName(pods) });
}

/** Whether pods get a token of the API server: what they say themselves counts, or else what their account says. */
function mountsToken(pods: Pods, account: InventoryObject | undefined): boolean {
  const own = pods.spec['automountServiceAccountToken'];
  if (typeof own === 'boolean') return own;
  return account?.manifest['automountServiceAccountToken'] !== false;
}

/** Who may do something, by every binding of a tree. */
class Bound {
  readonly #namespaces = new Map<string, (string | undefined)[]>();
  readonly #groups = new Set<string>();

  constructor(context: Context) {
    for (const kind of ['RoleBinding', 'ClusterRoleBinding'])
      for (const binding of context.ofKind(`${kind}.rbac.authorization.k8s.io`)) {
        const { subjects } = binding.manifest;
        if (isList(subjects)) for (const subject of subjects) this.#add(objectAt(subject), binding.namespace);
      }
  }

  #add({ kind, name, namespace }: ReturnType<typeof objectAt>, otherwise: string | undefined): void {
    const [, userNamespace, user = ''] = /^system:serviceaccount:([^:]+):(.+)$/.exec(text(name)) ?? [];
    if (kind === 'ServiceAccount') addTo(this.#namespaces, text(name), text(namespace) || otherwise);
    else if (kind === 'User') addTo(this.#namespaces, user, userNamespace);
    else this.#groups.add(text(name));
  }

  /** Whether a ServiceAccount is; one whose namespace is left open may be any of its name. */
  has(name: string, namespace: string | undefined): boolean {
    const isOfGroup = ['system:authenticated', 'system:serviceaccounts', `system:serviceaccounts:${namespace}`].some(
      (group) => this.#groups.has(group),
    );
    return (
      isOfGroup ||
      (this.#namespaces.get(name) ?? []).some(
        (other) => other === undefined || namespace === undefined || other === namespace,
      )
    );
  }
}

const CLOUD_IDENTITIES = [
  'eks.amazonaws.com/role-arn',
  'iam.gke.io/gcp-service-account',
  'azure.workload.identity/client-id',
];

/** Whether something other than the API server takes the token as a proof of who the pod is. */
function isProofElsewhere(pods: Pods, account: InventoryObject | undefined): boolean {
  const annotations = objectAt(account?.manifest, 'metadata', 'annotations');
  const ofPods = objectAt(pods.template, 'metadata', 'annotations');
  return (
    CLOUD_IDENTITIES.some((key) => key in annotations) ||
    Object.keys(ofPods).some((key) => key.startsWith('vault.hashicorp.com/') || key.startsWith('vault.security.'))
  );
}

/** The token that pods have of the API server. */
interface Token {
  readonly pods: Pods;
  /** Its ServiceAccount. */
  readonly name: string;
  /** Whether nobody is known who takes it for anything. */
  readonly isIdle: boolean;
}

const tokensIn = once((context: Context): readonly Token[] => {
  const bound = new Bound(context);
  return [...context.pods].flatMap((pods) => {
    const name = serviceAccountName(pods);
    const { namespace } = pods.object;
    const account = serviceAccountOf(context, pods);
    if (!mountsToken(pods, account)) return [];
    const isElsewhere = !account && context.externalOf({ kind: 'ServiceAccount', namespace, name }) !== undefined;
    return { pods, name, isIdle: !bound.has(name, namespace) && !isElsewhere && !isProofElsewhere(pods, account) };
  });
});

/** Tokens that open nothing but a way in. */
export const serviceAccountTokens = check(
  {
    id: 'security/service-account-token',
    pack: 'restricted',
    severity: 'warning',
    title: 'Only pods with permissions at the API server have a token for it.',
    why: 'Whoever gets into the pod can use it, with all permissions that anybody ever grants the account.',
    fix: 'Set `automountServiceAccountToken: false` in the pod, or bind a role to a ServiceAccount of its own.',
    fails: examplePod('{ containers: [{ name: web, image: registry.example/web:1.0.0 }] }'),
    passes: examplePod(
      '{ automountServiceAccountToken: false, containers: [{ name: web, image: registry.example/web:1.0.0 }] }',
    ),
  },
  (context) =>
    tokensIn(context)
      .filter(({ isIdle }) => isIdle)
      .map(({ pods, name }) => ({
        object: pods.object,
        at: [...pods.at, 'automountServiceAccountToken'],
        message:
          name === DEFAULT
            ? `The pod has a token of the ServiceAccount '${DEFAULT}', as all have that name no other; nothing here binds a role to it.`
            : `The pod has a token of the ServiceAccount '${name}', to which nothing here binds a role.`,
        want: 'automountServiceAccountToken: false',
      })),
);

const boundTo = (account: string): string => `
      apiVersion: v1
      kind: ServiceAccount
      metadata: { name: web, namespace: shop }
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: { name: web, namespace: shop }
      roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
      subjects: [{ kind: ServiceAccount, name: ${account}, namespace: shop }]
      ---`;

/** Pods that share an account with all that have none. */
export const defaultServiceAccounts = check(
  {
    id: 'security/default-service-account',
    pack: 'production',
    severity: 'warning',
    title: 'Pods with a token have a ServiceAccount of their own.',
    why: 'What is granted to `default` is granted to every pod of the namespace that names no other, also to those to come.',
    fix: 'Make a ServiceAccount and name it in `serviceAccountName`, or set `automountServiceAccountToken: false`.',
    fails: `${boundTo(DEFAULT)}${examplePod('{ containers: [{ name: web, image: registry.example/web:1.0.0 }] }')}`,
    passes: `${boundTo('web')}${examplePod('{ serviceAccountName: web, containers: [{ name: web, image: registry.example/web:1.0.0 }] }')}`,
  },
  // Of a token that nobody takes, the other rule says that the account is shared: without the token, both are kept.
  (context) =>
    tokensIn(context)
      .filter(({ name, isIdle }) => name === DEFAULT && !isIdle)
      .map(({ pods }) => ({
        object: pods.object,
        at: [...pods.at, 'serviceAccountName'],
        message: `The pod has a token of the ServiceAccount '${DEFAULT}'.`,
        want: 'a ServiceAccount of its own, or no token',
      })),
);
