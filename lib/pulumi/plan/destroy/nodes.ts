import { addTo } from '../../../manifest/group';
import { objectAt } from '../../../manifest/json';
import { podTemplatePath } from '../../../manifest/pods';
import type { PlannedResource } from '../plan';
import { nameOf, type DestroyRule, type Destruction } from './destruction';
import { classOf, cleanUpOf, effectsIn, isCleanedUpBefore, isLoadBalancer } from './effects';
import { shared } from './finding';
import type { KubernetesObject } from './objects';

/** Objects whose deletion takes nodes: the controllers that clean up after them run there, or their own pods do. */
export const nodes: DestroyRule = (destruction) => {
  const effects = effectsIn(destruction).filter(({ object }) => isCleanedByPods(object));
  const certain = new Set(effects.flatMap(({ object, isCertain }) => (isCertain ? [object] : [])));
  const groups = groupedByCluster(destruction, [...certain, ...destruction.objects.all.filter(hasPods)]);
  return [...groups].flatMap(([cluster, objects]) => {
    const groupsOfNodes = destruction.partsOf(cluster);
    if (groupsOfNodes.length === 0 || isAutoMode(cluster)) return [];
    const late = objects.filter((object) => isAfterAll(destruction, object, groupsOfNodes));
    const names = groupsOfNodes.map(nameOf).join(', ');
    const fix = 'Let them, or their provider, depend on a node group that is there to the end.';
    return [
      ...shared({
        rule: 'destroy/nodes',
        severity: 'error',
        objects: late.filter((object) => certain.has(object)),
        problem: `all nodes (${names}) may be gone first, and with them the controller that has to clean up: the deletion hangs, or leaves something behind.`,
        fix,
      }),
      ...shared({
        rule: 'destroy/nodes',
        severity: 'warning',
        objects: late.filter((object) => !certain.has(object) && isDeletedItself(destruction, object)),
        problem: `all nodes (${names}) may be gone first: nothing is left to stop the pods in an orderly way, and the deletion waits for them.`,
        fix,
      }),
    ];
  });
};

function groupedByCluster(destruction: Destruction, objects: readonly KubernetesObject[]) {
  const groups = new Map<PlannedResource, KubernetesObject[]>();
  for (const object of new Set(objects)) {
    const cluster = destruction.clusterOf(object);
    if (cluster) addTo(groups, cluster, object);
  }
  return groups;
}

function isAfterAll(destruction: Destruction, object: KubernetesObject, groups: readonly PlannedResource[]): boolean {
  const isDeleted = cleanUpOf(destruction, object)?.orderly === true;
  return isDeleted && !groups.some((group) => isCleanedUpBefore(destruction, object, group));
}

function hasPods({ kind }: KubernetesObject): boolean {
  return podTemplatePath(kind) !== undefined && kind !== 'PodTemplate';
}

function isDeletedItself(destruction: Destruction, { resource }: KubernetesObject): boolean {
  return destruction.endOf(resource)?.at === resource.urn;
}

/** Load balancers of Services without a class are the business of the control plane, as are the nodes of Auto Mode. */
function isCleanedByPods(object: KubernetesObject): boolean {
  if (!isLoadBalancer(object)) return true;
  return classOf(object)?.startsWith('service.k8s.aws/') === true;
}

function isAutoMode({ inputs }: PlannedResource): boolean {
  return objectAt(inputs, 'computeConfig')['enabled'] === true;
}
