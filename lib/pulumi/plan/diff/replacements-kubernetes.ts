import { valueAt, type JsonObject } from '../../../manifest/json';
import { groupOf, kindName } from '../../../manifest/kinds';
import { immutableFields, replacedByProvider } from '../../kinds/immutable-fields';
import type { PlannedResource } from '../plan';

/** An object before and after a change, and what its provider is set to. */
export interface ObjectChange {
  readonly before: PlannedResource;
  readonly after: PlannedResource;
  readonly settings: JsonObject;
}

/** The paths in an object whose change makes the Kubernetes provider replace it. */
export function kubernetesReplacements({ before, after, settings }: ObjectChange): readonly string[] {
  return replacedByProvider(objectOf(before, after), {
    enableConfigMapMutable: isOn(settings['enableConfigMapMutable']),
    enableSecretMutable: isOn(settings['enableSecretMutable']),
  });
}

/** The paths in an object that an API server does not let anyone change. */
export function fixedPaths({ before, after }: Omit<ObjectChange, 'settings'>): readonly string[] {
  return immutableFields(objectOf(before, after));
}

/** Whether a replaced object has to go before the new one comes: both have one name in one namespace. */
export function isSameObject(before: JsonObject, after: JsonObject): boolean {
  const name = valueAt(after, ['metadata', 'name']);
  const namespace = valueAt(after, ['metadata', 'namespace']);
  return (
    typeof name === 'string' &&
    valueAt(before, ['metadata', 'name']) === name &&
    valueAt(before, ['metadata', 'namespace']) === namespace
  );
}

/** The object as it will be; what was immutable stays so. */
function objectOf(before: PlannedResource, { type, inputs }: PlannedResource) {
  const [, version = '', kind = ''] = type.split(':');
  const group = groupOf(version);
  const immutable = [before.inputs, inputs].some((each) => each['immutable'] === true);
  return {
    // In types, the oldest group has a name, and those of patches an ending.
    kind: kindName(group === 'core' ? '' : group, kind.replace(/(?<=.)Patch$/, '')),
    manifest: { ...inputs, immutable },
  };
}

/** Providers take their switches as texts. */
function isOn(value: unknown): boolean {
  return value === true || value === 'true';
}
