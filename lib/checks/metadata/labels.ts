import { reachedBy } from '../../manifest/field-pattern';
import type { InventoryObject } from '../../manifest/inventory';
import { objectAt, type JsonPath } from '../../manifest/json';
import type { KindName } from '../../manifest/kinds';
import { ANNOTATIONS, LABELS, mistakeIn, type MetadataMap } from '../../manifest/label-rules';
import { podTemplatePath } from '../../manifest/pods';
import { check, type Breach } from '../check';

/** Labels with keys or values that the API server refuses. */
export const labels = check(
  {
    id: 'label/illegal',
    pack: 'baseline',
    severity: 'error',
    title: 'Labels have keys and values that the API takes.',
    why: 'The API server refuses the object.',
    fix: 'Use at most 63 letters, digits, `-`, `_` and `.`; anything else belongs in an annotation.',
    fails: `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: web, namespace: shop, labels: { release: 1.4.2+build 7 } }
    `,
    passes: `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: web, namespace: shop, labels: { release: 1.4.2-build-7 } }
    `,
  },
  ({ objects }) => illegalIn(objects, LABELS),
);

/** Annotations with keys or values that the API server refuses. */
export const annotations = check(
  {
    id: 'annotation/illegal',
    pack: 'baseline',
    severity: 'error',
    title: 'Annotations have keys that the API takes, and text as values.',
    why: 'The API server refuses the object.',
    fix: 'Write the value as text, in quotes.',
    fails: `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: web, namespace: shop, annotations: { replicas: 3 } }
    `,
    passes: `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: web, namespace: shop, annotations: { replicas: '3' } }
    `,
  },
  ({ objects }) => illegalIn(objects, ANNOTATIONS),
);

/** Every label and annotation of a tree comes by here, and nearly none is wrong. */
function illegalIn(objects: readonly InventoryObject[], map: MetadataMap): readonly Breach[] {
  const breaches: Breach[] = [];
  for (const object of objects) {
    for (const metadata of metadataIn(object)) {
      const entries = objectAt(object.manifest, ...metadata, map.field);
      for (const key of Object.keys(entries)) {
        const mistake = mistakeIn(map, key, entries[key] ?? null);
        if (!mistake) continue;
        const { message, want, fix } = mistake;
        const at = [...metadata, map.field, key];
        breaches.push({ object, message, fix, ...(want === undefined ? {} : { want }), at });
      }
    }
  }
  return breaches;
}

/** What metadata an object has beside its own and that of its pods. */
const TEMPLATES: ReadonlyMap<KindName, readonly string[]> = new Map([
  ['CronJob.batch', ['spec.jobTemplate.metadata']],
  ['StatefulSet.apps', ['spec.volumeClaimTemplates[].metadata']],
]);

const OWN: readonly JsonPath[] = [['metadata']];

function metadataIn({ kind, manifest }: InventoryObject): readonly JsonPath[] {
  const pods = podTemplatePath(kind);
  if (!pods || pods.length === 0) return OWN;
  const templates = TEMPLATES.get(kind) ?? [];
  return [
    ...OWN,
    [...pods, 'metadata'],
    ...templates.flatMap((pattern) => reachedBy(pattern, manifest).map(([, path]) => path)),
  ];
}
