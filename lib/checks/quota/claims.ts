import { reachedBy } from '../../manifest/field-pattern';
import type { InventoryObject } from '../../manifest/inventory';
import { isObject, objectAt, text, valueAt, type Json, type JsonObject, type JsonPath } from '../../manifest/json';
import { podTemplatePath } from '../../manifest/pods';
import { amountsIn, NOTHING, type Amounts } from './amounts';

/** A PersistentVolumeClaim, or what an object makes several from. */
export interface Claim {
  /** The name, or that of the template. */
  readonly name: string;
  readonly title: string;
  readonly spec: JsonObject;
  readonly metadata: JsonObject;
  readonly requests: Amounts;
  /** Where the spec is in the object. */
  readonly at: JsonPath;
  /** Whether there is one as long as each pod is, or once for each ordinal of a StatefulSet. */
  readonly of: 'itself' | 'ordinal' | 'pod';
}

/** The claims that an object is or makes. */
export function claimsOf({ kind, name, manifest }: InventoryObject): readonly Claim[] {
  if (kind === 'PersistentVolumeClaim') return [claim(manifest, { name, title: 'The claim', at: [], of: 'itself' })];
  const pods = podTemplatePath(kind);
  if (!pods || kind === 'PodTemplate') return [];
  const templates = kind === 'StatefulSet.apps' ? reachedBy('spec.volumeClaimTemplates[]', manifest) : [];
  return [
    ...templates.flatMap(([template, at]) =>
      named(template, { name: text(objectAt(template, 'metadata')['name']), at, of: 'ordinal' }),
    ),
    ...reachedBy([...pods, 'spec', 'volumes[]'].join('.'), manifest).flatMap(([volume, path]) => {
      const at = [...path, 'ephemeral', 'volumeClaimTemplate'];
      return named(valueAt(manifest, at), { name: text(objectAt(volume)['name']), at, of: 'pod' });
    }),
  ];
}

function named(template: Json | undefined, as: Pick<Claim, 'name' | 'at' | 'of'>): readonly Claim[] {
  return isObject(template) && isObject(template['spec'])
    ? [claim(template, { ...as, title: `The claim ${as.name}` })]
    : [];
}

function claim(manifest: JsonObject, as: Pick<Claim, 'name' | 'title' | 'at' | 'of'>): Claim {
  const spec = objectAt(manifest, 'spec');
  const requests = amountsIn(objectAt(spec, 'resources')['requests']) ?? NOTHING;
  return { ...as, spec, requests, metadata: objectAt(manifest, 'metadata'), at: [...as.at, 'spec'] };
}
