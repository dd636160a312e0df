import { addedLabels, isAddedLabel, type AddedLabels } from './added-labels';
import { reachedBy } from './field-pattern';
import { addTo } from './group';
import { placeOf, type Inventory, type InventoryObject } from './inventory';
import { isList, isObject, objectAt, text, type Json, type JsonObject, type JsonPath } from './json';
import { podTemplateOf } from './pods';
import { SELECTORS } from './reference-fields';

/** That one object selects the pods of others by their labels. */
export interface Selection {
  readonly from: InventoryObject;
  /** The field of `from` that holds the selector. */
  readonly at: JsonPath;
  /** The objects of its namespace whose pods match. */
  readonly to: readonly InventoryObject[];
}

/** Every selection of pods within a namespace. */
export function selectionsOf(inventory: Inventory): readonly Selection[] {
  const pods = new PodIndex(inventory);
  return inventory.objects.flatMap((from) =>
    (SELECTORS.get(from.kind) ?? []).flatMap(({ at, plain }) =>
      reachedBy(at, from.manifest).flatMap(([selector, path]) =>
        isObject(selector) && !isForeign(from, path) && !(plain && isEmpty(selector))
          ? [{ from, at: path, to: pods.matching(placeOf(from), plain ? { matchLabels: selector } : selector) }]
          : [],
      ),
    ),
  );
}

/** Without labels in it, a Service's map selects no pods, and a LabelSelector all. */
function isEmpty(labels: JsonObject): boolean {
  return Object.keys(labels).length === 0;
}

/** A NetworkPolicy's peer with a namespaceSelector speaks of other namespaces. */
function isForeign(from: InventoryObject, path: JsonPath): boolean {
  return path.length > 2 && 'namespaceSelector' in objectAt(from.manifest, ...path.slice(0, -1));
}

/** Pods by one label each, so that a selector looks only at few. */
export class PodIndex {
  readonly #byLabel = new Map<string, InventoryObject[]>();
  readonly #byPlace = new Map<string, InventoryObject[]>();

  constructor(inventory: Inventory) {
    for (const object of inventory.objects) {
      if (!podTemplateOf(object.kind, object.manifest)) continue;
      const place = placeOf(object);
      addTo(this.#byPlace, place, object);
      for (const [key, value] of Object.entries(podLabels(object)))
        addTo(this.#byLabel, labelKey(place, key, value), object);
    }
  }

  /** The objects of a place whose pods a selector matches, with the labels that they get from their controllers. */
  matching(place: string, selector: JsonObject): readonly InventoryObject[] {
    const labels = Object.entries(objectAt(selector, 'matchLabels')).filter(([key]) => !isAddedLabel(key));
    const lists = labels.map(([key, value]) => this.withLabel(place, key, value));
    const fewest = lists.reduce((a, b) => (b.length < a.length ? b : a), this.inPlace(place));
    const isAdding = keysOf(selector).some(isAddedLabel);
    return fewest.filter((object) => selects(selector, podLabels(object), isAdding ? addedLabels(object) : NONE));
  }

  /** The objects of a place whose pods have a label. */
  withLabel(place: string, key: string, value: Json): readonly InventoryObject[] {
    return this.#byLabel.get(labelKey(place, key, value)) ?? [];
  }

  /** The objects of a place that make pods. */
  inPlace(place: string): readonly InventoryObject[] {
    return this.#byPlace.get(place) ?? [];
  }
}

/** The labels that a selector speaks of. */
function keysOf(selector: JsonObject): readonly string[] {
  const expressions = selector['matchExpressions'];
  const keys = isList(expressions) ? expressions.map((expression) => text(objectAt(expression)['key'])) : [];
  return [...Object.keys(objectAt(selector, 'matchLabels')), ...keys];
}

/** Whether a label selector matches a set of labels, and those that a controller adds; an empty one matches all. */
export function selects(selector: JsonObject, labels: JsonObject, added: AddedLabels = NONE): boolean {
  const expressions = selector['matchExpressions'];
  return (
    Object.entries(objectAt(selector, 'matchLabels')).every(
      ([key, value]) => labels[key] === value || (labels[key] === undefined && isAdded(added, key, value)),
    ) &&
    (!isList(expressions) ||
      expressions.every((expression) => isObject(expression) && holds(expression, labels, added)))
  );
}

const NONE: AddedLabels = new Map();

/** Whether a controller may give a label that value. */
function isAdded(added: AddedLabels, key: string, value: Json): boolean {
  return added.get(key)?.test(text(value)) ?? false;
}

function holds({ key, operator, values }: JsonObject, labels: JsonObject, added: AddedLabels): boolean {
  if (labels[text(key)] === undefined && added.has(text(key))) {
    // Which value it has is known of no pod before it runs: of one of them it may be any.
    if (operator === 'In') return isList(values) && values.some((value) => isAdded(added, text(key), value));
    return operator === 'Exists' || operator === 'NotIn';
  }
  const value = labels[text(key)];
  const isAmong = value !== undefined && isList(values) && values.includes(value);
  switch (operator) {
    case 'In':
      return isAmong;
    case 'NotIn':
      return !isAmong;
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

/** The labels of the pods that an object makes, as its template has them. */
export function podLabels(object: InventoryObject): JsonObject {
  return objectAt(podTemplateOf(object.kind, object.manifest), 'metadata', 'labels');
}

function labelKey(namespace: string, key: string, value: Json): string {
  return `${namespace}\0${key}\0${text(value)}`;
}
