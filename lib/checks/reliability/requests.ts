import { addTo } from '../../manifest/group';
import { placeOf, titleOf, type Identity, type InventoryObject } from '../../manifest/inventory';
import { isList, isObject, objectAt, type Json, type JsonObject } from '../../manifest/json';
import { containerName } from '../containers';
import type { Context, PodContainer, Pods } from '../context';
import { once } from '../once';

export type Resource = 'cpu' | 'memory' | 'ephemeral-storage';
export type Bound = 'requests' | 'limits';

/** What LimitRanges give to containers that say nothing, by namespace. */
const defaultsIn = once((context: Context): ReadonlyMap<string, readonly JsonObject[]> => {
  const items = new Map<string, JsonObject[]>();
  for (const object of context.ofKind('LimitRange')) {
    const limits = objectAt(object.manifest, 'spec')['limits'];
    for (const item of isList(limits) ? limits : [])
      if (isObject(item) && item['type'] === 'Container') addTo(items, placeOf(podsPlace(object)), item);
  }
  return items;
});

/** Where pods are that a LimitRange is for. */
function podsPlace({ namespace, stack }: InventoryObject): Omit<Identity, 'name'> {
  return { kind: 'Pod', namespace, stack };
}

/** The fields of a LimitRange from which a container gets what it does not say, as the API server fills them in. */
const GIVEN: Readonly<Record<Bound, readonly string[]>> = {
  limits: ['default', 'max'],
  requests: ['defaultRequest', 'default', 'max', 'min'],
};

/** A container and the pods that it is in. */
export interface Place {
  readonly made: Pods;
  readonly container: PodContainer;
}

export type Wanted = readonly [bound: Bound, resource: Resource];

/** Whether a container ends up with a request or limit: its own, or one that it is given. */
export function has(context: Context, { made, container }: Place, [bound, resource]: Wanted): boolean {
  const own = objectAt(container.container, 'resources');
  if (isGiven(own, 'limits', resource) || (bound === 'requests' && isGiven(own, 'requests', resource))) return true;
  const ranges = defaultsIn(context).get(placeOf(podsPlace(made.object))) ?? [];
  return ranges.some((range) => GIVEN[bound].some((field) => isGiven(range, field, resource)));
}

/** Whether the pod as a whole has a request or limit, which its containers share. */
export function podHas(context: Context, made: Pods, [bound, resource]: Wanted): boolean {
  if (!context.isAtLeast('1.34')) return false;
  const own = objectAt(made.spec, 'resources');
  return isGiven(own, 'limits', resource) || (bound === 'requests' && isGiven(own, 'requests', resource));
}

function isGiven(holder: JsonObject, field: string, resource: Resource): boolean {
  const value: Json | undefined = objectAt(holder, field)[resource];
  return value !== undefined && value !== null && value !== '';
}

/** `container 'web' of Deployment shop/web`. */
export function titled(container: PodContainer, { object }: Pods): string {
  return `${containerName(container)} of ${titleOf(object)}`;
}
