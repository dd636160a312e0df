import { reachedBy } from '../manifest/field-pattern';
import type { InventoryObject } from '../manifest/inventory';
import { objectAt, type JsonPath } from '../manifest/json';
import type { KindName } from '../manifest/kinds';
import { ANNOTATIONS, LABELS, mistakeIn } from '../manifest/label-rules';
import { podTemplatePath } from '../manifest/pods';
import { findingOn, type Check } from './check';

/** Labels and annotations with keys or values that the API server refuses. */
export const labels: Check = ({ objects }) =>
  objects.flatMap((object) =>
    metadataIn(object).flatMap((metadata) =>
      [LABELS, ANNOTATIONS].flatMap((map) => {
        const at = [...metadata, map.field];
        return Object.entries(objectAt(object.manifest, ...at)).flatMap(([key, value]) => {
          const mistake = mistakeIn(map, key, value);
          return mistake ? [findingOn(object, { ...mistake, at: [...at, key] })] : [];
        });
      }),
    ),
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
