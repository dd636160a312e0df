import type { PolicyRule } from '../policy-rules';
import { allowing, danger, exampleRole, given, isForNames, resourcesAt, type Power } from './role-rule';

/** Permission to be any ServiceAccount. */
export const tokenCreation = danger(
  {
    id: 'rbac/token-creation',
    severity: 'error',
    title: 'Roles that allow creating tokens name the ServiceAccounts.',
    why: 'A token gives all permissions of its ServiceAccount, for as long as its maker asked for.',
    fix: 'Name the ServiceAccounts in `resourceNames`.',
    fails: exampleRole("apiGroups: [''], resources: [serviceaccounts/token], verbs: [create]"),
    passes: exampleRole("apiGroups: [''], resources: [serviceaccounts/token], verbs: [create], resourceNames: [web]"),
  },
  (entry) => {
    const found = given(entry, { group: '', resources: ['serviceaccounts/token'], verbs: ['create'] });
    if (!found || isForNames(entry)) return undefined;
    return {
      at: resourcesAt(entry),
      message: `${allowing(entry, found)} of any ServiceAccount.`,
      want: 'ServiceAccounts by their names',
    };
  },
);

const GROUP = 'certificates.k8s.io';
const SIGN: Power = { group: GROUP, resources: ['signers'], verbs: ['approve', 'sign'], isOfCluster: true };
const APPROVE: Power = {
  group: GROUP,
  resources: ['certificatesigningrequests/approval', 'certificatesigningrequests/status'],
  verbs: ['update', 'patch'],
  isOfCluster: true,
};

/** Permission to make certificates that the cluster trusts. */
export const certificateApproval = danger(
  {
    id: 'rbac/certificate-approval',
    severity: 'error',
    title: 'Nobody approves or signs certificates that the API server takes for a login.',
    why: 'Such a certificate names any user and any group but one: whoever approves them can be anybody, until they expire.',
    fix: 'Name in `resourceNames` the signers that are for no login, as in `example.com/web`.',
    fails: exampleRole(`apiGroups: [${GROUP}], resources: [signers], verbs: [approve]`),
    passes: exampleRole(
      `apiGroups: [${GROUP}], resources: [signers], verbs: [approve], resourceNames: [example.com/web]`,
    ),
  },
  (entry) => {
    const signing = given(entry, SIGN);
    if (signing && isForLogins(entry))
      return {
        at: resourcesAt(entry),
        message: `${allowing(entry, signing)}${isForNames(entry) ? ` ${entry.resourceNames.join(', ')}` : ' of every name'}.`,
        want: 'signers that are for no login',
      };
    // Without a signer nothing comes of it, but who is to have the one will get the other.
    const approving = entry.all.some((other) => given({ ...entry, ...other }, SIGN))
      ? undefined
      : given(entry, APPROVE);
    return (
      approving && {
        at: resourcesAt(entry),
        message: `${allowing(entry, approving)}.`,
        want: 'nothing',
        severity: 'warning',
      }
    );
  },
);

/** The certificates of the one signer are those of kubelets as servers: nobody logs in with them. */
function isForLogins({ resourceNames }: PolicyRule): boolean {
  const signers = resourceNames.filter((name) => name !== 'kubernetes.io/kubelet-serving');
  return resourceNames.length === 0 || signers.some((name) => name.startsWith('kubernetes.io/'));
}
