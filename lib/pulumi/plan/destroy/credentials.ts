import { isList, objectAt, text } from '../../../manifest/json';
import { podTemplateOf } from '../../../manifest/pods';
import type { PlannedResource, Urn } from '../plan';
import type { Destruction } from './destruction';
import type { KubernetesObject } from './objects';
import type { Running } from './running';

export const ROLE = 'aws:iam/role:Role';
const POLICIES = ['aws:iam/rolePolicyAttachment:RolePolicyAttachment', 'aws:iam/rolePolicy:RolePolicy'];
const BINDINGS = ['ClusterRoleBinding.rbac.authorization.k8s.io', 'RoleBinding.rbac.authorization.k8s.io'];

/** What of the program lets a controller do its work, in its cluster and in AWS. */
export function credentialsOf(destruction: Destruction, running: Running): readonly PlannedResource[] {
  const { resource, object } = running;
  if (!object) return policiesOf(destruction, rolesIn(destruction, resource));
  const spec = objectAt(podTemplateOf(object.kind, object.manifest), 'spec');
  const name = text(spec['serviceAccountName'], 'default');
  const account = destruction.objects.near(object, { kind: 'ServiceAccount', name });
  const associations = destruction
    .of('aws:eks/podIdentityAssociation:PodIdentityAssociation')
    .filter(
      (each) =>
        each.inputs['serviceAccount'] === name &&
        each.inputs['namespace'] === object.namespace &&
        destruction.clusterOfPart(each)?.urn === running.place,
    );
  const roles = [...(account ? [account.resource] : []), ...associations].flatMap((each) => rolesIn(destruction, each));
  return [...associations, ...bindingsOf(destruction, object, name), ...policiesOf(destruction, roles)];
}

/** The policies of some roles: what the roles may do. */
export function policiesOf(destruction: Destruction, roles: readonly PlannedResource[]): readonly PlannedResource[] {
  return destruction
    .of(...POLICIES)
    .filter((policy) => roles.some((resource) => destruction.isNamed(policy, 'role', { resource, name: 'name' })));
}

/** The roles that the inputs of a resource are made of. */
export function rolesIn(
  destruction: Destruction,
  resource: PlannedResource,
  input?: string,
): readonly PlannedResource[] {
  const { propertyDependencies } = resource;
  const urns: readonly Urn[] =
    input === undefined ? Object.values(propertyDependencies).flat() : (propertyDependencies[input] ?? []);
  return [...new Set(urns)].flatMap((urn) => {
    const found = destruction.at(urn);
    return found?.type === ROLE ? [found] : [];
  });
}

function bindingsOf({ objects }: Destruction, workload: KubernetesObject, account: string): readonly PlannedResource[] {
  return BINDINGS.flatMap((kind) => objects.of(kind)).flatMap(({ resource, place, manifest }) => {
    const { subjects } = manifest;
    const isBound =
      place === workload.place &&
      isList(subjects) &&
      subjects.some((subject) => {
        const { kind, name, namespace } = objectAt(subject);
        return kind === 'ServiceAccount' && name === account && namespace === workload.namespace;
      });
    return isBound ? [resource] : [];
  });
}
