import type { InventoryObject } from '../manifest/inventory';
import { objectAt, type Json, type JsonPath } from '../manifest/json';
import { podTemplatePath } from '../manifest/pods';
import { findingOn, type Check } from './check';

/** Labels and annotations with keys or values that the API server refuses. */
export const labels: Check = ({ objects }) =>
  objects.flatMap((object) => placesIn(object).flatMap((at) => judged(object, at)));

function placesIn({ kind, manifest }: InventoryObject): readonly JsonPath[] {
  const template = podTemplatePath(kind);
  const holders: readonly JsonPath[] = [
    ['metadata'],
    ...(template && template.length > 0 ? [[...template, 'metadata']] : []),
  ];
  const maps = holders.flatMap((holder) => [
    [...holder, 'labels'],
    [...holder, 'annotations'],
  ]);
  return maps.filter((at) => Object.keys(objectAt(manifest, ...at)).length > 0);
}

function judged(object: InventoryObject, at: JsonPath) {
  const isLabels = at.at(-1) === 'labels';
  return Object.entries(objectAt(object.manifest, ...at)).flatMap(([key, value]) => {
    const badKey = !isQualifiedName(key);
    const badValue = isLabels ? !isLabelValue(value) : typeof value !== 'string';
    if (!badKey && !badValue) return [];
    const what = isLabels ? 'label' : 'annotation';
    return findingOn(object, {
      rule: `${what}/illegal`,
      message: badKey
        ? `'${key}' cannot be the key of a ${what}.`
        : `${JSON.stringify(value)} cannot be the value of the ${what} '${key}'.`,
      allowed: badKey ? KEYS : isLabels ? VALUES : 'text',
      fix: badKey
        ? 'Choose another key.'
        : isLabels
          ? 'Shorten the value, or make it an annotation, which takes any text.'
          : 'Pass the value as text.',
      at: [...at, key],
    });
  });
}

const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const PREFIX = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const KEYS =
  "at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends, after an optional DNS name and '/'";
const VALUES = "nothing, or at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends";

function isQualifiedName(key: string): boolean {
  const parts = key.split('/');
  const name = parts.at(-1) ?? '';
  const prefix = parts.length > 1 ? parts.slice(0, -1).join('/') : undefined;
  return (
    name.length <= 63 && NAME.test(name) && (prefix === undefined || (prefix.length <= 253 && PREFIX.test(prefix)))
  );
}

function isLabelValue(value: Json): boolean {
  return typeof value === 'string' && (value === '' || (value.length <= 63 && NAME.test(value)));
}
