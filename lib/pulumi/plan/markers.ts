import { isList, isObject, type Json, type JsonObject, type JsonPath } from '../../manifest/json';
import { SECRET, UNKNOWN } from './plan';

/** Whether a value stands for one that is not known yet. */
export function isUnknown(value: Json): boolean {
  return isMarker(value, UNKNOWN.$value);
}

/** Whether a value stands for a secret one. */
export function isSecret(value: Json): boolean {
  return isMarker(value, SECRET.$value);
}

function isMarker(value: Json, marker: string): boolean {
  return isObject(value) && value['$value'] === marker && Object.keys(value).length === 1;
}

/** The paths of all places in a value that are marked so. */
export function placesOf(value: Json | undefined, isMarked: (value: Json) => boolean): readonly JsonPath[] {
  if (value === undefined) return [];
  if (isMarked(value)) return [[]];
  return childrenOf(value).flatMap(([step, child]) => placesOf(child, isMarked).map((path) => [step, ...path]));
}

function childrenOf(value: Json): readonly (readonly [string | number, Json])[] {
  if (isList(value)) return value.map((item, index) => [index, item]);
  return isObject(value) ? Object.entries(value) : [];
}

/** What stands within a text for a secret that is part of it. */
export const PLAIN_SECRET = '[secret]';

/** An object with each text in it changed. */
export function withTexts(object: JsonObject, change: (text: string) => string): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, changed(value, change)]));
}

function changed(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (isList(value)) return value.map((item) => changed(item, change));
  return isObject(value) ? withTexts(value, change) : value;
}
