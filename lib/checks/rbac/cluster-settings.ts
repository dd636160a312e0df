import { allowing, danger, exampleRole, given, isForNames, resourcesAt, type Entry, type Power } from './role-rule';

const ADMISSION: Power = {
  group: 'admissionregistration.k8s.io',
  resources: [
    'mutatingwebhookconfigurations',
    'validatingwebhookconfigurations',
    'mutatingadmissionpolicies',
    'mutatingadmissionpolicybindings',
    'validatingadmissionpolicies',
    'validatingadmissionpolicybindings',
  ],
  verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
  isOfCluster: true,
};

/** Permission to read and change every request. */
export const webhookConfiguration = danger(
  {
    id: 'rbac/webhook-configuration',
    severity: 'error',
    title: 'Roles that allow changing admission name the webhooks and policies.',
    why: 'A webhook sees every object, Secrets included, and may change it; whoever can delete a policy is bound by none.',
    fix: 'Create the configurations with the cluster, and name those that have to be updated in `resourceNames`.',
    fails: exampleRole(`apiGroups: [${ADMISSION.group}], resources: [mutatingwebhookconfigurations], verbs: [patch]`),
    passes: exampleRole(
      `apiGroups: [${ADMISSION.group}], resources: [mutatingwebhookconfigurations], verbs: [patch], resourceNames: [web]`,
    ),
  },
  (entry) => unnamed(entry, ADMISSION, 'configurations by their names'),
);

const VOLUMES: Power = { group: '', resources: ['persistentvolumes'], verbs: ['create'], isOfCluster: true };

/** Permission to make a volume of any path of a node. */
export const persistentVolumes = danger(
  {
    id: 'rbac/persistent-volumes',
    severity: 'warning',
    title: 'No role allows creating PersistentVolumes.',
    why: 'A PersistentVolume may be any path of a node, which a pod mounts through a claim that no Pod Security Standard forbids.',
    fix: 'Leave them to the StorageClass: a PersistentVolumeClaim is all that is needed. For the provisioner itself, acknowledge it.',
    fails: exampleRole("apiGroups: [''], resources: [persistentvolumes], verbs: [get, create]"),
    passes: exampleRole("apiGroups: [''], resources: [persistentvolumes], verbs: [get]"),
  },
  (entry) => unnamed(entry, VOLUMES, 'only to read'),
);

/** Of one Namespace, its own, a Role may speak as well. */
const NAMESPACES: Power = { group: '', resources: ['namespaces'], verbs: ['update', 'patch'] };

/** Permission to switch Pod Security off. */
export const namespaceLabels = danger(
  {
    id: 'rbac/namespace-labels',
    severity: 'warning',
    title: 'Roles that allow changing Namespaces name them.',
    why: 'The labels of a Namespace say which Pod Security Standard it enforces, and which policies apply to it.',
    fix: 'Name the Namespaces in `resourceNames`, or remove the verb.',
    fails: exampleRole("apiGroups: [''], resources: [namespaces], verbs: [get, patch]"),
    passes: exampleRole("apiGroups: [''], resources: [namespaces], verbs: [get]"),
  },
  (entry) => unnamed(entry, NAMESPACES, 'Namespaces by their names'),
);

const WRITE = ['create', 'update', 'patch'];
const TRAFFIC: readonly Power[] = [
  { group: '', resources: ['services/status'], verbs: ['update', 'patch'] },
  { group: '', resources: ['endpoints'], verbs: WRITE },
  { group: 'discovery.k8s.io', resources: ['endpointslices'], verbs: WRITE },
];

/** Permission to lead the traffic of others elsewhere. */
export const serviceStatus = danger(
  {
    id: 'rbac/service-status',
    severity: 'warning',
    title: 'No role allows redirecting the traffic of Services.',
    why: 'The status of a Service can claim any address for the whole cluster, and endpoints can lead to pods of other namespaces.',
    fix: 'Leave status and endpoints to the controllers of the cluster. For one of these, acknowledge it.',
    fails: exampleRole("apiGroups: [''], resources: [services/status], verbs: [patch]"),
    passes: exampleRole("apiGroups: [''], resources: [services], verbs: [patch]"),
  },
  (entry) => unnamed(entry, TRAFFIC, 'only to read'),
);

/** What an entry gives for objects of any name. */
function unnamed(entry: Entry, powers: Power | readonly Power[], want: string) {
  const found = isForNames(entry) ? undefined : given(entry, ...[powers].flat());
  return found && { at: resourcesAt(entry), message: `${allowing(entry, found)}, whatever their names.`, want };
}
