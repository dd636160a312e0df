import { groupBy } from '../../manifest/group';
import { placeOf, titleOf, type InventoryObject } from '../../manifest/inventory';
import { isList, isObject, objectAt, text, type JsonObject } from '../../manifest/json';
import type { Context } from '../context';
import { once } from '../once';
import { amountsIn, NOTHING, orElse, type Amounts } from './amounts';

/** Requests and limits, of a container or a pod. */
export interface Resources {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

export const NO_RESOURCES: Resources = { requests: NOTHING, limits: NOTHING };

/** What a LimitRange says of containers, pods or claims. */
export interface LimitRangeItem {
  /** What the LimitRange is called. */
  readonly title: string;
  readonly type: string;
  readonly min: Amounts;
  readonly max: Amounts;
  readonly maxLimitRequestRatio: Amounts;
  /** What a container gets that does not say. */
  readonly defaults: Resources;
}

export interface LimitRange {
  readonly object: InventoryObject;
  readonly items: readonly LimitRangeItem[];
  /** What a container gets that does not say. */
  readonly defaults: Resources;
}

/** The LimitRanges by place. */
export const limitRangesIn = once((context) => {
  const ranges = context.ofKind('LimitRange').map((object) => limitRange(object));
  return groupBy(ranges, ({ object }) => placeOf(object));
});

const NO_DEFAULTS = [NO_RESOURCES];

const defaultsByPlace = once(
  (context) =>
    new Map([...limitRangesIn(context)].map(([place, ranges]) => [place, possibleDefaults(ranges)] as const)),
);

/** What containers of a place get that do not say: one answer for each order of its LimitRanges, where that matters. */
export function defaultsIn(context: Context, place: string): readonly Resources[] {
  return defaultsByPlace(context).get(place) ?? NO_DEFAULTS;
}

function limitRange(object: InventoryObject): LimitRange {
  const limits = objectAt(object.manifest, 'spec')['limits'];
  const items = isList(limits) ? limits.filter(isObject).map((limit) => itemOf(limit, titleOf(object))) : [];
  const defaults = items.map((item) => item.defaults).reduce((given, others) => filled(others, given), NO_RESOURCES);
  return { object, items, defaults };
}

function itemOf(limit: JsonObject, title: string): LimitRangeItem {
  const amounts = (field: string): Amounts => amountsIn(limit[field]) ?? NOTHING;
  const [min, max, type] = [amounts('min'), amounts('max'), text(limit['type'])];
  // As the API server completes it: the limit from the maximum, the request from the limit, or else the minimum.
  const limits = orElse(amounts('default'), max);
  const requests = orElse(orElse(amounts('defaultRequest'), limits), min);
  const defaults = type === 'Container' ? { limits, requests } : NO_RESOURCES;
  return { title, type, min, max, maxLimitRequestRatio: amounts('maxLimitRequestRatio'), defaults };
}

/** Resources with others for what they leave out. */
export function filled(given: Resources, others: Resources): Resources {
  if (others === NO_RESOURCES) return given;
  return { requests: orElse(given.requests, others.requests), limits: orElse(given.limits, others.limits) };
}

const MOST_TO_ORDER = 3;

/**
 * What containers get that do not say. The API server asks the LimitRanges of a namespace in no certain order: where
 * they differ, this is one answer for each order.
 */
export function possibleDefaults(ranges: readonly LimitRange[]): readonly Resources[] {
  const defaults = ranges.map((range) => range.defaults);
  const orders = defaults.length <= MOST_TO_ORDER && differ(defaults) ? permutations(defaults) : [defaults];
  return orders.map((order) => order.reduce(filled, NO_RESOURCES));
}

function differ(all: readonly Resources[]): boolean {
  const known = new Map<string, bigint>();
  for (const { requests, limits } of all)
    for (const [part, amounts] of Object.entries({ requests, limits }))
      for (const [resource, amount] of amounts) {
        const key = `${part}.${resource}`;
        if ((known.get(key) ?? amount) !== amount) return true;
        known.set(key, amount);
      }
  return false;
}

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) =>
    permutations(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
  );
}
