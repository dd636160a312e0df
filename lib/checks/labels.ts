import { reachedBy } from '../manifest/field-pattern';
import type { Finding } from '../manifest/finding';
import type { InventoryObject } from '../manifest/inventory';
import { objectAt, type Json, type JsonPath } from '../manifest/json';
import type { KindName } from '../manifest/kinds';
import { podTemplatePath } from '../manifest/pods';
import { findingOn, type Check } from './check';

/** Labels and annotations with keys or values that the API server refuses. */
export const labels: Check = ({ objects }) =>
  objects.flatMap((object) =>
    metadataIn(object).flatMap((at) => MAPS.flatMap((map) => judged(object, [...at, map.field], map))),
  );

/** What metadata an object has beside its own and that of its pods. */
const TEMPLATES: ReadonlyMap<KindName, readonly string[]> = new Map([
  ['CronJob.batch', ['spec.jobTemplate.metadata']],
  ['StatefulSet.apps', ['spec.volumeClaimTemplates[].metadata']],
]);

function metadataIn({ kind, manifest }: InventoryObject): readonly JsonPath[] {
  const pods = podTemplatePath(kind) ?? [];
  const patterns = new Set(['metadata', [...pods, 'metadata'].join('.'), ...(TEMPLATES.get(kind) ?? [])]);
  return [...patterns].flatMap((pattern) => reachedBy(pattern, manifest).map(([, path]) => path));
}

/** One of the two maps in metadata, and what the API server takes in it. */
interface MetadataMap {
  readonly field: string;
  readonly what: string;
  readonly rule: string;
  readonly isKey: (key: string) => boolean;
  readonly isValue: (value: Json) => boolean;
  readonly values: string;
  readonly fix: string;
}

function judged(object: InventoryObject, at: JsonPath, map: MetadataMap): readonly Finding[] {
  return Object.entries(objectAt(object.manifest, ...at)).flatMap(([key, value]) => {
    const mistake = mistakeIn(key, value, map);
    return mistake ? [findingOn(object, { rule: map.rule, ...mistake, at: [...at, key] })] : [];
  });
}

function mistakeIn(key: string, value: Json, { what, isKey, isValue, values, fix }: MetadataMap) {
  if (!isKey(key))
    return {
      message: `'${key}' cannot be the key of a label or annotation.`,
      allowed: KEYS,
      fix: 'Choose another key.',
    };
  if (isValue(value)) return undefined;
  return { message: `${JSON.stringify(value)} cannot be the value of the ${what} '${key}'.`, allowed: values, fix };
}

const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const PREFIX = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const KEYS =
  "at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends, after an optional DNS name and '/'";
const VALUES = "nothing, or at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends";

const MAPS: readonly MetadataMap[] = [
  {
    field: 'labels',
    what: 'label',
    rule: 'label/illegal',
    isKey: isQualifiedName,
    isValue: isLabelValue,
    values: VALUES,
    fix: 'Shorten the value, or make it an annotation, which takes any text.',
  },
  {
    field: 'annotations',
    what: 'annotation',
    rule: 'annotation/illegal',
    // The API server judges them in lower case.
    isKey: (key) => isQualifiedName(key.toLowerCase()),
    isValue: (value) => typeof value === 'string',
    values: 'text',
    fix: 'Pass the value as text.',
  },
];

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
