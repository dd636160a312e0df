import { oneOf } from '../../manifest/finding';
import { titleOf } from '../../manifest/inventory';
import { isList, objectAt, valueAt, type JsonPath } from '../../manifest/json';
import type { KindName } from '../../manifest/kinds';
import type { Reference } from '../../manifest/references';
import { check, type Breach, type Check } from '../check';
import { exampleContainer, examplePod } from '../example-objects';
import type { Rule } from '../rule';
import { exampleObject } from './examples';
import { isFirst, useOf } from './missing';
import { lostFiles } from './sub-paths';
import { pairOf, Targets } from './targets';

const podWith = (source: string): string =>
  examplePod(`{ containers: [${exampleContainer(`env: [{ name: PORT, valueFrom: { ${source} } }]`)}] }`);

/** Keys that pods take from a ConfigMap. */
export const configMapKeys = keysOf('ConfigMap', {
  id: 'link/config-map-key',
  pack: 'baseline',
  severity: 'error',
  title: 'A ConfigMap has the keys that pods take from it.',
  why: 'The pod waits for the key and does not start; one that mounts it by `subPath` finds an empty directory.',
  fix: 'Add the key to the ConfigMap, or correct it.',
  fails: `${podWith('configMapKeyRef: { name: web, key: PROT }')}${exampleObject('ConfigMap', 'web', "data: { PORT: '8080' }")}`,
  passes: `${podWith('configMapKeyRef: { name: web, key: PORT }')}${exampleObject('ConfigMap', 'web', "data: { PORT: '8080' }")}`,
});

/** Keys that are taken from a Secret. */
export const secretKeys = keysOf('Secret', {
  id: 'link/secret-key',
  pack: 'baseline',
  severity: 'error',
  title: 'A Secret has the keys that are taken from it.',
  why: 'A pod waits for the key and does not start; a certificate cannot be served.',
  fix: 'Add the key to the Secret, or correct it.',
  fails: `${podWith('secretKeyRef: { name: web, key: PROT }')}${exampleObject('Secret', 'web', 'data: { PORT: ODA4MA== }')}`,
  passes: `${podWith('secretKeyRef: { name: web, key: PORT }')}${exampleObject('Secret', 'web', 'data: { PORT: ODA4MA== }')}`,
});

/** A rule that the keys which are used are there: told once for each object and key. */
function keysOf(kind: KindName, rule: Rule): Check {
  return check(rule, (context) => {
    const targets = Targets.of(context);
    const seen = new Set<string>();
    return targets.namesOf(kind).flatMap((reference) => {
      if (reference.optional) return [];
      const present = targets.reached(reference)?.keys;
      if (!present) return [];
      const missing = (reference.keys ?? [])
        .filter((key) => !present.includes(key))
        .filter((key) => isFirst(seen, `${pairOf(reference)} ${key}`))
        .map((key) => unknown({ reference, key, present }, targets));
      return [...missing, ...lostFiles(reference, present, { context, targets })];
    });
  });
}

interface UnknownKey {
  readonly reference: Reference;
  readonly key: string;
  readonly present: readonly string[];
}

function unknown({ reference, key, present }: UnknownKey, targets: Targets): Breach {
  const title = titleOf(reference);
  const near = targets.names.nearest(key, () => present);
  return {
    object: reference.from,
    at: placeOfKey(reference, key),
    message: `${useOf(reference)} needs the key '${key}' of ${title}, which does not have it.`,
    want: present.length === 0 ? 'a key; there is none yet' : oneOf(present.slice(0, 10)),
    fix: `${near === undefined ? '' : `Did you mean '${near}'? `}Add the key to ${title}, or correct it.`,
  };
}

/** The field that holds the key; where none does, that with the name. */
function placeOfKey({ from, at }: Reference, key: string): JsonPath {
  const holder = at.slice(0, -1);
  const { key: own, items } = objectAt(from.manifest, ...holder);
  if (own === key) return [...holder, 'key'];
  const index = isList(items) ? items.findIndex((item) => valueAt(item, ['key']) === key) : -1;
  return index < 0 ? at : [...holder, 'items', index, 'key'];
}
